import ts from 'typescript';
import type { FunctionRoot, IndexedBy, StatementsRoot } from '../detect/detector';
import type { LoadedProgram } from '../program/project';
import { staticNameOf } from '../detect/arithmetic';
import { staticName } from '../program/syntax';
import { callText, givenReference } from './constructorArguments';
import type { RootText } from './emit';
import type { GivenValues } from './given';
import { classOfThis } from './members';
import type { Reacher } from './reach';
import { givenBack, INDEX_NAME, memberText, RATE_NAME, WAS_NAME } from './rootContext';

/** The names of what the driver calls a root with: the index, the horizon, and the rate before or the initial one. */
const INDEX = '$i';
const HORIZON = '$h';
const RATE = '$r';

/** Follows what a function of the index needs, and writes what calls it. */
export function functionText(
  root: FunctionRoot,
  given: GivenValues,
  reacher: Reacher,
  program: LoadedProgram,
): RootText {
  const { fn, index, made, previousRate } = root;
  const outer = (made ?? fn) as FunctionRoot['fn'];
  const { binding } = index;
  const inner = callText(fn.parameters, given, program, (position, member) => {
    if (position === previousRate && member === null) {
      return RATE;
    }
    const isIndex =
      (binding.kind === 'argument' && member === null && binding.position === position) ||
      (binding.kind === 'member' && member === binding.member && binding.position === position);
    return isIndex ? indexText(index) : null;
  });
  const making = made === null ? null : callText(made.parameters, given, program, () => null);
  reacher.noteCall(inner);
  if (making !== null) {
    reacher.noteCall(making);
  }
  const reference = referenceTo(outer, reacher);
  const called = making === null ? reference : ['(', ...reference, `)(${making.text})`];
  const parameters = previousRate === null ? `${INDEX}, ${HORIZON}, ${RATE}` : `${INDEX}, ${RATE}`;
  const rate = ts.isGetAccessorDeclaration(fn) && made === null ? null : inner.text;
  return {
    node: outer,
    parts:
      rate === null
        ? [`((${parameters}: any) => { ${setIndex(index)}return (`, ...called, '); })']
        : [
            '(() => { const $fn: any = (',
            ...called,
            `); return (${typed(parameters)}) => { ${setIndex(index)}return $fn(${rate}); }; })()`,
          ],
  };
}

function typed(parameters: string): string {
  return parameters.replaceAll(/\$\w/g, '$&: any');
}

function indexText({ isProgress }: IndexedBy): string {
  return isProgress ? `(${INDEX} / ${HORIZON})` : INDEX;
}

function setIndex(index: IndexedBy): string {
  const { binding } = index;
  switch (binding.kind) {
    case 'access':
      return `${INDEX_NAME} = ${indexText(index)} + ${binding.start}; `;
    case 'variable': {
      const name =
        staticName(ts.getNameOfDeclaration(binding.declaration) as ts.PropertyName | undefined) ?? '';
      return `${name} = ${indexText(index)} + ${binding.start}; `;
    }
    default:
      return '';
  }
}

/** Keeps a function and gives what stands for it where it is defined. */
function referenceTo(fn: FunctionRoot['fn'], reacher: Reacher): readonly (string | ts.Node)[] {
  if (ts.isFunctionDeclaration(fn) && fn.name !== undefined) {
    reacher.reach(fn);
    return [fn.name.text];
  }
  if (ts.isMethodDeclaration(fn) || ts.isGetAccessorDeclaration(fn)) {
    return memberReference(fn, reacher);
  }
  reacher.reachOwn(fn);
  return ts.isFunctionDeclaration(fn) ? ['(', fn, ')'] : [fn];
}

function memberReference(
  fn: ts.MethodDeclaration | ts.GetAccessorDeclaration,
  reacher: Reacher,
): readonly (string | ts.Node)[] {
  const owner = fn.parent;
  const name = staticName(fn.name) ?? '';
  if (ts.isClassLike(owner)) {
    const isStatic = (ts.getModifiers(fn) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    if (isStatic && owner.name !== undefined) {
      reacher.mention(name);
      reacher.reach(owner);
      return [`(${owner.name.text} as any)[${JSON.stringify(name)}].bind(${owner.name.text})`];
    }
    reacher.reachMember(owner, name);
    const access = `this[${JSON.stringify(name)}]`;
    return ts.isGetAccessorDeclaration(fn) ? [access] : [`(...$a: any[]) => ${access}(...$a)`];
  }
  // Members that it uses through `this` are asked for by their names.
  reacher.reachOwn(fn);
  return ['({ ', fn, ` } as any)[${JSON.stringify(name)}]`];
}

/** Follows what some statements need, and writes what runs them once for each index. */
export function statementsText(root: StatementsRoot, reacher: Reacher): RootText {
  const { anchor, statements, target, value, conditions, index, before, stays, through } = root;
  for (const node of [...statements, ...conditions, ...(value === null ? [] : [value])]) {
    reacher.reachOwn(node);
  }
  const begins = target === null || ts.isIdentifier(target) ? null : beginning(target, reacher);
  // What a function that is called gives its value is the member itself.
  const held = through === null ? begins : null;
  const begin = stays ? RATE : held;
  const name =
    target === null
      ? null
      : begins === null
        ? target.getText()
        : through === null
          ? RATE_NAME
          : memberText(target);
  if (target !== null && ts.isIdentifier(target)) {
    reacher.reachOwn(target);
  }
  const parts: (string | ts.Node)[] = ['(() => { '];
  if (begin !== null) {
    parts.push(`let ${RATE_NAME}: any; let $begun = false; `);
  }
  parts.push(`return (${INDEX}: any, ${HORIZON}: any, ${RATE}: any) => { ${setIndex(index)}`);
  if (begin !== null) {
    parts.push(`if (!$begun) { $begun = true; ${RATE_NAME} = ${begin}; } `);
  }
  if (before && name !== null) {
    parts.push(`const ${WAS_NAME} = ${name}; `);
  }
  for (const statement of statements) {
    parts.push(statement, ';\n');
  }
  const back = givenBack(root);
  const made = value ?? name;
  if (stays && !before && made !== null) {
    const all = conditions.flatMap((condition) => ['(', condition, ') && ']);
    parts.push('if (', ...all, `true) { ${RATE_NAME} = (`, made, `); } return ${RATE_NAME}; };`);
  } else if (back !== null || value === null) {
    parts.push(`return ${back ?? 'undefined'}; };`);
  } else {
    parts.push('return (', value, '); };');
  }
  parts.push(' })()');
  return { node: anchor, parts };
}

/** What a member that holds a rate starts from: its own first value, or the optimizer's rate. */
function beginning(target: ts.Node, reacher: Reacher): string {
  if (isOfOptimizer(target)) {
    return RATE;
  }
  const name = staticNameOf(target as ts.Expression) ?? '';
  const owner = isOfThis(target) ? classOfThis(target) : null;
  if (owner === null) {
    reacher.askFor(name);
    return givenReference(name);
  }
  reacher.reachMember(owner, name);
  return `this[${JSON.stringify(name)}]`;
}

function isOfThis(target: ts.Node): boolean {
  return ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword;
}

/** Whether a member is that of an optimizer, whose rate the timeline knows. */
function isOfOptimizer(target: ts.Node): boolean {
  return (
    (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) &&
    /opt(?:im(?:i[sz]er)?)?$|solver$/i.test(staticNameOf(target.expression) ?? '')
  );
}

/** Whether statements start from the optimizer's own rate. */
export function startsFromOptimizer({ target, stays }: StatementsRoot): boolean {
  return stays || (target !== null && isOfOptimizer(target));
}
