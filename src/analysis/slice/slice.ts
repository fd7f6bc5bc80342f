import ts from 'typescript';
import type { Problem } from '../../protocol/problem';
import type { Slice, SliceForm, SliceLine, SlotValue } from '../../protocol/slice';
import type { Root } from '../detect/detector';
import { rangeOf } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { suspends } from '../program/syntax';
import { constructorCall } from './constructorArguments';
import { emitModules, localName, type RootText, type Slots } from './emit';
import { pieceOf } from './pieces';
import { Reacher, type Reach } from './reach';
import type { Transpiler } from './transpile';

/** A function that can be called by itself. */
export type Called = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;

/** What a schedule needs, found before its slice is written. */
export interface ReachedRoot {
  readonly reach: Reach;
  readonly root: RootText;
  /** What keeps it from being sliced; null when nothing does. */
  readonly problem: Problem | null;
}

/** Follows a definition's names. */
export function reachRoot(
  root: Root,
  given: Readonly<Record<string, number>>,
  program: LoadedProgram,
): ReachedRoot {
  const reacher = new Reacher(program, given);
  if (root.kind === 'expression') {
    reacher.reach(root.expression);
    const reach = reacher.result();
    const text: RootText = { node: root.expression, copied: root.expression, before: '', after: '' };
    return {
      reach,
      root: text,
      problem: suspends(root.expression) ? waits(root.expression) : absentProblem(reach),
    };
  }
  const { declaration } = root;
  reacher.reach(declaration);
  const call = constructorCall(declaration, given, program);
  reacher.addMissing(call.missing);
  const reach = reacher.result();
  const named = declaration.name !== undefined && isDeclaration(declaration, reach);
  const text: RootText = named
    ? { node: declaration, copied: null, before: `new ${declaration.name.text}(${call.text})`, after: '' }
    : {
        node: declaration,
        copied: declaration as ts.ClassExpression,
        before: 'new (',
        after: `)(${call.text})`,
      };
  return { reach, root: text, problem: absentProblem(reach) };
}

/**
 * Follows the names of a function that is called without arguments.
 * @param declaration what declares it.
 */
export function reachCall(declaration: ts.Declaration, called: Called, program: LoadedProgram): ReachedRoot {
  const reacher = new Reacher(program, {}, true);
  const piece = pieceOf(declaration);
  reacher.reach(piece ?? called);
  const reach = reacher.result();
  const root: RootText =
    piece === null
      ? { node: called, copied: called as ts.Expression, before: '(', after: ')()' }
      : { node: piece, copied: null, before: `${localName(piece)}()`, after: '' };
  return { reach, root, problem: isAsync(called) ? waits(called) : absentProblem(reach) };
}

function isAsync(called: Called): boolean {
  return (ts.getModifiers(called) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}

/** Writes the program of a definition whose names have been followed. */
export function writeSlice(
  reached: ReachedRoot,
  form: SliceForm,
  slots: Slots,
  values: readonly SlotValue[],
  given: Readonly<Record<string, number>>,
  transpiler: Transpiler,
): Slice {
  const sources: string[] = [];
  const code: string[] = ['(function ($lr) {', 'return ['];
  const lines: (SliceLine | null)[] = [null, null];
  for (const module of emitModules(reached.reach, reached.root, slots, sources)) {
    const { code: written, lines: origins } = transpiler.transpile(
      module.text,
      module.file.languageVariant === ts.LanguageVariant.JSX,
    );
    const body = written.split('\n');
    code.push('function (exports, require) {', ...body, '},');
    lines.push(null, ...body.map((_, i) => module.lines[origins[i] ?? -1] ?? null), null);
  }
  code.push('];', '})');
  lines.push(null, null);
  return {
    code: code.join('\n'),
    form,
    slots: values,
    given,
    sources,
    lines,
    usesTensors: reached.reach.usesTensors,
  };
}

function isDeclaration(
  declaration: ts.ClassLikeDeclaration,
  reach: Reach,
): declaration is ts.ClassDeclaration & { name: ts.Identifier } {
  const pieces = reach.files.get(declaration.getSourceFile())?.pieces;
  return pieces !== undefined && [...pieces].some((piece) => (piece as ts.Node) === declaration);
}

function waits(node: ts.Node): Problem {
  return {
    code: 'unsupported',
    message: 'waits for a promise, which a preview cannot do',
    location: { uri: node.getSourceFile().fileName, range: rangeOf(node) },
    at: null,
    names: [],
  };
}

function absentProblem(reach: Reach): Problem | null {
  const [first] = reach.absent;
  if (first === undefined) {
    return null;
  }
  return {
    code: 'unmet-import',
    message: `needs ${first.name === '*' ? '' : `${first.name} from `}${first.specifier}, which cannot be found`,
    location: { uri: first.node.getSourceFile().fileName, range: rangeOf(first.node) },
    at: null,
    names: [...new Set(reach.absent.map((absent) => absent.specifier))],
  };
}
