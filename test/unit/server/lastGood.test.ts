import { describe, expect, it } from 'vitest';
import type { EvaluatedDefinition } from '../../../src/protocol/snapshot';
import { keepLastGood, type Reading } from '../../../src/server/lastGood';
import { curveThrough, definitionOf, evaluatedOf, evaluationOf, span } from './evaluated';

function named(name: string, line: number, rate: number): EvaluatedDefinition {
  const definition = definitionOf({
    id: name,
    name,
    range: span(line, 0, 30),
    nameRange: span(line, 6, 10),
    constructorRange: span(line, 20, 25),
  });
  return evaluatedOf(definition, evaluationOf(curveThrough({ at: 0, rate })));
}

function reading(text: string, ...definitions: readonly EvaluatedDefinition[]): Reading {
  return { text, definitions };
}

function told(definitions: readonly EvaluatedDefinition[]): unknown {
  return definitions.map(({ definition, evaluation, stale }) => [
    definition.name,
    definition.range.start.line,
    evaluation?.curve?.points[0]?.rate,
    stale,
  ]);
}

const BEFORE = reading('a\nb\nc', named('first', 0, 0.1), named('second', 2, 0.2));

describe('keepLastGood', () => {
  it('takes a text without faults as it is', () => {
    const now = reading('a\nb\nd', named('first', 0, 0.5));
    expect(keepLastGood(now, BEFORE, [])).toBe(now.definitions);
  });
  it('has nothing to keep in the beginning', () => {
    const now = reading('a', named('first', 0, 0.5));
    expect(keepLastGood(now, null, [{ line: 0, character: 0 }])).toBe(now.definitions);
  });
  it('keeps what a fault stands in, at the place it has now', () => {
    const now = reading('new\na(\nb\nc', named('first', 1, 0.5), named('second', 3, 0.6));
    expect(told(keepLastGood(now, BEFORE, [{ line: 1, character: 12 }]))).toEqual([
      ['first', 1, 0.1, true],
      ['second', 3, 0.6, false],
    ]);
  });
  it('keeps what a broken text hides, and moves it with its lines', () => {
    const now = reading('(\n\n\na\nb\nc', named('first', 3, 0.1));
    const kept = keepLastGood(now, BEFORE, [{ line: 0, character: 1 }]);
    expect(told(kept)).toEqual([
      ['first', 3, 0.1, false],
      ['second', 5, 0.2, true],
    ]);
    expect(kept[1]?.definition).toMatchObject({
      nameRange: span(5, 6, 10),
      constructorRange: span(5, 20, 25),
    });
  });
  it('leaves what stands above an edit where it is', () => {
    const now = reading('a\nb\n(\n\n\nc', named('second', 5, 0.2));
    expect(told(keepLastGood(now, BEFORE, [{ line: 2, character: 1 }]))).toEqual([
      ['first', 0, 0.1, true],
      ['second', 5, 0.2, false],
    ]);
  });
  it('never points below the end of the text', () => {
    const now = reading('(');
    expect(told(keepLastGood(now, BEFORE, [{ line: 0, character: 1 }]))).toEqual([
      ['first', 0, 0.1, true],
      ['second', 0, 0.2, true],
    ]);
  });
  it('shows what is new although it stands in a fault', () => {
    const now = reading('a\nb\nc\nd(', ...BEFORE.definitions, named('third', 3, 0.3));
    expect(told(keepLastGood(now, BEFORE, [{ line: 3, character: 2 }]))).toContainEqual([
      'third',
      3,
      0.3,
      false,
    ]);
  });
});
