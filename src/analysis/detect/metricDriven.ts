import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { isArithmetic, isNumeric, rateOperands, some, staticNameOf, walkOwn } from './arithmetic';
import type { Detector, Found } from './detector';
import { functionName } from './functionNames';
import { gatheredIn } from './gathered';
import { callerOf } from './caller';
import { assignmentAt, isOtherRate, type RateAssignment } from './rateAssignment';
import { isRateFunction, type RateFunction, returnedExpressions } from './rateBody';
import { isOtherLetters } from './rateGuards';
import { isSameTarget, visitOnce } from './rateGroup';
import { isRepeated, type Repeated, repeatedAround, unitOf } from './repeated';
import { endsBefore } from './runEnds';
import { isMetric, isRateName, mentionsRate } from './vocabulary';

/**
 * A rate that is changed when training goes well or badly: `if (loss > best) lr *= 0.5` in a loop, or a function of a rate
 * and a loss. It is shown and explained; without a training there is no curve.
 */
export const metricDriven: Detector = {
  kinds: [
    ts.SyntaxKind.BinaryExpression,
    ts.SyntaxKind.FunctionDeclaration,
    ts.SyntaxKind.MethodDeclaration,
    ts.SyntaxKind.ArrowFunction,
    ts.SyntaxKind.FunctionExpression,
  ],
  visit(node, program) {
    return isFunctionScope(node) ? (ofFunction(node) ?? ofMaker(node, program)) : ofAssignment(node, program);
  },
};

/** Why what follows a metric has no curve. */
export function followsMetric(metric: string): string {
  return `follows ${metric}, which only a training measures: it has no curve before there is one`;
}

function ofAssignment(node: ts.Node, program: LoadedProgram): Found | null {
  const assignment = assignmentAt(node);
  if (assignment?.target == null || isOtherRate(assignment) || !isRateName(assignment.name)) {
    return null;
  }
  const repeated = repeatedAround(node);
  if (
    repeated === null ||
    !isRepeated(repeated) ||
    !isWhole(assignment.target) ||
    isOtherLetters(assignment)
  ) {
    return null;
  }
  const metric =
    metricAround(node, repeated, program) ??
    metricBefore(endsBefore({ writers: [assignment] }, repeated, program).metric) ??
    metricBefore(callerOf(repeated.owner, assignment.target, program)?.ends.metric ?? null);
  if (
    metric === null ||
    !remakes(assignment, assignment.target) ||
    !isFirst(assignment, assignment.target, repeated)
  ) {
    return null;
  }
  return {
    kind: 'metric-driven',
    node,
    root: { kind: 'nothing', node, reason: followsMetric(metric) },
    form: 'value',
    index: unitOf(repeated),
    schedule: null,
    constructorNode: null,
    name: { name: assignment.name, node: assignment.nameNode },
  };
}

/** One rate for the whole, rather than one for each weight. */
function isWhole(target: ts.Node): boolean {
  return ts.isIdentifier(target) || ts.isPropertyAccessExpression(target);
}

/** Whether an assignment makes a rate of what it was. */
function remakes({ operator, value }: RateAssignment, target: ts.Node): boolean {
  return (
    value !== null &&
    (operator === ts.SyntaxKind.EqualsToken
      ? some(
          value,
          (one) => (ts.isIdentifier(one) || ts.isPropertyAccessExpression(one)) && isSameTarget(one, target),
        )
      : operator !== ts.SyntaxKind.PlusEqualsToken || some(value, (one) => ts.isNumericLiteral(one)))
  );
}

function isFirst(assignment: RateAssignment, target: ts.Node, { body }: Repeated): boolean {
  const alike: ts.Node[] = [];
  visitOnce(body, (one) => {
    const other = ts.isBinaryExpression(one) ? assignmentAt(one) : null;
    if (other?.target != null && isSameTarget(other.target, target)) {
      alike.push(one);
    }
  });
  return alike[0] === assignment.node;
}

/** The metric that an `if` around an assignment compares with something, or waits for. */
function metricAround(node: ts.Node, { body }: Repeated, program: LoadedProgram): string | null {
  const metrics: string[] = [];
  for (let outer = node.parent; outer !== body && contains(body, outer); outer = outer.parent) {
    const metric = ts.isIfStatement(outer)
      ? (metricIn(outer.expression) ?? gatheredIn(outer.expression, body, program))
      : null;
    metrics.push(...(metric === null ? [] : [metric]));
  }
  // How long to wait is counted by the code; what it waits for is measured.
  return metrics.find((metric) => !/wait|patience|plateau|stagnat/i.test(metric)) ?? metrics[0] ?? null;
}

/**
 * A function that is named for rates and makes what lowers one by a metric: `reduceLROnPlateau(…) { let lr = …; return
 * { step(loss) { … lr *= factor; … } }; }`.
 */
