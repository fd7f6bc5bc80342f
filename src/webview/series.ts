import type { Curve, EvaluationHost } from '../protocol/curve';
import type { Definition } from '../protocol/definition';
import type { Problem } from '../protocol/problem';
import type { EvaluatedDefinition } from '../protocol/snapshot';
import type { Look } from './look';
import { type CurveSamples, SparseSamples } from './samples';

/** What the page's own worker made of a definition. */
export interface WorkerResult {
  /** The computation it belongs to, as `EvaluatedDefinition.key` names it. */
  readonly key: string;
  readonly samples: CurveSamples | null;
  readonly curve: Curve | null;
  readonly problem: Problem | null;
}

/** All that the page shows of one definition. */
export interface Series {
  readonly id: string;
  readonly definition: Definition;
  readonly key: string | null;
  readonly look: Look;
  readonly samples: CurveSamples | null;
  readonly curve: Curve | null;
  readonly problem: Problem | null;
  readonly host: EvaluationHost | null;
  readonly stale: boolean;
}

/**
 * Puts together what is known of a definition. The worker's result counts as long as it belongs to this very
 * computation; where it has no curve, the sandbox's stays in the picture.
 */
export function seriesOf(evaluated: EvaluatedDefinition, result: WorkerResult | null, look: Look): Series {
  const { definition, key, evaluation, stale } = evaluated;
  const own = result !== null && result.key === key ? result : null;
  const curve = own?.curve ?? evaluation?.curve ?? null;
  return {
    id: definition.id,
    definition,
    key,
    look,
    samples: own?.samples ?? sparseSamples(curve),
    curve,
    problem: own === null ? (evaluation?.problem ?? definition.problem) : own.problem,
    host: own === null ? (evaluation?.host ?? null) : 'webview',
    stale,
  };
}

function sparseSamples(curve: Curve | null): CurveSamples | null {
  return curve === null || curve.points.length === 0 ? null : new SparseSamples(curve.points);
}
