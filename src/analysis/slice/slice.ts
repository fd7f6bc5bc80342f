import ts from 'typescript';
import type { Problem } from '../../protocol/problem';
import type { Slice, SliceForm, SliceLine, SlotValue } from '../../protocol/slice';
import type { Root } from '../detect/detector';
import { rangeOf } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { suspends } from '../program/syntax';
import { constructorCall } from './constructorArguments';
import { type EmittedGiven, emitModules, localName, type RootText, type Slots } from './emit';
import { givenNumbers, type GivenValues } from './given';
import { pieceOf } from './pieces';
import { Reacher } from './reach';
import type { Reach } from './reached';
import { contextOf } from './rootContext';
import { replayText } from './replayText';
import { functionText, statementsText } from './rootText';
import { isStateless } from './stateless';
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
export function reachRoot(root: Root, given: GivenValues, program: LoadedProgram): ReachedRoot {
  const reacher = new Reacher(program, given, contextOf(root));
  const { text, problem } = rootText(root, given, reacher, program);
  const reach = reacher.result();
  return { reach, root: text, problem: problem ?? absentProblem(reach) };
}

interface WrittenRoot {
  readonly text: RootText;
  readonly problem: Problem | null;
}

function rootText(root: Root, given: GivenValues, reacher: Reacher, program: LoadedProgram): WrittenRoot {
  switch (root.kind) {
    case 'expression': {
      const { expression } = root;
      reacher.reach(expression);
      const text: RootText = { node: expression, parts: [expression] };
      return { text, problem: suspends(expression) ? waits(expression) : null };
    }
    case 'instance':
      return { text: instanceText(root.declaration, given, reacher, program), problem: null };
    case 'function':
      return { text: functionText(root, given, reacher, program), problem: null };
    case 'statements': {
      const waiting = [...root.statements, ...(root.value === null ? [] : [root.value])].find(suspends);
      return { text: statementsText(root, reacher), problem: waiting === undefined ? null : waits(waiting) };
    }
    case 'replay':
      return { text: replayText(root, given, reacher, program), problem: null };
    case 'text': {
      for (const part of root.parts) {
        if (typeof part !== 'string') {
          reacher.reachOwn(part);
        }
      }
      reacher.file(root.node.getSourceFile());
      return { text: { node: root.node, parts: root.parts }, problem: null };
    }
    case 'nothing': {
      const { node, reason } = root;
      reacher.file(node.getSourceFile());
      return { text: { node, parts: ['undefined'] }, problem: { ...waits(node), message: reason } };
    }
  }
}

function instanceText(
  declaration: ts.ClassLikeDeclaration,
  given: GivenValues,
  reacher: Reacher,
  program: LoadedProgram,
): RootText {
  reacher.reach(declaration);
  const call = constructorCall(declaration, given, program);
  reacher.noteCall(call);
  return ts.isClassDeclaration(declaration) && declaration.name !== undefined
    ? { node: declaration, parts: [`new ${declaration.name.text}(${call.text})`] }
    : { node: declaration, parts: ['new (', declaration, `)(${call.text})`] };
}

/**
 * Follows the names of a function that is called without arguments.
 * @param declaration what declares it.
 */
export function reachCall(declaration: ts.Declaration, called: Called, program: LoadedProgram): ReachedRoot {
  const reacher = new Reacher(
    program,
    {},
    contextOf({ kind: 'expression', expression: called as ts.Expression }),
    true,
  );
  const piece = pieceOf(declaration);
  reacher.reach(piece ?? called);
  const reach = reacher.result();
  const root: RootText =
    piece === null
      ? { node: called, parts: ['(', called, ')()'] }
      : { node: piece, parts: [`${localName(piece)}()`] };
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
  given: EmittedGiven,
  transpiler: Transpiler,
): Slice {
  const sources: string[] = [];
  const code: string[] = ['(function ($lr) {', 'return ['];
  const lines: (SliceLine | null)[] = [null, null];
  for (const module of emitModules(reached.reach, reached.root, slots, given, sources)) {
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
    given: givenNumbers(given.values),
    sources,
    lines,
    usesTensors: reached.reach.usesTensors,
    stateless: isStateless(reached.reach, reached.root, slots),
  };
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
