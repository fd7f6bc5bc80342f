import ts from 'typescript';
import { bindingOf } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { targetOf } from '../program/targetOf';
import { classOfThis, isWrittenLater, memberSource } from '../slice/members';
import { isOpenSource } from '../slice/openValues';
import { impliedBy } from '../timeline/implied';
import { some } from './arithmetic';
import { memberOfThis } from './switches';

/** Whether the source has a value for a name or member, leaves it to who calls or makes the code, or lets it change. */
export type Knowledge = 'known' | 'open' | 'changing';

/** What the source says of a name or member that code reads. */
export function knowledgeOf(leaf: ts.Expression, program: LoadedProgram): Knowledge {
  const root = rootOf(leaf);
  if (root.kind === ts.SyntaxKind.ThisKeyword) {
    return ofMember(leaf, program);
  }
  if (!ts.isIdentifier(root) || isWritten(root, program)) {
    return 'changing';
  }
  if (impliedBy(leaf, program) !== null) {
    return 'known';
  }
  const binding = bindingOf(root, program);
  let declaration: ts.Node | null = binding.kind === 'declared' ? binding.declaration : null;
  while (declaration !== null && ts.isBindingElement(declaration)) {
    declaration = declaration.parent.parent;
  }
  return declaration !== null && ts.isParameter(declaration) && declaration.initializer === undefined
    ? 'open'
    : 'changing';
}

/** `this.useDecay`, which a constructor, a field or nobody gives its value. */
function ofMember(leaf: ts.Expression, program: LoadedProgram): Knowledge {
  const member = memberOfThis(leaf);
  const owner = member === null ? null : classOfThis(member);
  if (member === null || owner === null || isWrittenLater(owner, member.name.text)) {
    return 'changing';
  }
  const source = memberSource(owner, member.name.text);
  if (member !== leaf) {
    // `this.config.useDecay` of a configuration that is handed in.
    return isOpenSource(source, program) ? 'open' : 'changing';
  }
  const value = source !== null && ts.isParameter(source) ? source.initializer : source;
  if (value != null && ts.isExpression(value) && impliedBy(value, program) !== null) {
    return 'known';
  }
  return isOpenSource(source, program) ? 'open' : 'changing';
}

function rootOf(leaf: ts.Expression): ts.Expression {
  let root = unwrap(leaf);
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) {
    root = unwrap(root.expression);
  }
  return root;
}

/** Whether code of its file gives a variable another value than its first one. */
function isWritten(name: ts.Identifier, program: LoadedProgram): boolean {
  const declaration = program.names.lookUp(name);
  const mayChange =
    declaration !== null &&
    (ts.isParameter(declaration) ||
      (ts.isVariableDeclaration(declaration) &&
        (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0));
  return (
    mayChange &&
    some(declaration.getSourceFile(), (node) => {
      const target = targetOf(node);
      return (
        target !== null &&
        ts.isIdentifier(target) &&
        target.text === name.text &&
        program.names.lookUp(target) === declaration
      );
    })
  );
}
