import type { CurveSubject } from '../../../../src/evaluation/curve/parameters';
import { curveFromTrace, lastIndexOfSubject } from '../../../../src/evaluation/curve/curveFromTrace';
import { indicesWanted } from '../../../../src/evaluation/curve/notable';
import { Samples } from '../../../../src/evaluation/curve/samples';
import { trace, type Trace } from '../../../../src/evaluation/runtime/trace';
import type { Curve } from '../../../../src/protocol/curve';
import type { IndexUnit, Parameter, ParameterUnit } from '../../../../src/protocol/definition';

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Units by how names end, as far as these tests need them. */
function unitOf(name: string, value: number | boolean): ParameterUnit {
  return typeof value === 'boolean'
    ? 'switch'
    : /Steps|stepSize|boundaries|milestones/.test(name)
      ? 'steps'
      : /[eE]poch/.test(name)
        ? 'epochs'
        : 'rate';
}

/** What a curve depends on: a class, its literals (lists by their members) and how many indices to show. */
export function subjectOf(
  schedule: string | null,
  literals: Readonly<Record<string, number | boolean | readonly number[]>>,
  horizon: number,
  index: IndexUnit = 'step',
): CurveSubject {
  const named = Object.entries(literals).flatMap(([name, value]) =>
    typeof value === 'object'
      ? value.map((member, i): [string, number | boolean] => [`${name}[${i}]`, member])
      : [[name, value] as [string, number | boolean]],
  );
  return {
    schedule,
    index,
    parameters: named.map(([name, value], slot): Parameter => ({
      name,
      value,
      unit: unitOf(name, value),
      uri: 'file:///train.ts',
      range: nowhere,
      editable: true,
      slot,
    })),
    timeline: {
      horizon: { value: horizon, from: 'parameters', place: null },
      stepsPerEpoch: null,
      initialRate: null,
    },
  };
}

/** The trace of a plain function, as the sandbox would return it. */
export function traceOf(rateAt: (index: number) => number, subject: CurveSubject, maxRates = 20_000): Trace {
  const lastIndex = lastIndexOfSubject(subject);
  const request = { lastIndex, maxRates, at: indicesWanted(subject, lastIndex) };
  return trace({ sequential: false, schedule: { call: rateAt }, method: 'call' }, request, {
    now: () => 0,
    end: 1,
  });
}

export function curveOf(rateAt: (index: number) => number, subject: CurveSubject, maxRates?: number): Curve {
  return curveFromTrace(traceOf(rateAt, subject, maxRates), subject);
}

/** Samples at every index from 0 to `last`. */
export function samplesOf(rateAt: (index: number) => number, last: number): Samples {
  return Samples.of(
    {
      rates: Float64Array.from({ length: last + 1 }, (_, i) => rateAt(i)),
      stride: 1,
      exact: [],
      fault: null,
      impurities: [],
    },
    last,
  );
}
