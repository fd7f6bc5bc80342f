import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';
import type { Detector } from './detector';
import { FACTORIES, SCHEDULE_CLASSES } from './library';
import { isScheduleSubclass } from './scheduleSubclass';

/** `new CosineDecay({…})` and `cosineDecay({…})` of our library, and `new X(…)` of a local subclass of `LearningRateSchedule`. */
export const scheduleInstance: Detector = {
  kinds: [ts.SyntaxKind.CallExpression, ts.SyntaxKind.NewExpression],
  visit(node, program) {
    if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) {
      return null;
    }
    const schedule = scheduleMadeBy(node, program);
    return schedule === null
      ? null
      : {
          kind: 'schedule-instance',
          node,
          root: { kind: 'expression', expression: node },
          form: 'schedule',
          index: 'step',
          schedule,
          constructorNode: node.expression,
        };
  },
};

function scheduleMadeBy(node: ts.NewExpression | ts.CallExpression, program: LoadedProgram): string | null {
  if (!mayName(node.expression)) {
    return null;
  }
  const binding = bindingOfExpression(node.expression, program);
  if (binding?.kind === 'external' && moduleKind(binding.specifier) === 'library') {
    return ts.isNewExpression(node)
      ? (SCHEDULE_CLASSES.find((name) => name === binding.name) ?? null)
      : (FACTORIES.get(binding.name) ?? null);
  }
  if (binding?.kind !== 'declared' || !ts.isNewExpression(node)) {
    return null;
  }
  const { declaration } = binding;
  const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  return made !== undefined && ts.isClassLike(made) && isScheduleSubclass(made, program)
    ? (made.name?.text ?? binding.declaration.getSourceFile().fileName.split('/').at(-1) ?? null)
    : null;
}

/** Spares the great many calls that cannot make a schedule the cost of asking what they call. */
function mayName(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) {
    return true;
  }
  return ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression);
}
