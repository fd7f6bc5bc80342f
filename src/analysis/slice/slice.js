import { rangeOf } from '../program/place';
import { suspends } from '../program/syntax';
import { constructorCall } from './constructorArguments';
import { emitModules } from './emit';
import { Reacher } from './reach';
/** Follows a definition's names. */
export function reachRoot(root, given, program) {
  const reacher = new Reacher(program, given);
  if (root.kind === 'expression') {
    reacher.reach(root.expression);
    const reach = reacher.result();
    const text = { node: root.expression, copied: root.expression, before: '', after: '' };
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
  const text = named
    ? { node: declaration, copied: null, before: `new ${declaration.name.text}(${call.text})`, after: '' }
    : {
        node: declaration,
        copied: declaration,
        before: 'new (',
        after: `)(${call.text})`,
      };
  return { reach, root: text, problem: absentProblem(reach) };
}
/** Writes the program of a definition whose names have been followed. */
export function writeSlice(reached, form, slots, values, given, transpiler) {
  const sources = [];
  const code = ['(function ($lr) {', 'return ['];
  const lines = [null, null];
  for (const module of emitModules(reached.reach, reached.root, slots, sources)) {
    const { code: written, lines: origins } = transpiler.transpile(
      module.text,
      /\.[jt]sx$/i.test(module.file.fileName),
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
function isDeclaration(declaration, reach) {
  const pieces = reach.files.get(declaration.getSourceFile())?.pieces;
  return pieces !== undefined && [...pieces].some((piece) => piece === declaration);
}
function waits(node) {
  return {
    code: 'unsupported',
    message: 'waits for a promise, which a preview cannot do',
    location: { uri: node.getSourceFile().fileName, range: rangeOf(node) },
    at: null,
    names: [],
  };
}
function absentProblem(reach) {
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
