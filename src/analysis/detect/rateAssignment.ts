import ts from 'typescript';
import { staticName, unwrap } from '../program/syntax';
import { staticNameOf } from './arithmetic';
import { isAssignment } from './rateBody';
import { withoutMemo } from './reactState';
import { isRateName } from './vocabulary';

/** A place that gives a learning rate its value. */
export interface RateAssignment {
  readonly node: ts.Node;
  readonly nameNode: ts.Node;
  readonly name: string;
  /** What is assigned to; null where the value is only handed on, as an argument or a property. */
  readonly target: ts.Expression | ts.Identifier | null;
  /** Null for `let lr;`. */
  readonly value: ts.Expression | null;
  readonly operator: ts.SyntaxKind;
}

/** Rates by other names, which count only beside the rate they start from and in code that speaks of learning rates. */
const OTHER_RATES = /^(?:(?:current|cur|effective|actual)_?)?(?:alpha|eta|rate|step_?size)$/i;

/** Reads a node as an assignment to a learning rate; null for the great many that are none. */
export function assignmentAt(node: ts.Node): RateAssignment | null {
  if (ts.isVariableDeclaration(node)) {
    return ts.isIdentifier(node.name) && isRateTarget(node.name.text)
      ? {
          node,
          nameNode: node.name,
          name: node.name.text,
          target: node.name,
          value: node.initializer === undefined ? null : withoutMemo(node.initializer),
          operator: ts.SyntaxKind.EqualsToken,
        }
      : null;
  }
  if (ts.isBinaryExpression(node)) {
    return isAssignment(node.operatorToken.kind) ? binaryAssignment(node) : null;
  }
  if (ts.isPropertyAssignment(node)) {
    const name = staticName(node.name);
    return name !== null && isRateName(name) ? handedOn(node, node.name, name, node.initializer) : null;
  }
  return ts.isCallExpression(node) ? givenRate(node) : null;
}

function isRateTarget(name: string): boolean {
  return isRateName(name) || OTHER_RATES.test(name.replace(/^_/, ''));
}

function binaryAssignment(node: ts.BinaryExpression): RateAssignment | null {
  const name = staticNameOf(node.left);
  if (name === null || !isRateTarget(name)) {
    return null;
  }
  const left = unwrap(node.left);
  return {
    node,
    nameNode: ts.isPropertyAccessExpression(left) ? left.name : left,
    name: name.replace(/^#/, ''),
    target: left,
    value: node.right,
    operator: node.operatorToken.kind,
  };
}

const OPTIMIZERS = /^(?:sgd|momentum|adam|adamax|adadelta|adagrad|rmsprop)$/;

/** `optimizer.setLearningRate(…)` and `tf.train.adam(…)`. */
function givenRate(node: ts.CallExpression): RateAssignment | null {
  const callee = node.expression;
  const [argument] = node.arguments;
  const nameNode = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (argument === undefined || !ts.isIdentifier(nameNode)) {
    return null;
  }
  const name = nameNode.text;
  const trains =
    OPTIMIZERS.test(name) &&
    ts.isPropertyAccessExpression(callee) &&
    staticNameOf(callee.expression) === 'train';
  return trains || /^set_?(?:lr|learning_?rate)$/i.test(name)
    ? handedOn(node, nameNode, name, argument)
    : null;
}

function handedOn(node: ts.Node, nameNode: ts.Node, name: string, value: ts.Expression): RateAssignment {
  return { node, nameNode, name, target: null, value, operator: ts.SyntaxKind.EqualsToken };
}

/** Whether the rate goes by a name that other things have too. */
export function isOtherRate({ name, target }: RateAssignment): boolean {
  return target !== null && OTHER_RATES.test(name.replace(/^_/, '')) && !isRateName(name);
}
