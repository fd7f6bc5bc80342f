import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { staticNameOf } from './arithmetic';
import { calledFunction } from './calledFunction';
import { assignmentAt, type RateAssignment } from './rateAssignment';
import { isHandedOnInBlock } from './rateConditions';
import type { RateGroup } from './rateGroup';
import type { Repeated } from './repeated';
import { scheduleFunction } from './scheduleFunction';

/**
 * Whether a rate is only what another definition has computed: that rate itself or its share of a batch, or what a
 * schedule gives that is called.
 * @param isFound whether another assignment is a definition
 */
export function handsOn(
  group: RateGroup,
  repeated: Repeated,
  isFound: (other: RateAssignment) => boolean,
  program: LoadedProgram,
): boolean {
  const { writers, isStateful } = group;
  const [value] = writers.flatMap((writer) => writer.value ?? []);
  if (value === undefined || writers.length > 1) {
    return false;
  }
  const plain = withoutBounds(value);
  if (ts.isCallExpression(plain)) {
    return !isStateful && callsSchedule(plain, program);
  }
  const name = withoutBatch(plain);
  const declaration = ts.isIdentifier(name) ? program.names.lookUp(name) : null;
  if (
    declaration === null ||
    (isStateful && !isHandedOnInBlock(declaration, group, repeated) && !isHandedOnWhenNew(name, group))
  ) {
    return false;
  }
  const other = assignmentAt(declaration);
  return (other !== null && isFound(other)) || isFromSchedule(declaration, program);
}

function isFromSchedule(declaration: ts.Declaration, program: LoadedProgram): boolean {
  const held = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const plain = held === undefined ? null : withoutBounds(held);
  return plain !== null && ts.isCallExpression(plain) && callsSchedule(plain, program);
}

/** `if (rate !== current) current = rate`: only what is the same already is not handed on. */
function isHandedOnWhenNew(name: ts.Expression, { writers, statements }: RateGroup): boolean {
  const [statement] = statements;
  const [writer] = writers;
  if (statement === undefined || !ts.isIfStatement(statement) || writer?.target == null) {
    return false;
  }
  const condition = unwrap(statement.expression);
  const sides = [name.getText(), writer.target.getText()];
  return (
    statement.elseStatement === undefined &&
    ts.isBinaryExpression(condition) &&
    (condition.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
      condition.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsToken) &&
    sides.includes(condition.left.getText()) &&
    sides.includes(condition.right.getText())
  );
}

/** What `Math.max(rate, 1e-12)` and its like keep within bounds. */
function withoutBounds(expression: ts.Expression): ts.Expression {
  const inner = unwrap(expression);
  if (!ts.isCallExpression(inner) || !/^Math\.(?:max|min)$/.test(inner.expression.getText())) {
    return inner;
  }
  const open = inner.arguments.filter((argument) => !ts.isNumericLiteral(unwrap(argument)));
  const [only] = open;
  return only === undefined || open.length > 1 ? inner : withoutBounds(only);
}

/** `rate` of `rate / batch.length`: what falls to one sample of a batch. */
function withoutBatch(expression: ts.Expression): ts.Expression {
  return ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind === ts.SyntaxKind.SlashToken &&
    /^length$|^size$|batch_?(?:size|length|count)?$/i.test(staticNameOf(expression.right) ?? '')
    ? unwrap(expression.left)
    : expression;
}

/** Whether a call gets the rate from a definition of its own, or from a function that is only handed in. */
function callsSchedule({ expression: callee }: ts.CallExpression, program: LoadedProgram): boolean {
  if (!ts.isIdentifier(callee)) {
    return false;
  }
  const fn = calledFunction(callee, program);
  if (fn !== null) {
    return scheduleFunction.visit(fn, program) !== null;
  }
  const declaration = program.names.lookUp(callee);
  return (
    declaration !== null &&
    (ts.isParameter(declaration) || ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration))
  );
}
