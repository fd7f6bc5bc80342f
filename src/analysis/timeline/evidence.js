import ts from 'typescript';
import { constantOf, propertyOf } from '../program/constants';
import { positionAt } from '../program/place';
import { isFunctionScope, staticName } from '../program/syntax';
/** The defaults that tf.js gives to optimizers named by a string in `compile`; the factories of `tf.train` have others. */
const NAMED_OPTIMIZERS = {
  adagrad: 0.01,
  adadelta: 1,
  adam: 0.001,
  adamax: 0.002,
  rmsprop: 0.001,
  sgd: 0.01,
};
/** The defaults of `tf.train.adam()` and its like; the others demand a rate. */
const OPTIMIZER_FACTORIES = {
  sgd: null,
  momentum: null,
  adagrad: null,
  adadelta: 0.001,
  adam: 0.001,
  adamax: 0.002,
  rmsprop: null,
};
/** The rate of the optimizer nearest to a definition. */
export function initialRateNear(node, program) {
  return nearest(node, (candidate) => optimizerRate(candidate, program));
}
/** The number of epochs of the training call that a definition stands in, or else of the nearest. */
export function epochsNear(node, program) {
  return nearest(node, (candidate) =>
    ts.isPropertyAssignment(candidate) && staticName(candidate.name) === 'epochs'
      ? numberOf(candidate.initializer, program)
      : null,
  );
}
/** Updates in an epoch, where the source says: `batchesPerEpoch` of a training call. */
export function stepsPerEpochNear(node, program) {
  return nearest(node, (candidate) =>
    ts.isPropertyAssignment(candidate) && staticName(candidate.name) === 'batchesPerEpoch'
      ? numberOf(candidate.initializer, program)
      : null,
  );
}
/** What `read` finds closest to a node: in the innermost function around it, else further out; the fewest characters away among those. */
function nearest(node, read) {
  for (let scope = node.parent; ; scope = scope.parent) {
    if (ts.isSourceFile(scope) || isFunctionScope(scope)) {
      const found = closestIn(scope, node, read);
      if (found !== null) {
        return fromSource(found.value, found.node);
      }
    }
    if (ts.isSourceFile(scope)) {
      return null;
    }
  }
}
function closestIn(scope, node, read) {
  let best = null;
  const visit = (candidate) => {
    const value = read(candidate);
    if (value !== null) {
      const distance = Math.abs(candidate.getStart() - node.getStart());
      if (best === null || distance < best.distance) {
        best = { node: candidate, value, distance };
      }
    }
    ts.forEachChild(candidate, visit);
  };
  visit(scope);
  return best;
}
function optimizerRate(node, program) {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    const factory = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
    if (factory !== 'train' || !Object.hasOwn(OPTIMIZER_FACTORIES, name.text)) {
      return null;
    }
    const [rate] = node.arguments;
    return rate === undefined ? (OPTIMIZER_FACTORIES[name.text] ?? null) : numberOf(rate, program);
  }
  if (ts.isObjectLiteralExpression(node)) {
    const optimizer = propertyOf(node, 'optimizer');
    return optimizer !== null && ts.isStringLiteralLike(optimizer)
      ? (NAMED_OPTIMIZERS[optimizer.text] ?? null)
      : null;
  }
  return null;
}
function numberOf(expression, program) {
  const value = constantOf(expression, program)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
function fromSource(value, node) {
  const file = node.getSourceFile();
  const { line } = positionAt(file, node.getStart());
  const text = node.getText().split('\n')[0] ?? '';
  return { value, from: 'source', place: { uri: file.fileName, line, text } };
}
