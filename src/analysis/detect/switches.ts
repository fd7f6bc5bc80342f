import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { classOfThis } from '../slice/members';
import { staticNameOf } from './arithmetic';

/** Whether a name or member is one that is on or off, by its type or its own name. */
export function isSwitch(leaf: ts.Expression, program: LoadedProgram): boolean {
  return isSwitchName(staticNameOf(leaf) ?? '') || isBoolean(declarationOf(leaf, program));
}

/** Whether a name says that it is on or off, and of more than what is written to a log. */
function isSwitchName(name: string): boolean {
  return (
    /^_?(?:use|enable|with|apply|allow|should|do)_?(?=[A-Z_])|(?:enabled|disabled|active)$/i.test(name) &&
    !/log|verbose|debug|print|silent|train|running/i.test(name)
  );
}

/** The access to a member of `this` that an expression is, or asks for a member of. */
export function memberOfThis(leaf: ts.Expression): ts.PropertyAccessExpression | null {
  let access = unwrap(leaf);
  while (ts.isPropertyAccessExpression(access)) {
    const holder = unwrap(access.expression);
    if (holder.kind === ts.SyntaxKind.ThisKeyword) {
      return access;
    }
    access = holder;
  }
  return null;
}

/** What declares a name, or the member of `this` that it is. */
function declarationOf(leaf: ts.Expression, program: LoadedProgram): ts.Node | null {
  const inner = unwrap(leaf);
  if (ts.isIdentifier(inner)) {
    return program.names.lookUp(inner);
  }
  const owner = memberOfThis(inner) === inner ? classOfThis(inner) : null;
  const name = staticNameOf(inner);
  const constructor = owner?.members.find(ts.isConstructorDeclaration);
  return (
    owner?.members.find((member) => staticName(member.name) === name) ??
    constructor?.parameters.find((parameter) => staticName(parameter.name) === name) ??
    null
  );
}

function isBoolean(declaration: ts.Node | null): boolean {
  return (
    declaration !== null &&
    (ts.isParameter(declaration) ||
      ts.isPropertyDeclaration(declaration) ||
      ts.isVariableDeclaration(declaration)) &&
    declaration.type?.kind === ts.SyntaxKind.BooleanKeyword &&
    !/log|verbose|debug|print|silent|train|running|done|stop|ready|finish/i.test(
      staticName(declaration.name) ?? '',
    )
  );
}
