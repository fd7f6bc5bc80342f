import ts from 'typescript';
import type { Found } from '../detect/detector';
import { phantomApi } from '../detect/phantomApi';
import { plainName } from '../detect/vocabulary';
import { bindingOf } from '../program/binding';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import type { Check, Fix, FixContext, SourceFinding } from './check';

/** `tf.callbacks.learningRateScheduler(…)` and `tf.train.exponentialDecay(…)`: tf.js has none of these. */
export const phantomCall: Check = {
  kinds: [ts.SyntaxKind.CallExpression, ts.SyntaxKind.NewExpression],
  concerns: (node) =>
    (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /decay|scheduler|plateau|piecewise/i.test(node.expression.name.text) &&
    !isGuarded(node),
  check(node, { program }): readonly SourceFinding[] {
    const found = phantomApi.visit(node, program) ?? emptyCallback(node);
    if (found?.constructorNode == null || !isOfTensorflow(node as ts.CallExpression, program)) {
      return [];
    }
    const callee = found.constructorNode;
    const name = plainName((callee as ts.PropertyAccessExpression).name.text);
    return [
      {
        code: 'phantom-api',
        node: callee,
        message: `tf.js has no ${callee.getText()}, so this call fails when it is reached: ${adviceFor(name, found)}`,
        fix: (context) => phantomFix(node as ts.CallExpression, name, found, context),
      },
    ];
  },
};

/** Asked for by `?.`, or only where it is there. */
function isGuarded(node: ts.CallExpression | ts.NewExpression): boolean {
  const callee = node.expression as ts.PropertyAccessExpression;
  if (
    (ts.isCallExpression(node) && node.questionDotToken !== undefined) ||
    callee.questionDotToken !== undefined
  ) {
    return true;
  }
  const text = callee.getText();
  const asks = (condition: ts.Expression): boolean => condition.getText().includes(text);
  return (
    ts.findAncestor(
      node,
      (outer) =>
        (ts.isIfStatement(outer) && asks(outer.expression)) ||
        (ts.isConditionalExpression(outer) && asks(outer.condition)) ||
        (ts.isBinaryExpression(outer) &&
          outer.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
          asks(outer.left)),
    ) !== undefined
  );
}

/** The detector looks for a curve, and one that is given no function has none. */
function emptyCallback(node: ts.Node): Pick<Found, 'constructorNode' | 'root' | 'schedule'> | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
    return null;
  }
  const { name, expression } = node.expression;
  const isCallback =
    plainName(name.text) === 'learningratescheduler' &&
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === 'callbacks';
  return isCallback && node.arguments.length > 0
    ? { constructorNode: node.expression, root: { kind: 'nothing', node, reason: '' }, schedule: null }
    : null;
}

/** A local module may be called `tf` too, and have these functions. */
function isOfTensorflow(node: ts.CallExpression | ts.NewExpression, program: LoadedProgram): boolean {
  let root = unwrap(node.expression);
  while (ts.isPropertyAccessExpression(root)) {
    root = unwrap(root.expression);
  }
  if (!ts.isIdentifier(root)) {
    return false;
  }
  const binding = bindingOf(root, program);
  switch (binding.kind) {
    case 'external':
      return moduleKind(binding.specifier) === 'tensorflow';
    case 'global':
      return true;
    default:
      return false;
  }
}

function adviceFor(name: string, { schedule }: Pick<Found, 'schedule'>): string {
  if (name === 'reducelronplateau') {
    return 'watch the metric in a callback of your own and lower the rate with setLearningRate of tfjs-lr-schedules.';
  }
  return name === 'learningratescheduler'
    ? 'use LearningRateScheduler of tfjs-lr-schedules.'
    : `use ${schedule ?? 'a schedule'} of tfjs-lr-schedules and attach it with attachSchedule.`;
}

function phantomFix(
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  { root, schedule }: Pick<Found, 'root' | 'schedule'>,
  { use }: FixContext,
): Fix | null {
  const replace = (className: string, argument: string): Fix => ({
    title: `Use ${className} of tfjs-lr-schedules`,
    isPreferred: true,
    splices: [{ start: node.getStart(), end: node.getEnd(), text: `new ${use(className)}(${argument})` }],
  });
  if (name === 'learningratescheduler') {
    return root.kind === 'expression' ? replace('LearningRateScheduler', root.expression.getText()) : null;
  }
  if (schedule === null || root.kind !== 'text') {
    return null;
  }
  const [argument] = node.arguments ?? [];
  if (root.parameters.length === 0) {
    return argument === undefined ? null : replace(schedule, argument.getText());
  }
  const given = root.parameters.map(({ name: parameter }) => parameter);
  if ((REQUIRED[schedule] ?? []).some((parameter) => !given.includes(parameter))) {
    return null;
  }
  const values = root.parameters.map(({ name: parameter, node: value }) => {
    const text = value.getText();
    return text === parameter ? parameter : `${parameter}: ${text}`;
  });
  return replace(schedule, `{ ${values.join(', ')} }`);
}

/** What each class cannot do without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  ExponentialDecay: ['initialLearningRate', 'decaySteps', 'decayRate'],
  InverseTimeDecay: ['initialLearningRate', 'decaySteps', 'decayRate'],
  PolynomialDecay: ['initialLearningRate', 'decaySteps'],
  CosineDecay: ['initialLearningRate', 'decaySteps'],
  CosineDecayRestarts: ['initialLearningRate', 'firstDecaySteps'],
  PiecewiseConstantDecay: ['boundaries', 'values'],
};
