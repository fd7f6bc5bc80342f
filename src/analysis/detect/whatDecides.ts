import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { targetOf } from '../program/targetOf';
import { isReference } from '../slice/references';
import { some, staticNameOf } from './arithmetic';
import { countedHere } from './countedHere';
import { countersAround } from './counters';
import type { IndexCandidate } from './indexOf';
import { isSameTarget } from './rateGroup';
import type { Repeated } from './repeated';
import { knowledgeOf } from './settingOf';
import { isSwitch } from './switches';
import { isMetric, mentionsRate } from './vocabulary';

/**
 * What a part of a condition hangs on: what counts or the rate itself, settings alone, how training goes, or what no curve
 * can know, such as whether there is data yet.
 */
export type Decider = 'index' | 'setting' | 'metric' | 'unknown';

/** What a condition may hang on in repeated code. */
export interface Decided {
  readonly repeated: Repeated;
  /** The variable or member that holds the rate; null where none does. */
  readonly target: ts.Node | null;
  /** Whether what nothing gives a value may be asked for. */
  readonly asks: boolean;
}

/** Names defined through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 6;
/** Metrics that are true or false by themselves; of others a condition may only ask whether they are there. */
const VERDICT = /improv|plateau|stagnat|converg|diverg/i;

/** What a part of a condition, one without `&&`, `||` and `!` around others, hangs on. */
export function deciderOf(
  part: ts.Expression,
  decided: Decided,
  program: LoadedProgram,
  steps = MOST_STEPS,
): Decider {
  const inner = unwrap(part);
  if (steps === 0 || some(inner, (node) => ts.isAwaitExpression(node) || ts.isNewExpression(node))) {
    return 'unknown';
  }
  const local = ts.isIdentifier(inner) ? localValue(inner, decided, program) : null;
  if (local !== null) {
    const parts = partsOf(local).map((one) => deciderOf(one, decided, program, steps - 1));
    return (
      parts.find((one) => one === 'metric') ??
      parts.find((one) => one === 'unknown') ??
      parts.find((one) => one === 'index') ??
      'setting'
    );
  }
  if (asksWhetherThere(inner) || isElement(inner, program)) {
    return 'unknown';
  }
  if (namesMetric(inner)) {
    return 'metric';
  }
  const { target, repeated } = decided;
  const isRate = (node: ts.Node): boolean => target !== null && isSameTarget(node, target);
  const counts = (node: ts.Node): boolean => countsAt(node, repeated, program);
  const leads = some(inner, (node) => isRate(node) || counts(node) || targetOf(node) !== null);
  const rest = leavesOf(inner).filter((leaf) => !isRate(leaf) && !counts(leaf));
  const isKnown = (leaf: ts.Expression): boolean => isSettled(leaf, decided, program, steps);
  if (leads) {
    return decided.asks || rest.every(isKnown) ? 'index' : 'unknown';
  }
  return rest.length > 0 &&
    !callsOthers(inner) &&
    rest.every((leaf) => isKnown(leaf) || mayBeAsked(leaf, inner, decided, program))
    ? 'setting'
    : 'unknown';
}

/** The parts of a condition that `&&`, `||` and `!` put together. */
export function partsOf(condition: ts.Expression): readonly ts.Expression[] {
  const inner = unwrap(condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    return partsOf(inner.operand);
  }
  return ts.isBinaryExpression(inner) && isLogical(inner.operatorToken.kind)
    ? [...partsOf(inner.left), ...partsOf(inner.right)]
    : [inner];
}