function ofMaker(node: ts.Node, program: LoadedProgram): Found | null {
  if (!isRateFunction(node) || !ts.isBlock(node.body)) {
    return null;
  }
  const name = functionName(node);
  if (name === null || (!mentionsRate(name) && !/plateau/i.test(name))) {
    return null;
  }
  let made: Found | null = null;
  const visit = (inner: ts.Node): void => {
    if (made === null && ts.isBinaryExpression(inner) && isHeldBy(inner.left, node, program)) {
      made = ofAssignment(inner, program);
    }
    ts.forEachChild(inner, visit);
  };
  for (const fn of functionsIn(node.body)) {
    visit(fn);
  }
  const found = made as Found | null;
  return found === null
    ? null
    : {
        kind: found.kind,
        node,
        root: { ...found.root, node } as Found['root'],
        form: found.form,
        index: found.index,
        schedule: null,
        constructorNode: null,
        ...(ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? { name: { name, node: null } } : {}),
      };
}

/** Whether a variable is one of a function itself, which functions inside it share. */
function isHeldBy(target: ts.Node, fn: RateFunction, program: LoadedProgram): boolean {
  const declaration = ts.isIdentifier(target) ? program.names.lookUp(target) : null;
  return declaration !== null && ts.findAncestor(declaration.parent, isFunctionScope) === fn;
}

/** The outermost functions inside some code. */
function functionsIn(body: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionScope(node)) {
      found.push(node);
    } else {
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(body, visit);
  return found;
}

/** The metric that a run may end by before it comes to an assignment. */
function metricBefore(condition: ts.Expression | null): string | null {
  return condition === null ? null : metricIn(condition);
}

function metricIn(node: ts.Node, isOther: (name: string) => boolean = mentionsRate): string | null {
  if (ts.isIdentifier(node) && isMetric(node.text) && !isOther(node.text)) {
    return node.text;
  }
  return ts.forEachChild(node, (child) => metricIn(child, isOther) ?? undefined) ?? null;
}

function ofFunction(node: ts.Node): Found | null {
  if (!isRateFunction(node)) {
    return null;
  }
  const name = functionName(node);
  if (name === null || (!mentionsRate(name) && !/plateau/i.test(name))) {
    return null;
  }
  const metrics = node.parameters
    .map(({ name: parameter }) => (ts.isIdentifier(parameter) ? parameter.text : ''))
    .filter((parameter) => parameter !== '' && isMetric(parameter) && !mentionsRate(parameter));
  // How long to wait is a setting: what is waited for comes first.
  const metric =
    metrics.find((parameter) => !/patience|plateau/i.test(parameter)) ?? metrics[0] ?? metricOfWrite(node);
  return metric === null || !lowersRate(node, metric)
    ? null
    : {
        kind: 'metric-driven',
        node,
        root: { kind: 'nothing', node, reason: followsMetric(metric) },
        form: 'value',
        index: 'epoch',
        schedule: null,
        constructorNode: null,
        ...(ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? { name: { name, node: null } } : {}),
      };
}

/** Whether a function decides by a metric between rates that it gives. */
function lowersRate(fn: RateFunction, metric: string): boolean {
  const returned = returnedExpressions(fn).map(unwrap);
  const decides = some(
    fn.body,
    (one) =>
      (ts.isIfStatement(one) || ts.isConditionalExpression(one)) &&
      some(
        ts.isIfStatement(one) ? one.expression : one.condition,
        (part) => ts.isIdentifier(part) && (part.text === metric || isMetric(part.text)),
      ),
  );
  return (
    decides &&
    (returned.some((expression) => isNumeric(expression) && rateOperands(expression)) ||
      metricOfWrite(fn) !== null)
  );
}

/** The metric that decides whether a function sets a rate to a part of what it was. */
function metricOfWrite(fn: RateFunction): string | null {
  let metric: string | null = null;
  walkOwn(fn.body, (node) => {
    if (metric === null && ts.isIfStatement(node) && some(node, setsRate) && some(node, scalesRate)) {
      metric = metricIn(node.expression, isRateName);
    }
  });
  return metric;
}

/** `this.lr = …`, `optimizer.setLearningRate(…)`; not `{ lr: … }`, which may be for a log. */
function setsRate(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) {
    const name = staticNameOf(node.expression);
    return (
      node.arguments.length > 0 &&
      name !== null &&
      /^(?:set|use|apply|change)/.test(name) &&
      mentionsRate(name)
    );
  }
  const assignment = ts.isBinaryExpression(node) ? assignmentAt(node) : null;
  return assignment !== null && !isOtherRate(assignment) && !isOtherLetters(assignment);
}

function scalesRate(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node) &&
    (isArithmetic(node.operatorToken.kind) || isCompound(node.operatorToken.kind)) &&
    [node.left, node.right].some((operand) => isRateName(staticNameOf(operand) ?? ''))
  );
}

function isCompound(operator: ts.SyntaxKind): boolean {
  return (
    operator >= ts.SyntaxKind.FirstCompoundAssignment && operator <= ts.SyntaxKind.LastCompoundAssignment
  );
}
