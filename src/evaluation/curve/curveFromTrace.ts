import type { Curve } from '../../protocol/curve';
import { lastIndexOf } from '../../protocol/definition';
import type { Trace } from '../runtime/trace';
import { notableOf } from './notable';
import type { CurveSubject } from './parameters';
import { reduceSamples } from './reduce';
import { Samples } from './samples';
import { sentenceOf } from './sentence';
import { statisticsOf } from './statistics';

/** Points of a curve: two for each pixel of a card, and few enough to send with every answer. */
const MOST_POINTS = 400;

/** The last index that a definition is to be evaluated at. */
export function lastIndexOfSubject({ index, timeline }: CurveSubject): number {
  return lastIndexOf(index, timeline.horizon.value);
}

/** Makes a trace fit to show: figures, a drawing of few points, the rows of the table and the sentence. */
export function curveFromTrace(trace: Trace, subject: CurveSubject): Curve {
  const wanted = lastIndexOfSubject(subject);
  const samples = Samples.of(trace, wanted);
  const reached = Math.max(0, trace.rates.length - 1) * trace.stride;
  const lastIndex = reached + trace.stride > wanted ? wanted : reached;
  return {
    lastIndex,
    points: reduceSamples(samples, MOST_POINTS),
    statistics: statisticsOf(samples),
    notable: notableOf(subject, samples, lastIndex),
    sentence: sentenceOf(subject, samples, trace.impurities),
  };
}
