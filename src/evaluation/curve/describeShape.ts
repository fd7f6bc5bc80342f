import type { RatePoint } from '../../protocol/curve';
import type { IndexUnit } from '../../protocol/definition';
import type { Samples } from './samples';
import { type Segment, shapeOf } from './shape';
import { every, listed, number, place, rate } from './wording';

/** Stairs, restarts and segments beyond this many are counted, not told. */
const MOST_TOLD = 4;

/** Part of itself by which a rate may change that is said to stay. */
const DRIFT = 0.05;

/** What a curve does, in words, from its own rates alone. */
export function describeShape(samples: Samples, index: IndexUnit): string {
  if (samples.length === 0) {
    return 'gives no finite rate';
  }
  const end = samples.point(samples.length - 1);
  const shape = shapeOf(samples);
  switch (shape.kind) {
    case 'constant':
      return `stays at ${rate(shape.rate)}`;
    case 'stairs':
      return describeStairs(shape.start, shape.jumps, index);
    case 'cycles': {
      const rhythm =
        shape.period === null ? describeStarts(shape.starts, index) : every(Math.round(shape.period), index);
      const climb =
        shape.warmup === null
          ? ''
          : `rises from ${rate(samples.point(0).rate)} to ${rate(shape.warmup.rate)} by ${place(shape.warmup.at, index)}, then `;
      const motion = shape.restarts
        ? `${climb}falls from ${rate(shape.high)} to ${rate(shape.low)} and restarts`
        : `cycles between ${rate(shape.low)} and ${rate(shape.high)},`;
      return `${motion} ${rhythm}${shape.shrinking ? ', ever lower' : ''}`;
    }
    case 'segments': {
      const segments = withoutSlowStart(shape.segments);
      return segments.length > MOST_TOLD
        ? `varies between ${extreme(samples, Math.min)} and ${extreme(samples, Math.max)}, ${rate(end.rate)} at ${place(end.at, index)}`
        : describeSegments(segments, samples, index);
    }
  }
}

/** Jumps between flat treads. @param jumps the first sample of each new tread. */
export function describeStairs(start: RatePoint, jumps: readonly RatePoint[], index: IndexUnit): string {
  const rates = [start.rate, ...jumps.map((jump) => jump.rate)];
  const goes = rates.every((value, i) => i === 0 || value < (rates[i - 1] ?? 0))
    ? 'steps down'
    : rates.every((value, i) => i === 0 || value > (rates[i - 1] ?? 0))
      ? 'steps up'
      : 'steps';
  if (jumps.length > MOST_TOLD) {
    const last = jumps.at(-1) ?? start;
    const first = jumps[0] ?? start;
    const gaps = jumps.slice(1).map(({ at }, i) => at - (jumps[i]?.at ?? 0));
    const gap = gaps[0] ?? 0;
    const rhythm = gaps.every((other) => other === gap) ? `${every(gap, index)}, ` : '';
    return `${goes} from ${rate(start.rate)} ${rhythm}${jumps.length} times, from ${place(first.at, index)} on, to ${rate(last.rate)} at ${number(last.at)}`;
  }
  const told = jumps.map(
    ({ at, rate: value }, i) => `${rate(value)} at ${i === 0 ? place(at, index) : number(at)}`,
  );
  return `${goes} from ${rate(start.rate)} to ${listed(told)}`;
}

/** When a curve restarts, where that has no rhythm. */
export function describeStarts(starts: readonly RatePoint[], index: IndexUnit): string {
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined) {
    return '';
  }
  if (starts.length > MOST_TOLD) {
    return `${starts.length} times, from ${place(first.at, index)} to ${number(last.at)}`;
  }
  return `at ${listed(starts.map(({ at }, i) => (i === 0 ? place(at, index) : number(at))))}`;
}

/**
 * The same without a first hold that only looks flat beside what follows: who reads that a rate stays takes it for one
 * rate, and one that has grown tenfold is not.
 */
function withoutSlowStart(segments: readonly Segment[]): readonly Segment[] {
  const [first, second] = segments;
  return first?.kind === 'hold' && drifts(first) && (second?.kind === 'rise' || second?.kind === 'fall')
    ? [{ ...second, from: first.from }, ...segments.slice(2)]
    : segments;
}

function drifts({ from, to }: Segment): boolean {
  return Math.abs(to.rate - from.rate) > DRIFT * Math.max(Math.abs(from.rate), Math.abs(to.rate));
}

function describeSegments(segments: readonly Segment[], samples: Samples, index: IndexUnit): string {
  let hasPlace = false;
  const where = ({ at }: RatePoint): string => {
    const isExact = samples.stride === 1 || at === samples.at[samples.length - 1] || at === 0;
    const words = `${isExact ? '' : 'about '}${hasPlace ? number(at) : place(at, index)}`;
    hasPlace = true;
    return words;
  };
  return segments
    .map((segment, i) => {
      const isFirst = i === 0;
      const isLast = i === segments.length - 1;
      const { kind, from, to } = segment;
      switch (kind) {
        case 'hold':
          return isLast && !isFirst
            ? drifts(segment) && Math.abs(to.rate) < Math.abs(from.rate)
              ? 'nears 0'
              : 'stays there'
            : isFirst
              ? `stays at ${rate(to.rate)} until ${where(to)}`
              : `stays there until ${where(to)}`;
        case 'jump':
          return `${isFirst ? `jumps from ${rate(from.rate)}` : 'jumps'} to ${rate(to.rate)} at ${where(to)}`;
        case 'rise':
        case 'fall': {
          const verb = kind === 'rise' ? 'rises' : 'falls';
          return `${verb}${isFirst ? ` from ${rate(from.rate)}` : ''} to ${rate(to.rate)} ${isLast ? 'at' : 'by'} ${where(to)}`;
        }
      }
    })
    .join(', then ');
}

function extreme(samples: Samples, of: (a: number, b: number) => number): string {
  return rate(samples.rate.reduce((a, b) => of(a, b)));
}
