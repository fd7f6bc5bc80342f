import type { Evaluation, RatePoint } from '../protocol/curve';
import type { Definition } from '../protocol/definition';
import type { Problem } from '../protocol/problem';
import type { Slice } from '../protocol/slice';
import { curveFromTrace, lastIndexOfSubject } from './curve/curveFromTrace';
import { indicesWanted } from './curve/notable';
import { missingValues, noProgram, problemOf } from './runtime/problems';
import type { Sandbox, SandboxLimits } from './sandbox/sandbox';

/** What one evaluation may cost. */
export interface EvaluationLimits extends SandboxLimits {
  /** The most rates to compute; a longer horizon is computed at every n-th index. */
  readonly maxRates: number;
}

/** Limits for lens and hover: what a person waits for without noticing, and a picture needs no more points. */
export const EVALUATION_LIMITS: EvaluationLimits = {
  timeMs: 500,
  memoryBytes: 32 * 1024 * 1024,
  maxRates: 20_000,
};

/** What the evaluation of a definition depends on. */
export type Evaluable = Pick<
  Definition,
  'schedule' | 'index' | 'parameters' | 'timeline' | 'note' | 'missing' | 'slice' | 'problem'
>;

/** Computes the curve of a definition over its horizon. Never throws: what goes wrong is the evaluation's problem. */
export function evaluate(
  sandbox: Sandbox,
  definition: Evaluable,
  limits: EvaluationLimits = EVALUATION_LIMITS,
): Evaluation {
  const runnable = runnableSlice(definition);
  if ('message' in runnable) {
    return { host: 'sandbox', curve: null, problem: runnable };
  }
  const lastIndex = lastIndexOfSubject(definition);
  const trace = sandbox.run(
    runnable,
    {
      lastIndex,
      maxRates: limits.maxRates,
      at: indicesWanted(definition, lastIndex),
      initialRate: definition.timeline.initialRate?.value ?? null,
      horizon: definition.timeline.horizon.value,
      stepsPerEpoch: definition.timeline.stepsPerEpoch?.value ?? 1,
    },
    limits,
  );
  return {
    host: 'sandbox',
    curve: trace.rates.some((rate) => Number.isFinite(rate)) ? curveFromTrace(trace, definition) : null,
    problem: trace.fault === null ? null : problemOf(trace.fault, trace, definition, runnable, limits.timeMs),
  };
}

/**
 * The finite rates of a definition at some indices (steps or epochs, 0-based), in order of index; they may lie beyond the
 * horizon. Those that cannot be computed are left out.
 */
export function ratesAt(
  sandbox: Sandbox,
  definition: Evaluable,
  at: readonly number[],
  limits: EvaluationLimits = EVALUATION_LIMITS,
): RatePoint[] {
  const runnable = runnableSlice(definition);
  if ('message' in runnable) {
    return [];
  }
  const { exact } = sandbox.run(
    runnable,
    {
      lastIndex: 0,
      maxRates: 1,
      at,
      initialRate: definition.timeline.initialRate?.value ?? null,
      horizon: definition.timeline.horizon.value,
      stepsPerEpoch: definition.timeline.stepsPerEpoch?.value ?? 1,
    },
    limits,
  );
  return exact.filter((point) => at.includes(point.at) && Number.isFinite(point.rate));
}

/** The program to run, or the reason why there is none. */
function runnableSlice({ missing, problem, slice }: Evaluable): Slice | Problem {
  if (problem !== null) {
    return problem;
  }
  return missing.length > 0 ? missingValues(missing) : (slice ?? noProgram());
}
