import type ts from 'typescript';
import { contains } from '../program/syntax';
import type { Evidence } from './evidence';
import type { Implied } from './implied';

/** An optimizer and the rate that it is made with. */
export interface NearOptimizer {
  readonly value: number;
  readonly literal: ts.Expression | null;
  /** The expression of the rate; null where the optimizer has one of its own. */
  readonly rate: ts.Expression | null;
  readonly place: ts.Expression;
}

/**
 * The optimizer nearest to a definition whose rate the source tells in some way; null where there is none.
 * @param impliedBy what an expression most likely comes to.
 */
export function nearOptimizer(
  node: ts.Node,
  evidence: Evidence,
  impliedBy: (rate: ts.Expression) => Implied | null,
): NearOptimizer | null {
  for (const { candidate, rate } of evidence.optimizersNear(node)) {
    const { value, expression, literal } = rate;
    const place = candidate.node as ts.Expression;
    if (value !== null) {
      return { value, literal, rate: expression, place };
    }
    // What a schedule hands to an optimizer of its own is no rate to begin with.
    const implied = expression === null || contains(node, expression) ? null : impliedBy(expression);
    if (typeof implied?.value === 'number' && implied.value > 0) {
      return { value: implied.value, literal: implied.literal, rate: implied.node, place };
    }
  }
  return null;
}
