import ts from 'typescript';
import { some } from '../detect/arithmetic';
import type { StatementsRoot } from '../detect/detector';
import { isAssignment } from '../detect/rateBody';
import { isSameTarget } from '../detect/rateGroup';
import { isFunctionScope, unwrap } from '../program/syntax';

/**
 * The statements among those of a root that do something else than give the rate, or a local name that it hangs on, its
 * value, or end a run before that: with them goes what they need, such as the data of a training.
 */
export function unconcerned({
  statements,
  target,
  value,
  conditions,
  ends,
  through,
}: StatementsRoot): ReadonlySet<ts.Node> {
  const calls: readonly ts.Node[] = through?.calls ?? [];
  const code = [...statements, ...(through?.body ?? [])];
  const locals = new Set(code.flatMap(declaredIn));
  const needed = new Set([...(value === null ? [] : [value]), ...conditions].flatMap(namesIn));
  const isKept = (node: ts.Node): boolean =>
    ends.exits.has(node) ||
    calls.includes(node) ||
    givesAny(node, (left) => isOf(left, target, needed, locals));
  const kept = new Set<ts.Node>();
  for (let before = -1; before !== kept.size;) {
    before = kept.size;
    for (const node of code) {
      keep(node, isKept, kept, needed);
    }
  }
  const skipped = new Set<ts.Node>();
  for (const node of code) {
    skip(node, kept, skipped);
  }
  return skipped;
}

/** Whether what is given a value is the rate, or a local name that is needed. */
function isOf(
  left: ts.Node,
  target: ts.Node | null,
  needed: ReadonlySet<string>,
  locals: ReadonlySet<string>,
): boolean {
  return (
    (target !== null && isSameTarget(left, target)) ||
    (ts.isIdentifier(left) && needed.has(left.text) && locals.has(left.text))
  );
}

/** Whether a statement that holds no others gives something of a kind its value. */
function givesAny(node: ts.Node, isMeant: (left: ts.Node) => boolean): boolean {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.some(({ name }) => boundIn(name).some(isMeant));
  }
  const inner = ts.isExpressionStatement(node) ? unwrap(node.expression) : null;
  if (inner === null) {
    return false;
  }
  return ts.isBinaryExpression(inner) && isAssignment(inner.operatorToken.kind)
    ? isMeant(unwrap(inner.left))
    : (ts.isPostfixUnaryExpression(inner) || ts.isPrefixUnaryExpression(inner)) &&
        isMeant(unwrap(inner.operand));
}

/** Keeps what gives the rate its value and what stands around it, and notes the names that these need. */
function keep(
  node: ts.Node,
  isKept: (node: ts.Node) => boolean,
  kept: Set<ts.Node>,
  needed: Set<string>,
): boolean {
  if (isFunctionScope(node) || ts.isIterationStatement(node, false)) {
    return false;
  }
  if (isKept(node)) {
    kept.add(node);
    namesIn(node).forEach((name) => needed.add(name));
    return true;
  }
  const held: boolean[] = [];
  ts.forEachChild(node, (child) => {
    held.push(keep(child, isKept, kept, needed));
  });
  const holds = held.includes(true);
  if (holds) {
    kept.add(node);
    const decides = ts.isIfStatement(node) || ts.isSwitchStatement(node) ? node.expression : null;
    (decides === null ? [] : namesIn(decides)).forEach((name) => needed.add(name));
  }
  return holds;
}

function skip(node: ts.Node, kept: ReadonlySet<ts.Node>, skipped: Set<ts.Node>, inSwitch = false): void {
  if (isFunctionScope(node)) {
    return;
  }
  // Beside what gives the rate its value it matters where a run ends: an early one, or the one of a case.
  const ends = (ts.isBreakStatement(node) && inSwitch) || endsRun(node);
  // What holds others by its grammar stays, and is emptied.
  if (ts.isStatement(node) && !ts.isBlock(node) && !ends && !kept.has(node)) {
    skipped.add(node);
    return;
  }
  ts.forEachChild(node, (child) => {
    skip(child, kept, skipped, inSwitch || ts.isSwitchStatement(node));
  });
}

/** Whether a statement ends one run of repeated code. */
export function endsRun(node: ts.Node): boolean {
  return ts.isReturnStatement(node) || ts.isContinueStatement(node) || ts.isThrowStatement(node);
}

function declaredIn(node: ts.Node): readonly string[] {
  const found: string[] = [];
  some(node, (one) => {
    if (ts.isVariableDeclaration(one)) {
      found.push(...boundIn(one.name).map(({ text }) => text));
    }
    return false;
  });
  return found;
}

function boundIn(name: ts.BindingName): readonly ts.Identifier[] {
  return ts.isIdentifier(name)
    ? [name]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundIn(element.name)));
}

function namesIn(node: ts.Node): readonly string[] {
  const found: string[] = [];
  some(node, (one) => {
    if (ts.isIdentifier(one)) {
      found.push(one.text);
    }
    return false;
  });
  return found;
}
