import ts from 'typescript';
import { whereAbsent } from '../program/absence';
import { constantOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { contains, unwrap } from '../program/syntax';
import type { Reach } from '../slice/reached';

/** A number that stands by for a value that is not there: `options.rate ?? 0.1`, `arg('rate', 0.1)`. */
export interface StandBy {
  readonly value: number;
  readonly literal: ts.Expression;
}

/** What reads an option by its name, and has a default for it. */
const OPTION_CALL = /^(?:get)?_?(?:arg|flag|opt|option|param|setting|env|num|number|int|float)/i;
/** What the surroundings of a program say, of which a slice has nothing. */
const SURROUNDINGS = /^(?:process|import\.meta)\.env\b/;

/** The number that an expression comes to in a slice because what it asks for first is not there; null for all others. */
export function standByOf(expression: ts.Expression, reach: Reach, program: LoadedProgram): StandBy | null {
  const inner = unwrap(expression);
  if (ts.isCallExpression(inner)) {
    const [first, second, ...others] = inner.arguments;
    if (first === undefined || others.length > 0) {
      return null;
    }
    const callee = inner.expression.getText();
    if (second === undefined) {
      return /^(?:Number|parseFloat|Number\.parseFloat)$/.test(callee)
        ? standByOf(first, reach, program)
        : null;
    }
    return ts.isStringLiteralLike(first) && OPTION_CALL.test(callee) ? literalOf(second, program) : null;
  }
  if (ts.isConditionalExpression(inner)) {
    const fallback = whereAbsent(inner);
    return fallback !== null && isAbsent(inner.condition, reach) ? literalOf(fallback, program) : null;
  }
  if (!ts.isBinaryExpression(inner) || !standsBy(inner.operatorToken.kind)) {
    return null;
  }
  return isAbsent(inner.left, reach) ? literalOf(inner.right, program) : null;
}

function standsBy(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken;
}

function literalOf(expression: ts.Expression, program: LoadedProgram): StandBy | null {
  const constant = constantOf(expression, program);
  return typeof constant?.value === 'number' && constant.literal !== null
    ? { value: constant.value, literal: constant.literal }
    : null;
}

function isAbsent(left: ts.Expression, reach: Reach): boolean {
  return (
    SURROUNDINGS.test(left.getText()) ||
    [...reach.open.replaced].some(
      ([node, standing]) => 'text' in standing && standing.text.includes('undefined') && contains(left, node),
    )
  );
}
