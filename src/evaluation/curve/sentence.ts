import type { IndexUnit } from '../../protocol/definition';
import type { Impurity } from '../runtime/repeatable';
import { describeShape, describeStairs } from './describeShape';
import { type CurveSubject, isOn, numberOf, numbersOf, warmupSteps } from './parameters';
import type { Samples } from './samples';
import { every, length, number, place, rate } from './wording';

/** Puts one kind of schedule in words; null when what it needs to know is not written as numbers in the source. */
type Describe = (subject: CurveSubject, samples: Samples) => string | null;

/** What one curve does, in words, without a full stop. */
export function sentenceOf(subject: CurveSubject, samples: Samples, impurities: readonly Impurity[]): string {
  const describe = samples.length < 2 ? undefined : known.get(subject.schedule ?? '');
  const words = describe?.(subject, samples) ?? describeShape(samples, subject.index);
  const reservations = [
    ...(subject.note === undefined ? [] : [subject.note]),
    ...(impurities.includes('random') ? ['one draw of many, since it uses random numbers'] : []),
    ...(impurities.includes('clock') ? ['at one moment, since it reads the clock'] : []),
  ];
  return [words, ...reservations].join('; ');
}

const known: ReadonlyMap<string, Describe> = new Map([
  ['CosineDecay', cosineDecay],
  ['ExponentialDecay', exponentialDecay],
  ['InverseTimeDecay', inverseTimeDecay],
  ['PolynomialDecay', polynomialDecay],
  ['PiecewiseConstantDecay', piecewiseConstantDecay],
  ['CosineDecayRestarts', cosineDecayRestarts],
  ['CyclicalLearningRate', cyclical('')],
  ['TriangularCyclicalLearningRate', cyclical('')],
  ['Triangular2CyclicalLearningRate', cyclical(', each half as high as the one before')],
  ['ExponentialCyclicalLearningRate', cyclical(', ever lower')],
]);

function cosineDecay(subject: CurveSubject, samples: Samples): string | null {
  const { index } = subject;
  const decay = numberOf(subject, 'decaySteps');
  const hasWarmup = subject.parameters.some(({ name }) => name.startsWith('warmup'));
  const warmup = warmupSteps(subject);
  if (decay === null || (hasWarmup && warmup === 0)) {
    return null;
  }
  const start = samples.point(0);
  const peak = samples.rateAt(warmup);
  if (warmup > 0) {
    if (peak === null) {
      return null;
    }
    const verb = peak >= start.rate ? 'warms up' : 'goes';
    const from = start.rate === 0 ? '' : ` from ${rate(start.rate)}`;
    return `${verb}${from} to ${rate(peak)} by ${place(warmup, index)}, then cosine ${untilEnd(samples, warmup + decay, null)}`;
  }
  return `falls along a cosine from ${rate(start.rate)} ${untilEnd(samples, decay, index)}`;
}

function exponentialDecay(subject: CurveSubject, samples: Samples): string | null {
  const steps = numberOf(subject, 'decaySteps');
  const factor = numberOf(subject, 'decayRate');
  if (steps === null || factor === null) {
    return null;
  }
  const verb = factor > 1 ? 'grows' : 'decays';
  const stairs = isOn(subject, 'staircase') ? ' in stairs' : '';
  const { start, end } = endsOf(samples);
  return `${verb} exponentially${stairs} from ${rate(start.rate)}, by ${number4(factor)} ${every(steps, subject.index)}, to ${rate(end.rate)} at ${number(end.at)}`;
}

function inverseTimeDecay(subject: CurveSubject, samples: Samples): string | null {
  const steps = numberOf(subject, 'decaySteps');
  const factor = numberOf(subject, 'decayRate');
  if (steps === null || factor === null) {
    return null;
  }
  const stairs = isOn(subject, 'staircase') ? ' in stairs' : '';
  const { start, end } = endsOf(samples);
  return `decays${stairs} from ${rate(start.rate)} as 1 / (1 + ${number4(factor)} · ${subject.index} / ${number(steps)}), to ${rate(end.rate)} at ${number(end.at)}`;
}

function polynomialDecay(subject: CurveSubject, samples: Samples): string | null {
  const { index } = subject;
  const steps = numberOf(subject, 'decaySteps');
  if (steps === null) {
    return null;
  }
  const power = numberOf(subject, 'power');
  const { start, end } = endsOf(samples);
  const atEnd = samples.rateAt(Math.round(steps));
  const verb = end.rate > start.rate ? 'rises' : 'falls';
  const path = power === null || power === 1 ? 'in a straight line' : `with power ${number4(power)}`;
  if (isOn(subject, 'cycle') && atEnd !== null && end.at > steps) {
    return `${verb} ${path} from ${rate(start.rate)} to ${rate(atEnd)} over ${length(steps, index)}, then again and again from ever lower`;
  }
  return `${verb} ${path} from ${rate(start.rate)} ${untilEnd(samples, steps, index)}`;
}

function piecewiseConstantDecay(subject: CurveSubject, samples: Samples): string | null {
  const boundaries = numbersOf(subject, 'boundaries');
  const { start, end } = endsOf(samples);
  const jumps = boundaries
    .filter((boundary) => Math.floor(boundary) + 1 <= end.at)
    .map((boundary) => ({ at: boundary, rate: samples.rateAt(Math.floor(boundary) + 1) }));
  const told = jumps.flatMap(({ at, rate: value }) => (value === null ? [] : [{ at, rate: value }]));
  if (
    told.length === 0 ||
    told.length < jumps.length ||
    boundaries.some((b, i) => b < (boundaries[i - 1] ?? b))
  ) {
    return null;
  }
  return describeStairs(start, told, subject.index);
}

function cosineDecayRestarts(subject: CurveSubject, samples: Samples): string | null {
  const first = numberOf(subject, 'firstDecaySteps');
  const { end } = endsOf(samples);
  if (first === null) {
    return null;
  }
  return end.at < first
    ? `falls along a cosine from ${rate(samples.point(0).rate)} ${untilEnd(samples, first, subject.index)}`
    : describeShape(samples, subject.index).replace(/^falls /, 'falls along a cosine ');
}

function cyclical(heights: string): Describe {
  return (subject, samples) => {
    const half = numberOf(subject, 'stepSize');
    const { start, end } = endsOf(samples);
    const top = half === null ? null : samples.rateAt(Math.round(half));
    if (half === null || top === null) {
      return null;
    }
    const cut = end.at < 2 * half ? `, of which ${length(end.at, subject.index)} are shown` : '';
    return `cycles between ${rate(start.rate)} and ${rate(top)}, ${every(2 * half, subject.index)}${heights}${cut}`;
  };
}

/** Where a decay of `length` ends, or how far it comes in what is shown. */
function untilEnd(samples: Samples, length: number, index: IndexUnit | null): string {
  const { end } = endsOf(samples);
  const where = (at: number): string => (index === null ? number(at) : place(at, index));
  if (end.at < length) {
    return `as far as ${rate(end.rate)} at ${where(end.at)}, of ${number(length)}`;
  }
  const arrived = samples.rateAt(Math.ceil(length)) ?? end.rate;
  return `to ${rate(arrived)} at ${where(length)}`;
}

function endsOf(samples: Samples): {
  start: ReturnType<Samples['point']>;
  end: ReturnType<Samples['point']>;
} {
  return { start: samples.point(0), end: samples.point(samples.length - 1) };
}

/** A factor, which is no rate: never with an exponent. */
function number4(factor: number): string {
  return String(Number(factor.toPrecision(4)));
}
