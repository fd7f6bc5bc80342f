import ts from 'typescript';
import { bindingOf } from '../program/binding';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { LANGUAGE_GLOBALS } from './globals';
import type { Standing } from './openValues';

/** What stands in for the class of an error that is not there to see: it is only thrown, and its message is what counts. */
export const ERROR_STAND_IN: Standing = { text: 'Error' };

/**
 * The callee of `throw new ValidationError(…)` where nothing in reach declares it; null for any other node, and for errors
 * that can be read.
 */
export function unreadError(node: ts.Node, program: LoadedProgram): ts.Expression | null {
  if (!ts.isThrowStatement(node)) {
    return null;
  }
  const thrown = unwrap(node.expression);
  if (!ts.isNewExpression(thrown) && !ts.isCallExpression(thrown)) {
    return null;
  }
  let root = unwrap(thrown.expression);
  while (ts.isPropertyAccessExpression(root)) {
    root = unwrap(root.expression);
  }
  return ts.isIdentifier(root) && isOutOfReach(root, program) ? thrown.expression : null;
}

function isOutOfReach(name: ts.Identifier, program: LoadedProgram): boolean {
  const binding = bindingOf(name, program);
  switch (binding.kind) {
    case 'absent':
      return true;
    case 'external':
      return moduleKind(binding.specifier) === 'external';
    case 'global':
      return !LANGUAGE_GLOBALS.has(binding.name);
    default:
      return false;
  }
}
