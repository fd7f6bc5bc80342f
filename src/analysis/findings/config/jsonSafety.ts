import ts from 'typescript';
import { SCHEDULE_BASE, SCHEDULE_CLASSES } from '../../detect/library';
import { isScheduleSubclass } from '../../detect/scheduleSubclass';
import { bindingOfExpression } from '../../program/binding';
import type { LoadedProgram } from '../../program/project';
import { staticName, unwrap } from '../../program/syntax';
import { classOfThis, memberSource } from '../../slice/members';
import { tensorflowPath } from '../../training/tensorflowPath';

/** Types of the language that JSON loses or changes, and what each is to a person. */
const UNSAFE_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Map: 'a Map',
    Set: 'a Set',
    WeakMap: 'a WeakMap',
    Date: 'a Date',
    RegExp: 'a regular expression',
    Function: 'a function',
    Float32Array: 'a typed array',
    Float64Array: 'a typed array',
    Int32Array: 'a typed array',
  }),
);

/** What a value is that does not come back from JSON as it was, in words; null when it may. */
export function unsafeValue(expression: ts.Expression, program: LoadedProgram): string | null {
  const inner = unwrap(expression);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
    return 'a function';
  }
  if (ts.isBigIntLiteral(inner)) {
    return 'a bigint';
  }
  if (ts.isRegularExpressionLiteral(inner)) {
    return 'a regular expression';
  }
  const number = notANumber(inner);
  if (number !== null) {
    return number;
  }
  if (ts.isNewExpression(inner)) {
    return ts.isIdentifier(inner.expression) ? unsafeName(inner.expression, program) : null;
  }
  const isMember =
    ts.isPropertyAccessExpression(inner) && inner.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isMember ? unsafeMember(inner, program) : null;
}

/** Of the type of a value: what JSON does not bring back; null when it does, or when the type does not say. */
export function unsafeType(type: ts.TypeNode | null | undefined, program: LoadedProgram): string | null {
  if (type == null) {
    return null;
  }
  if (ts.isFunctionTypeNode(type)) {
    return 'a function';
  }
  if (ts.isParenthesizedTypeNode(type)) {
    return unsafeType(type.type, program);
  }
  if (type.kind === ts.SyntaxKind.BigIntKeyword) {
    return 'a bigint';
  }
  if (!ts.isTypeReferenceNode(type)) {
    return null;
  }
  const path = tensorflowPath(type.typeName, program);
  if (path?.length === 1 && /^(?:Tensor\dD|Tensor|Scalar|Variable)$/.test(path[0] ?? '')) {
    return 'a tensor';
  }
  return ts.isIdentifier(type.typeName) ? unsafeName(type.typeName, program) : null;
}

function notANumber(expression: ts.Expression): string | null {
  const operand = ts.isPrefixUnaryExpression(expression) ? expression.operand : expression;
  const text = operand.getText();
  return /^(?:Number\.)?(?:NaN|Infinity|POSITIVE_INFINITY|NEGATIVE_INFINITY)$/.test(text)
    ? `${expression.getText()}, which JSON has no number for`
    : null;
}

function unsafeName(name: ts.Identifier, program: LoadedProgram): string | null {
  const binding = bindingOfExpression(name, program);
  switch (binding?.kind) {
    case 'global':
      return UNSAFE_TYPES.get(binding.name) ?? null;
    case 'external':
      return [SCHEDULE_BASE, ...SCHEDULE_CLASSES].some((one) => one === binding.name) ? 'a schedule' : null;
    case 'declared': {
      const { declaration } = binding;
      if (ts.isTypeAliasDeclaration(declaration)) {
        return unsafeType(declaration.type, program);
      }
      return ts.isClassLike(declaration) && isScheduleSubclass(declaration, program) ? 'a schedule' : null;
    }
    default:
      return null;
  }
}

function unsafeMember(access: ts.PropertyAccessExpression, program: LoadedProgram): string | null {
  const owner = classOfThis(access);
  const name = access.name.text;
  if (owner === null) {
    return null;
  }
  const declared = owner.members.find((member) => staticName(member.name) === name);
  if (declared !== undefined && ts.isPropertyDeclaration(declared) && declared.type !== undefined) {
    return unsafeType(declared.type, program);
  }
  if (declared !== undefined && ts.isMethodDeclaration(declared)) {
    return 'a function';
  }
  const source = memberSource(owner, name);
  if (source === null) {
    return null;
  }
  if (ts.isParameter(source)) {
    return unsafeType(source.type, program);
  }
  if (ts.isExpression(source) && ts.isIdentifier(source)) {
    const binding = bindingOfExpression(source, program);
    return binding?.kind === 'declared' && ts.isParameter(binding.declaration)
      ? unsafeType(binding.declaration.type, program)
      : null;
  }
  const isValue = ts.isExpression(source) && !ts.isPropertyAccessExpression(source);
  return isValue ? unsafeValue(source, program) : null;
}
