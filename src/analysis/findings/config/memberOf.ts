import ts from 'typescript';
import { staticName, unwrap } from '../../program/syntax';
import type { ConstructorValue, ScheduleClass } from './scheduleClass';

/** How the class can say a value that its constructor was given: `this.base`, `this.config.base`; null when it keeps it nowhere. */
export function memberWith(
  { name, object }: ConstructorValue,
  { constructorNode }: ScheduleClass,
): string | null {
  const parameter = object ?? constructorNode.parameters.find((one) => staticName(one.name) === name);
  if (parameter === undefined) {
    return null;
  }
  const kept = keptAs(parameter, constructorNode);
  if (kept !== null) {
    return object === null ? kept : `${kept}.${name}`;
  }
  const local = localName(name, parameter, object !== null);
  return assignedMember(constructorNode, (value) => {
    const text = unwrapDefault(value).getText();
    return text === local || (object !== null && text === `${parameter.name.getText()}.${name}`);
  });
}

/** The member that holds a whole parameter. */
function keptAs(
  parameter: ts.ParameterDeclaration,
  constructorNode: ts.ConstructorDeclaration,
): string | null {
  const name = staticName(parameter.name);
  if (name === null) {
    return null;
  }
  return ts.isParameterPropertyDeclaration(parameter, constructorNode)
    ? `this.${name}`
    : assignedMember(constructorNode, (value) => value.getText() === name);
}

/** What a member of a destructured parameter is called in the constructor. */
function localName(name: string, parameter: ts.ParameterDeclaration, isMember: boolean): string {
  if (!isMember || !ts.isObjectBindingPattern(parameter.name)) {
    return name;
  }
  const element = parameter.name.elements.find((one) => staticName(one.propertyName ?? one.name) === name);
  return element === undefined ? name : (staticName(element.name) ?? name);
}

/** `this.member` of the statement in a constructor that gives it a value. */
function assignedMember(
  constructorNode: ts.ConstructorDeclaration,
  holds: (value: ts.Expression) => boolean,
): string | null {
  for (const statement of constructorNode.body?.statements ?? []) {
    const assignment = ts.isExpressionStatement(statement) ? statement.expression : null;
    if (
      assignment !== null &&
      ts.isBinaryExpression(assignment) &&
      assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      /^this\.#?\w+$/.test(assignment.left.getText()) &&
      holds(unwrap(assignment.right))
    ) {
      return assignment.left.getText();
    }
  }
  return null;
}

/** `a` of `a ?? b` and `a || b`. */
function unwrapDefault(expression: ts.Expression): ts.Expression {
  const inner = unwrap(expression);
  const isDefaulted =
    ts.isBinaryExpression(inner) &&
    (inner.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      inner.operatorToken.kind === ts.SyntaxKind.BarBarToken);
  return isDefaulted ? unwrap(inner.left) : inner;
}
