import { describe, expect, it } from 'vitest';
import type { Definition, Parameter } from '../../../src/protocol/definition';
import { evaluationKey } from '../../../src/server/evaluationKey';
import { definitionOf, DOCUMENT, sliceAt, span } from './evaluated';

const PARAMETER: Parameter = {
  name: 'decaySteps',
  value: 1000,
  unit: 'steps',
  uri: DOCUMENT,
  range: span(2, 40, 44),
  editable: true,
  slot: 0,
};
const HORIZON = { value: 500, from: 'panel', place: null } as const;
const { timeline } = definitionOf();

function keyOf(changes: Partial<Definition> = {}): string | null {
  return evaluationKey(definitionOf({ parameters: [PARAMETER], ...changes }));
}

describe('evaluationKey', () => {
  it.each<[string, Partial<Definition>]>([
    ['code', { slice: { ...sliceAt(2), code: '() => 1' } }],
    ['slots', { slice: { ...sliceAt(2), slots: [0.1] } }],
    ['given values', { slice: { ...sliceAt(2), given: { halfLife: 3 } } }],
    ['form', { slice: { ...sliceAt(2), form: 'epoch-function' } }],
    ['horizon', { timeline: { ...timeline, horizon: HORIZON } }],
    ['initial rate', { timeline: { ...timeline, initialRate: HORIZON } }],
    ['schedule, which the sentence tells', { schedule: 'ExponentialDecay' }],
    ['steps an epoch', { timeline: { ...timeline, stepsPerEpoch: HORIZON } }],
    ['index', { index: 'epoch' }],
    ['parameters, which rows are named after', { parameters: [{ ...PARAMETER, name: 'warmupSteps' }] }],
  ])('differs with the %s', (_, changes) => {
    expect(keyOf(changes)).not.toBe(keyOf());
  });
  it.each<[string, Partial<Definition>]>([
    ['place', { range: span(9, 0, 9), nameRange: span(9, 0, 9) }],
    ['lines the slice was taken from', { slice: sliceAt(9) }],
    [
      'source of the horizon',
      { timeline: { ...timeline, horizon: { ...timeline.horizon, from: 'comment' } } },
    ],
    ['place of a parameter', { parameters: [{ ...PARAMETER, range: span(9, 0, 4) }] }],
  ])('stays with another %s', (_, changes) => {
    expect(keyOf(changes)).toBe(keyOf());
  });
  it('is null without a slice', () => {
    expect(keyOf({ slice: null })).toBeNull();
  });
  it('does not meet that of a program that is nearly the same', () => {
    const keys = Array.from({ length: 5000 }, (_, i) =>
      keyOf({ slice: { ...sliceAt(2), slots: [i / 1000] } }),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
