import ts from 'typescript';
import type { TimelineValue } from '../../protocol/definition';
import type { StatementsRoot } from '../detect/detector';
import { isSameTarget } from '../detect/rateGroup';
import { boundAbove } from '../detect/repeated';
import { constantOf } from '../program/constants';
import { bindingOfExpression } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { fromSource } from './evidence';

/** Loops that run more often than this are taken to be endless. */
const MOST_RUNS = 1_000_000;

/**
 * How many times `while (rate >= bound) { …; rate /= 2; }` runs, where start, bound and factor are constants; null for any
 * other loop.
 */
export function lengthToBound(
  loop: ts.Node,
  { target, statements, before }: StatementsRoot,
  program: LoadedProgram,
): TimelineValue | null {
  const head = ts.isWhileStatement(loop) ? boundAbove(loop.expression) : null;
  const [only, other] = statements;
  const change = only !== undefined && ts.isExpressionStatement(only) ? unwrap(only.expression) : null;
  if (
    head === null ||
    target === null ||
    other !== undefined ||
    change === null ||
    !ts.isBinaryExpression(change) ||
    !isSameTarget(unwrap(head.held), target) ||
    !before
  ) {
    return null;
  }
  const factor = factorOf(change, program);
  const bound = numberOf(head.bound, program);
  const start = startOf(target, program);
  if (factor === null || factor <= 0 || factor >= 1 || bound === null || bound <= 0 || start === null) {
    return null;
  }
  let runs = 0;
  for (let rate = start; (rate > bound || (head.inclusive && rate === bound)) && runs < MOST_RUNS; runs++) {
    rate *= factor;
  }
  return runs >= 1 && runs < MOST_RUNS ? fromSource(runs, loop) : null;
}

function factorOf(change: ts.BinaryExpression, program: LoadedProgram): number | null {
  const value = numberOf(change.right, program);
  switch (change.operatorToken.kind) {
    case ts.SyntaxKind.AsteriskEqualsToken:
      return value;
    case ts.SyntaxKind.SlashEqualsToken:
      return value === null || value === 0 ? null : 1 / value;
    default:
      return null;
  }
}

function startOf(target: ts.Node, program: LoadedProgram): number | null {
  const binding = ts.isIdentifier(target) ? bindingOfExpression(target, program) : null;
  const declaration = binding?.kind === 'declared' ? binding.declaration : null;
  return declaration !== null &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined
    ? numberOf(declaration.initializer, program)
    : null;
}

function numberOf(expression: ts.Expression, program: LoadedProgram): number | null {
  const value = constantOf(expression, program)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
