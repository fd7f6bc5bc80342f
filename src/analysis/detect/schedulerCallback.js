import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import { staticName, unwrap } from '../program/syntax';
import { SCHEDULER_CALLBACK } from './library';
/** `new LearningRateScheduler((epoch, lr) => …)`, with the function inline or by name. */
export const schedulerCallback = {
  visit(node, program) {
    if (!ts.isNewExpression(node) || !namesScheduler(node.expression, program)) {
      return null;
    }
    const [argument] = node.arguments ?? [];
    if (argument === undefined || ts.isStringLiteralLike(unwrap(argument)) || ts.isSpreadElement(argument)) {
      return null;
    }
    return {
      kind: 'scheduler-callback',
      node,
      root: { kind: 'expression', expression: argument },
      form: 'epoch-function',
      index: 'epoch',
      schedule: null,
      constructorNode: node.expression,
    };
  },
};
function namesScheduler(callee, program) {
  const binding = bindingOfExpression(callee, program);
  switch (binding?.kind) {
    case 'external':
    case 'absent':
      return binding.name === SCHEDULER_CALLBACK;
    case 'declared':
      return (
        ts.isClassLike(binding.declaration) && staticName(binding.declaration.name) === SCHEDULER_CALLBACK
      );
    default:
      return false;
  }
}
