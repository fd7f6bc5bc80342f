import ts from 'typescript';
import { bindingOf } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { isFunctionScope, unwrap } from '../program/syntax';
import type { Called } from '../slice/slice';

/** The type that a function says it returns, or that its variable says; of a promise, the type it resolves to. */
export function statedResult(called: Called): ts.TypeNode | null {
  const holder = called.parent;
  const stated =
    called.type ??
    (ts.isVariableDeclaration(holder) && holder.type !== undefined && ts.isFunctionTypeNode(holder.type)
      ? holder.type.type
      : undefined);
  return stated === undefined ? null : resolvedType(stated);
}

function resolvedType(type: ts.TypeNode): ts.TypeNode {
  const [argument] = ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
  return ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Promise' && argument !== undefined
    ? argument
    : type;
}

/** The expressions that a function returns, those of functions in it left out; of `a ? b : c`, both. */
export function returnedBy(called: Called): readonly ts.Expression[] {
  if (called.body === undefined) {
    return [];
  }
  if (!ts.isBlock(called.body)) {
    return choices(called.body);
  }
  const returned: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) {
      returned.push(...choices(node.expression));
    } else if (!isFunctionScope(node)) {
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(called.body, visit);
  return returned;
}

function choices(expression: ts.Expression): readonly ts.Expression[] {
  const inner = unwrap(expression);
  return ts.isConditionalExpression(inner)
    ? [...choices(inner.whenTrue), ...choices(inner.whenFalse)]
    : [inner];
}

/** The variable that an expression names; null for any other expression. */
export function variableOf(expression: ts.Expression, program: LoadedProgram): ts.VariableDeclaration | null {
  if (!ts.isIdentifier(expression)) {
    return null;
  }
  const binding = bindingOf(expression, program);
  return binding.kind === 'declared' && ts.isVariableDeclaration(binding.declaration)
    ? binding.declaration
    : null;
}

/** The type that a name stands for where it is an alias or an interface of a local file; null for any other. */
export function declaredType(
  type: ts.TypeReferenceNode,
  program: LoadedProgram,
): ts.TypeAliasDeclaration | ts.InterfaceDeclaration | null {
  const binding = ts.isIdentifier(type.typeName) ? bindingOf(type.typeName, program) : null;
  const declaration = binding?.kind === 'declared' ? binding.declaration : undefined;
  return declaration !== undefined &&
    (ts.isTypeAliasDeclaration(declaration) || ts.isInterfaceDeclaration(declaration))
    ? declaration
    : null;
}
