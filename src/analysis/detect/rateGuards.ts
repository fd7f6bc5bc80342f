import ts from 'typescript';
import { contains, unwrap } from '../program/syntax';
import type { LoadedProgram } from '../program/project';
import { dependsOnMetric, isBiasCorrection, powerBase, rateOperands, some } from './arithmetic';
import { gatheredIn } from './gathered';
import { isOtherRate, type RateAssignment } from './rateAssignment';
import type { RateGroup } from './rateGroup';
import { type Repeated, repeatedAround } from './repeated';
import { isMetric, mentionsRate } from './vocabulary';

/** Whether what looks like a rate is something else, or hangs on what no curve can know. */
export function isDisqualified(
  assignment: RateAssignment,
  group: RateGroup,
  code: readonly ts.Node[],
  repeated: Repeated,
  program: LoadedProgram,
): boolean {
  const values = group.writers.flatMap(({ value }) => value ?? []);
  return (
    code.some(isBiasCorrection) ||
    values.some((value) => dependsOnMetric(value) || some(value, isUnpredictable)) ||
    group.writers.some(({ node }) => hangsOnMetric(node, repeated, program)) ||
    values.some(isPowerOfTen) ||
    isOtherLetters(assignment) ||
    isLogarithm(assignment, repeated) ||
    (isOtherRate(assignment) && !isOtherLearningRate(assignment, group))
  );
}

/** `10 ** -i` is the mark of a scale, or of a search over rates. */
function isPowerOfTen(value: ts.Expression): boolean {
  const base = powerBase(unwrap(value));
  return base !== null && ts.isNumericLiteral(base) && base.text === '10';
}

/** `Math.exp(lr)` and `10 ** lr` take `lr` for a logarithm, whatever it is of. */
function isLogarithm({ name, target }: RateAssignment, { body }: Repeated): boolean {
  const isRead = (node: ts.Node | undefined): boolean =>
    node !== undefined && ts.isIdentifier(node) && node.text === name;
  return (
    (target === null || ts.isIdentifier(target)) &&
    some(
      body,
      (node) =>
        (ts.isCallExpression(node) &&
          ((/^Math\.exp$/.test(node.expression.getText()) && isRead(node.arguments[0])) ||
            (/^Math\.pow$/.test(node.expression.getText()) && isRead(node.arguments[1])))) ||
        (ts.isBinaryExpression(node) &&
          node.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken &&
          isRead(node.right)),
    )
  );
}

/** `litLR` beside `litLG` is linear red, and `lr` beside `ul` the lower right. */
export function isOtherLetters({ name, node }: RateAssignment): boolean {
  const text = /lr/i.test(name) ? (repeatedAround(node)?.body.getText() ?? '') : '';
  return (
    (name.includes('LR') && text.includes(name.replace('LR', 'LG'))) ||
    (/^lr$/i.test(name) && /\b(?:lg|lb|ul|ll|ur|rl|tl)\b/i.test(text))
  );
}

function isUnpredictable(node: ts.Node): boolean {
  return (
    ts.isAwaitExpression(node) ||
    (ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(?:predict|forward|get|querySelector|getElementById|value|reduce)$/.test(node.expression.name.text) &&
      node.arguments.length > 0 &&
      node.expression.name.text !== 'get')
  );
}

/** Whether an `if` on how training goes decides over an assignment. */
function hangsOnMetric(node: ts.Node, { body }: Repeated, program: LoadedProgram): boolean {
  for (let outer = node.parent; outer !== body && contains(body, outer); outer = outer.parent) {
    if (
      ts.isIfStatement(outer) &&
      (some(
        outer.expression,
        (one) => ts.isIdentifier(one) && isMetric(one.text) && !mentionsRate(one.text),
      ) ||
        gatheredIn(outer.expression, body, program) !== null)
    ) {
      return true;
    }
  }
  return false;
}

/** `alpha = initialAlpha * (1 - n / nEpochs)` where the code around speaks of learning rates. */
function isOtherLearningRate({ node, name }: RateAssignment, { writers }: RateGroup): boolean {
  const bases = writers.some(({ value }) => value !== null && rateOperands(value));
  const decayed = writers.some(({ operator }) => operator === ts.SyntaxKind.AsteriskEqualsToken);
  let outer = node;
  while (!ts.isSourceFile(outer.parent) && !ts.isClassLike(outer)) {
    outer = outer.parent;
  }
  return (
    ((bases || decayed) && /learning[\s_-]?rate/i.test(outer.getFullText())) || decaysFromStart(name, writers)
  );
}

/** `eta = eta0 / (1 + decay * step)`: a rate by the one name that nothing else has in such a formula. */
function decaysFromStart(name: string, writers: RateGroup['writers']): boolean {
  return (
    /^_?eta$/i.test(name) &&
    writers.some(
      ({ value }) =>
        value !== null &&
        some(value, (node) => ts.isIdentifier(node) && /^_?eta_?(?:0|init)$/i.test(node.text)) &&
        some(value, (node) => ts.isIdentifier(node) && /decay/i.test(node.text)),
    )
  );
}
