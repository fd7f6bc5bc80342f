import ts from 'typescript';
import { constantOf, propertyOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { staticNameOf } from '../detect/arithmetic';
import { partOfName } from '../replay/training';
import { staticName } from '../program/syntax';
import { NAMED_OPTIMIZERS, OPTIMIZER_FACTORIES } from '../../protocol/optimizerRates';

/** What a place that makes an optimizer says of its rate. */
export interface OptimizerRate {
  /** The rate where it is a constant; null where the source computes it. */
  readonly value: number | null;
  /** The expression of the rate; null where the optimizer has one of its own. */
  readonly expression: ts.Expression | null;
  readonly literal: ts.Expression | null;
}

/** Names that rates go by in an object that stands for an optimizer. */
const RATES = ['learningRate', 'learning_rate', 'lr'];

/** Whether a node may make an optimizer, by its form alone. */
export function mayMakeOptimizer(node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node)
    ? propertyOf(node, 'optimizer') !== null || ownRate(node) !== null
    : ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        Object.hasOwn(OPTIMIZER_FACTORIES, node.expression.name.text);
}

/**
 * Reads `tf.train.adam(rate)`, `{ optimizer: 'sgd' }` and `this.optimizer = { learningRate: rate }`; null for other nodes,
 * and for optimizers that say nothing of a rate.
 */
export function optimizerRate(node: ts.Node, program: LoadedProgram): OptimizerRate | null {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    const factory = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
    if (factory !== 'train' || !Object.hasOwn(OPTIMIZER_FACTORIES, name.text)) {
      return null;
    }
    const [rate] = node.arguments;
    return rate === undefined ? builtIn(OPTIMIZER_FACTORIES[name.text]) : written(rate, program);
  }
  if (ts.isObjectLiteralExpression(node)) {
    const optimizer = propertyOf(node, 'optimizer');
    if (optimizer !== null) {
      return ts.isStringLiteralLike(optimizer) ? builtIn(NAMED_OPTIMIZERS[optimizer.text]) : null;
    }
    const rate = ownRate(node);
    return rate === null ? null : written(rate, program);
  }
  return null;
}

function builtIn(value: number | null | undefined): OptimizerRate | null {
  return value == null ? null : { value, expression: null, literal: null };
}

function written(expression: ts.Expression, program: LoadedProgram): OptimizerRate {
  const constant = constantOf(expression, program);
  const value = constant?.value;
  return typeof value === 'number' && Number.isFinite(value)
    ? { value, expression, literal: constant?.literal ?? null }
    : { value: null, expression, literal: null };
}

/** The rate in an object that is held under the name of an optimizer. */
function ownRate(object: ts.ObjectLiteralExpression): ts.Expression | null {
  const { parent } = object;
  const name =
    ts.isBinaryExpression(parent) && parent.right === object
      ? staticNameOf(parent.left)
      : (ts.isVariableDeclaration(parent) ||
            ts.isPropertyDeclaration(parent) ||
            ts.isPropertyAssignment(parent)) &&
          parent.initializer === object
        ? staticName(parent.name)
        : null;
  if (name === null || partOfName(name) !== 'optimizer') {
    return null;
  }
  for (const rate of RATES) {
    const property = propertyOf(object, rate);
    if (property !== null) {
      return property;
    }
  }
  return null;
}
