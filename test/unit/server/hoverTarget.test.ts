import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../../src/protocol/definition';
import type { DocumentSnapshot } from '../../../src/protocol/snapshot';
import { hoverTarget } from '../../../src/server/hoverTarget';
import {
  curveThrough,
  definitionOf,
  DOCUMENT,
  evaluatedOf,
  evaluationOf,
  snapshotOf,
  span,
} from './evaluated';

function parameter(name: string, from: number, changes: Partial<Parameter> = {}): Parameter {
  return {
    name,
    value: 200,
    unit: 'steps',
    uri: DOCUMENT,
    range: span(2, from, from + 3),
    editable: true,
    slot: 0,
    ...changes,
  };
}

const DEFINITION = definitionOf({
  parameters: [
    parameter('warmupSteps', 40),
    parameter('decaySteps', 46),
    parameter('alpha', 52, { unit: 'factor', value: 0.1 }),
    parameter('elsewhere', 56, { uri: 'file:///other.ts', range: span(7, 0, 9) }),
  ],
});
const CURVE = {
  ...curveThrough({ at: 0, rate: 0 }, { at: 1000, rate: 0 }),
  // A decay that begins when the warmup has ended: its 200 steps end at step 400.
  notable: [{ at: 400, rate: 0.1, label: 'decaySteps' }],
};
const EVALUATED = evaluatedOf(DEFINITION, evaluationOf(CURVE));
const SNAPSHOT: DocumentSnapshot = snapshotOf(
  [
    EVALUATED,
    evaluatedOf(
      definitionOf({ id: 'other', range: span(5, 0, 30), nameRange: span(5, 0, 5), constructorRange: null }),
      null,
    ),
  ],
  [
    { definitionId: DEFINITION.id, at: 1234, range: span(4, 0, 19) },
    { definitionId: 'gone', at: 1, range: span(9, 0, 19) },
  ],
);

function at(line: number, character: number): ReturnType<typeof hoverTarget> {
  return hoverTarget(SNAPSHOT, { line, character });
}

describe('hoverTarget', () => {
  it.each([
    ['the name', 2, 8, span(2, 6, 14)],
    ['the end of the name', 2, 14, span(2, 6, 14)],
    ['the constructor', 2, 25, span(2, 21, 32)],
  ])('is the schedule at %s', (_, line, character, range) => {
    expect(at(line, character)).toEqual({ evaluated: EVALUATED, range, at: null });
  });
  it('is the step of a call', () => {
    expect(at(4, 3)).toEqual({ evaluated: EVALUATED, range: span(4, 0, 19), at: 1234 });
  });
  it('is the step that a parameter counts', () => {
    expect(at(2, 41)).toMatchObject({ range: span(2, 40, 43), at: 200 });
  });
  it('is the step at which a parameter ends, where that is another', () => {
    expect(at(2, 47)).toMatchObject({ at: 400 });
  });
  it('is no step for a parameter that counts none', () => {
    expect(at(2, 53)).toMatchObject({ range: span(2, 52, 55), at: null });
  });
  it('is the definition whose place it is', () => {
    expect(at(5, 2)?.evaluated.definition.id).toBe('other');
  });
  it.each([
    ['beside the definitions', 3, 0],
    ['between a name and its constructor', 2, 17],
    ['on a call of what is gone', 9, 3],
    ['on a range of another document', 7, 3],
  ])('is nothing %s', (_, line, character) => {
    expect(at(line, character)).toBeNull();
  });
});
