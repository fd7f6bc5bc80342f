import type { Parameter } from '../../protocol/definition';

/** How many decay intervals to show of a schedule that never ends. */
const DECAY_INTERVALS = 5;
/** Smith (2015) runs at least three cycles. */
const CYCLES = 3;

/**
 * How many steps or epochs a schedule takes to show what it does, by its own parameters; null when they do not say.
 * @param isRepeated whether a length by that name is one that a schedule of other people goes through again and again.
 * @param goesOn whether a rate may be changed on and on behind the last boundary.
 */
export function ownLength(
  schedule: string | null,
  parameters: readonly Parameter[],
  isRepeated: (name: string) => boolean,
  goesOn = false,
): number | null {
  const value = (name: string): number | null => {
    const found = parameters.find((parameter) => parameter.name === name)?.value;
    return typeof found === 'number' && Number.isFinite(found) ? found : null;
  };
  const length = libraryLength(schedule, parameters, value) ?? lengthByName(parameters, isRepeated, goesOn);
  return length !== null && length >= 1 && length < Number.MAX_SAFE_INTEGER ? Math.floor(length) : null;
}

type ValueOf = (name: string) => number | null;

function libraryLength(
  schedule: string | null,
  parameters: readonly Parameter[],
  value: ValueOf,
): number | null {
  switch (schedule) {
    case 'ExponentialDecay':
    case 'InverseTimeDecay':
      return scaled(value('decaySteps'), DECAY_INTERVALS);
    case 'PolynomialDecay': {
      const cycles = parameters.some(({ name, value: on }) => name === 'cycle' && on === true);
      return scaled(value('decaySteps'), cycles ? CYCLES : 1);
    }
    case 'CosineDecay': {
      // Keras ignores the warmup's length when there is no target to warm up to.
      const warmup = value('warmupTarget') === null ? 0 : (value('warmupSteps') ?? 0);
      const decay = value('decaySteps');
      return decay === null ? null : warmup + decay;
    }
    case 'CosineDecayRestarts': {
      const first = value('firstDecaySteps');
      const growth = value('tMul') ?? 2;
      return first === null ? null : first * (1 + growth + growth ** 2);
    }
    case 'PiecewiseConstantDecay': {
      const boundaries = parameters
        .filter(({ name }) => name.startsWith('boundaries['))
        .map((p) => Number(p.value));
      const last = Math.max(...boundaries);
      return boundaries.length === 0 ? null : last + Math.max(1, last / (boundaries.length + 1));
    }
    case 'CyclicalLearningRate':
    case 'TriangularCyclicalLearningRate':
    case 'Triangular2CyclicalLearningRate':
    case 'ExponentialCyclicalLearningRate':
      return scaled(value('stepSize'), 2 * CYCLES);
    default:
      return null;
  }
}

/** For schedules of other people: the names they give to lengths. */
function lengthByName(
  parameters: readonly Parameter[],
  isRepeated: (name: string) => boolean,
  goesOn: boolean,
): number | null {
  const counts = parameters.filter(
    ({ unit, value }) => (unit === 'steps' || unit === 'epochs') && typeof value === 'number',
  );
  const longest = (pattern: RegExp, times: (name: string) => number = () => 1): number | null => {
    const values = counts
      .filter(({ name }) => pattern.test(name))
      .map((parameter) => Number(parameter.value) * times(parameter.name));
    return values.length === 0 ? null : Math.max(...values);
  };
  const total = longest(/total|max|num/i);
  if (total !== null) {
    return total;
  }
  const warmup = longest(/warm/i) ?? 0;
  const decay = longest(/^(?!.*warm).*decay.*(?:steps|epochs)/i, (name) =>
    isRepeated(name) ? DECAY_INTERVALS : 1,
  );
  if (decay !== null) {
    return warmup + decay;
  }
  const halfCycle = longest(/step_?size/i);
  if (halfCycle !== null) {
    return 2 * CYCLES * halfCycle;
  }
  const boundary = longest(/boundar(?:y|ies)|milestones/i);
  if (boundary !== null) {
    return boundary * (goesOn ? DECAY_INTERVALS : 1.25);
  }
  const period = longest(/period|cycle/i);
  if (period !== null) {
    return CYCLES * period;
  }
  const interval = longest(/half_?life|every|interval|drop/i) ?? (warmup > 0 ? warmup : null);
  return scaled(interval, DECAY_INTERVALS);
}

function scaled(length: number | null, times: number): number | null {
  return length === null ? null : length * times;
}