export function isLogical(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

/** What a constant of the repeated code itself holds. */
function localValue(
  name: ts.Identifier,
  { repeated }: Decided,
  program: LoadedProgram,
): ts.Expression | null {
  const declaration = program.names.lookUp(name);
  return declaration !== null &&
    ts.isVariableDeclaration(declaration) &&
    contains(repeated.body, declaration) &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
    ? (declaration.initializer ?? null)
    : null;
}

function isSettled(leaf: ts.Expression, decided: Decided, program: LoadedProgram, steps: number): boolean {
  const local = ts.isIdentifier(leaf) ? localValue(leaf, decided, program) : null;
  if (local === null) {
    return knowledgeOf(leaf, program) === 'known';
  }
  const decider = deciderOf(local, decided, program, steps - 1);
  return decider === 'index' || decider === 'setting';
}

/** `x == null`, `typeof x`, `x instanceof X`, `!list.length`: of what has to be there for a training to go on. */
function asksWhetherThere(part: ts.Expression): boolean {
  if (ts.isBinaryExpression(part)) {
    return (
      [part.left, part.right].some(
        (side) => /^(?:null|undefined)$/.test(side.getText()) || ts.isTypeOfExpression(unwrap(side)),
      ) ||
      part.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword ||
      part.operatorToken.kind === ts.SyntaxKind.InKeyword ||
      some(part, (node) => ts.isPropertyAccessExpression(node) && /^(?:length|size)$/.test(node.name.text))
    );
  }
  const name = staticNameOf(part);
  return name === 'length' || name === 'size' || (name !== null && isMetric(name) && !VERDICT.test(name));
}

/** Whether an expression is what a loop over things has in hand, such as a batch. */
function isElement(part: ts.Expression, program: LoadedProgram): boolean {
  const declaration = ts.isIdentifier(part) ? program.names.lookUp(part) : null;
  const loop = declaration?.parent.parent;
  return loop !== undefined && (ts.isForOfStatement(loop) || ts.isForInStatement(loop));
}

function namesMetric(part: ts.Expression): boolean {
  return some(part, (node) => ts.isIdentifier(node) && isMetric(node.text) && !mentionsRate(node.text));
}

/** Whether a node is what counts the runs of repeated code, or is counted on by it. */
function countsAt(node: ts.Node, repeated: Repeated, program: LoadedProgram): boolean {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) {
    return false;
  }
  const isOwn = ({ strong, binding }: IndexCandidate): boolean =>
    strong || (binding.kind === 'variable' && isHeadOf(binding.declaration, repeated));
  return (
    countersAround(node, program).some((one) => one.isIndex(node) && isOwn(one)) ||
    countedHere([node], repeated, program).some(({ isIndex }) => isIndex(node))
  );
}

function isHeadOf(declaration: ts.Declaration, { owner }: Repeated): boolean {
  return ts.isVariableDeclaration(declaration) && declaration.parent.parent === owner;
}

/** The names and members that an expression reads, each as a whole. */
function leavesOf(expression: ts.Expression): readonly ts.Expression[] {
  const leaves: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionScope(node)) {
      return;
    }
    if (ts.isPropertyAccessExpression(node)) {
      const isMethod = ts.isCallExpression(node.parent) && node.parent.expression === node;
      if (!isMethod) {
        leaves.push(node);
        return;
      }
      if (node.expression.getText() !== 'Math') {
        ts.forEachChild(node, visit);
      }
      return;
    }
    if (ts.isIdentifier(node) && isReference(node)) {
      const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
      leaves.push(...(isCalled ? [] : [node]));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(expression);
  return leaves;
}

function callsOthers(expression: ts.Expression): boolean {
  return some(
    expression,
    (node) => ts.isCallExpression(node) && !/^(?:Math\.\w+|Number|Boolean)$/.test(node.expression.getText()),
  );
}

/** Whether a person can be asked for what a condition reads: a switch by its type or name, or a word it is compared with. */
function mayBeAsked(
  leaf: ts.Expression,
  part: ts.Expression,
  { asks }: Decided,
  program: LoadedProgram,
): boolean {
  if (!asks || knowledgeOf(leaf, program) !== 'open') {
    return false;
  }
  const isCompared =
    ts.isBinaryExpression(part) &&
    [part.left, part.right].some((side) => ts.isStringLiteralLike(unwrap(side)));
  return isCompared || isSwitch(leaf, program);
}
