import type { NotablePoint } from '../../protocol/curve';
import { type CurveSubject, numberOf, numbersOf, warmupSteps } from './parameters';
import type { Samples } from './samples';

/** The most rows that can be taken in at a glance. */
const MOST_ROWS = 9;
const LIST_MEMBER = /^(.*)\[\d+\]$/;

interface Landmark {
  readonly at: number;
  readonly label: string;
}

/** The indices whose exact rates the table and the sentence need, to be asked of the trace. */
export function indicesWanted(subject: CurveSubject, lastIndex: number): number[] {
  return [...new Set(landmarks(subject, lastIndex).map(({ at }) => at))].sort((a, b) => a - b);
}

/** The rows of the table; those whose rate was not computed or is not finite are left out. */
export function notableOf(subject: CurveSubject, samples: Samples, lastIndex: number): NotablePoint[] {
  const rows = new Map<number, NotablePoint>();
  for (const { at, label } of landmarks(subject, lastIndex)) {
    const rate = samples.rateAt(at);
    if (rate !== null && !rows.has(at) && rows.size < MOST_ROWS) {
      rows.set(at, { at, rate, label });
    }
  }
  return [...rows.values()].sort((a, b) => a.at - b.at);
}

/** All that deserves a row, the most deserving first. */
function landmarks(subject: CurveSubject, lastIndex: number): Landmark[] {
  const ends = [
    { at: 0, label: 'start' },
    { at: lastIndex, label: 'end' },
  ];
  const quarters = [25, 50, 75].map((percent) => ({
    at: Math.round((lastIndex * percent) / 100),
    label: `${percent} %`,
  }));
  return [...ends, ...parameterLandmarks(subject), ...quarters].filter(
    ({ at }) => at >= 0 && at <= lastIndex,
  );
}

/** The indices that a schedule's parameters name, with the names. */
function parameterLandmarks(subject: CurveSubject): Landmark[] {
  const named = (name: string, at: number | null): Landmark[] =>
    at === null ? [] : [{ at: Math.round(at), label: name }];
  switch (subject.schedule) {
    case 'CosineDecay': {
      const warmup = warmupSteps(subject);
      const decay = numberOf(subject, 'decaySteps');
      return [
        ...(warmup > 0 ? named('warmupSteps', warmup) : []),
        ...named('decaySteps', decay === null ? null : warmup + decay),
      ];
    }
    case 'PiecewiseConstantDecay':
      return boundaryLandmarks('boundaries', numbersOf(subject, 'boundaries'));
    case 'CyclicalLearningRate':
    case 'TriangularCyclicalLearningRate':
    case 'Triangular2CyclicalLearningRate':
    case 'ExponentialCyclicalLearningRate': {
      const half = numberOf(subject, 'stepSize');
      return half === null ? [] : [...named('stepSize', half), ...named('cycle', 2 * half)];
    }
    default:
      return countLandmarks(subject);
  }
}

/** Of a schedule that we know nothing of: every number that counts in its index. */
function countLandmarks(subject: CurveSubject): Landmark[] {
  const perEpoch = subject.timeline.stepsPerEpoch?.value ?? null;
  return subject.parameters.flatMap(({ name, unit, value }) => {
    if (typeof value !== 'number' || (unit !== 'steps' && unit !== 'epochs')) {
      return [];
    }
    const isOther = (unit === 'epochs') !== (subject.index === 'epoch');
    // A schedule of epochs whose parameters are called steps counts epochs with them.
    const at = isOther && unit === 'epochs' ? (perEpoch === null ? null : value * perEpoch) : value;
    if (at === null) {
      return [];
    }
    const list = LIST_MEMBER.exec(name)?.[1];
    return list === undefined ? [{ at: Math.round(at), label: name }] : boundaryLandmarks(list, [at]);
  });
}

/** Both sides of each boundary: libraries differ in which of them the boundary itself belongs to. */
function boundaryLandmarks(name: string, boundaries: readonly number[]): Landmark[] {
  return boundaries.flatMap((boundary) => {
    const at = Math.floor(boundary);
    return [
      { at, label: name },
      { at: at + 1, label: `after ${name}` },
    ];
  });
}
