import ts from 'typescript';
import { compileOptions } from '../training/compile';
import type { Check, SourceFinding } from './check';
import { hookAround } from './hooks';
import { isFactoryName, optimizerMadeBy } from './optimizers';

/** A `compile` or a new optimizer for each epoch or batch: both begin anew what the optimizer has learnt of the gradients. */
export const optimizerInHook: Check = {
  kinds: [ts.SyntaxKind.CallExpression, ts.SyntaxKind.NewExpression],
  concerns: (node) =>
    (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
    (isFactoryName(node) || isCompile(node)) &&
    hookAround(node) !== null,
  check(node, { program }): readonly SourceFinding[] {
    const hook = hookAround(node);
    if (hook === null || !(ts.isCallExpression(node) || ts.isNewExpression(node))) {
      return [];
    }
    if (isCompile(node) && ts.isCallExpression(node)) {
      const options = compileOptions(node, program);
      const callee = node.expression as ts.PropertyAccessExpression;
      return options === null
        ? []
        : [
            {
              code: 'optimizer-in-hook',
              node: callee,
              message: `compile in ${hook} gives the model a new optimizer each time, which a Sequential that is being fitted does not even use: set the rate of the optimizer it has with setLearningRate(optimizer, rate) of tfjs-lr-schedules.`,
            },
          ];
    }
    const name = optimizerMadeBy(node, program);
    return name === null || besideCompile(node)
      ? []
      : [
          {
            code: 'optimizer-in-hook',
            node,
            message: `A new optimizer in ${hook} forgets moments and iterations and leaves the old one's tensors behind: make one before training and set its rate with setLearningRate(optimizer, rate) of tfjs-lr-schedules.`,
          },
        ];
  },
};

function isCompile(node: ts.CallExpression | ts.NewExpression): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'compile'
  );
}

/** Whether the function that makes an optimizer compiles too: that is then what is said. */
function besideCompile(node: ts.Node): boolean {
  const around = ts.findAncestor(node, ts.isFunctionLike);
  const compiles = (inner: ts.Node): boolean =>
    (ts.isCallExpression(inner) && isCompile(inner)) ||
    (ts.forEachChild(inner, (child) => compiles(child) || undefined) ?? false);
  return around !== undefined && compiles(around);
}
