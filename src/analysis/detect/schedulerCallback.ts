import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { isHookName } from '../replay/callbacks';
import { partOf } from '../replay/training';
import { ancestryOf, baseOf, membersOf } from '../replay/units';
import { some } from './arithmetic';
import type { Detector } from './detector';
import { SCHEDULER_CALLBACK } from './library';
import { functionsBehind } from './phantomApi';

/** `new LearningRateScheduler((epoch, lr) => …)`, with the function inline or by name. */
export const schedulerCallback: Detector = {
  kinds: [ts.SyntaxKind.NewExpression],
  visit(node, program) {
    if (!ts.isNewExpression(node) || !namesScheduler(node.expression, program)) {
      return null;
    }
    const [argument] = node.arguments ?? [];
    const isFunction =
      argument !== undefined &&
      !ts.isStringLiteralLike(unwrap(argument)) &&
      !ts.isSpreadElement(argument) &&
      // A class of one's own by this name may be of another kind.
      partOf(argument, program) === null;
    if (!isFunction) {
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
      covers: functionsBehind(argument, program),
    };
  },
};

function namesScheduler(callee: ts.Expression, program: LoadedProgram): boolean {
  const binding = bindingOfExpression(callee, program);
  switch (binding?.kind) {
    case 'external':
    case 'absent':
      return binding.name === SCHEDULER_CALLBACK;
    case 'declared':
      return (
        ts.isClassLike(binding.declaration) &&
        staticName(binding.declaration.name) === SCHEDULER_CALLBACK &&
        isCallback(binding.declaration, program) &&
        !takesSettings(binding.declaration)
      );
    default:
      return false;
  }
}

/** Whether a class of one's own is a callback, which hooks or a base from elsewhere say, and no stepper by the same name. */
function isCallback(declaration: ts.ClassLikeDeclaration, program: LoadedProgram): boolean {
  const chain = ancestryOf(declaration, program);
  const last = chain.at(-1);
  return (
    (last !== undefined && baseOf(last) !== null) || [...membersOf(chain, program).keys()].some(isHookName)
  );
}

/** Whether a class of one's own is made with settings, as `config.decay`, and so with no function to call. */
function takesSettings({ members }: ts.ClassLikeDeclaration): boolean {
  const constructor = members.filter(ts.isConstructorDeclaration).find((member) => member.body !== undefined);
  const name = constructor?.parameters[0]?.name;
  const body = constructor?.body;
  return (
    name !== undefined &&
    body !== undefined &&
    (!ts.isIdentifier(name) || some(body, (node) => isMemberOf(node, name.text)))
  );
}

function isMemberOf(node: ts.Node, name: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === name &&
    !/^(?:call|apply|bind|name|length)$/.test(node.name.text)
  );
}
