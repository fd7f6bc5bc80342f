import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../../src/protocol/definition';
import type { Problem } from '../../../../src/protocol/problem';
import type { TrainingContext } from '../../../../src/protocol/training/context';
import type { DocumentSnapshot, EvaluatedDefinition } from '../../../../src/protocol/snapshot';
import {
  definitionAt,
  definitionOf,
  definitionWithin,
  documentsOf,
} from '../../../../src/extension/preview/snapshotQueries';

const range = (startLine: number, endLine: number): Definition['range'] => ({
  start: { line: startLine, character: 0 },
  end: { line: endLine, character: 10 },
});

function definition(id: string, lines: Definition['range'], more: Partial<Definition> = {}): Definition {
  return {
    id,
    name: id,
    kind: 'schedule-instance',
    schedule: null,
    index: 'step',
    range: lines,
    nameRange: lines,
    constructorRange: null,
    parameters: [],
    timeline: { horizon: { value: 1, from: 'assumed', place: null }, stepsPerEpoch: null, initialRate: null },
    missing: [],
    slice: null,
    problem: null,
    ...more,
  };
}

const evaluated = (of: Definition, more: Partial<EvaluatedDefinition> = {}): EvaluatedDefinition => ({
  definition: of,
  key: null,
  evaluation: null,
  stale: false,
  ...more,
});

const snapshot = (...definitions: EvaluatedDefinition[]): DocumentSnapshot => ({
  uri: 'file:///a.ts',
  version: 1,
  definitions,
  calls: [],
  notice: null,
});

describe('definitionAt', () => {
  const document = snapshot(
    evaluated(definition('outer', range(0, 10))),
    evaluated(definition('inner', range(3, 4))),
  );

  test('prefers the innermost', () => {
    expect(definitionAt(document, { line: 3, character: 5 })?.id).toBe('inner');
    expect(definitionAt(document, { line: 6, character: 0 })?.id).toBe('outer');
  });

  test('finds none outside', () => {
    expect(definitionAt(document, { line: 11, character: 0 })).toBeNull();
  });

  describe('of definitions that are expressions, held by names on the lines they begin on', () => {
    const span = (line: number, from: number, to: number): Definition['range'] => ({
      start: { line, character: from },
      end: { line, character: to },
    });
    const held = (id: string, line: number, from: number): EvaluatedDefinition =>
      evaluated(definition(id, span(line, from + 10, from + 20), { nameRange: span(line, from, from + 5) }));
    const lines = snapshot(held('alone', 0, 13), held('left', 1, 6), held('right', 1, 46));

    test('a name stands for its definition', () => {
      expect(definitionAt(lines, { line: 0, character: 14 })?.id).toBe('alone');
      expect(definitionAt(lines, { line: 1, character: 50 })?.id).toBe('right');
    });

    test('a line stands for the only definition on it', () => {
      expect(definitionAt(lines, { line: 0, character: 2 })?.id).toBe('alone');
      expect(definitionAt(lines, { line: 1, character: 0 })).toBeNull();
      expect(definitionAt(lines, { line: 2, character: 0 })).toBeNull();
    });
  });
});

test('definitionOf finds by id, and nothing for one that is gone', () => {
  const document = snapshot(evaluated(definition('one', range(0, 0))));
  expect(definitionOf(document, 'one')?.name).toBe('one');
  expect(definitionOf(document, 'two')).toBeNull();
});

test('definitionWithin finds by the place of the name', () => {
  const at = (line: number): Definition['range'] => range(line, line);
  const document = snapshot(
    evaluated(definition('outer', range(0, 10), { nameRange: at(0) })),
    evaluated(definition('inner', range(4, 6), { nameRange: at(4) })),
  );
  expect(definitionWithin(document, range(3, 6))?.id).toBe('inner');
  expect(definitionWithin(document, range(5, 9))).toBeNull();
});

test('documentsOf names every document the snapshot speaks of, and no other', () => {
  const place = (uri: string): Definition['timeline']['horizon'] => ({
    value: 1,
    from: 'source',
    place: { uri, line: 0, text: '' },
  });
  const problem = (uri: string): Problem => ({
    code: 'threw',
    message: '',
    location: { uri, range: range(0, 0) },
    at: null,
    names: [],
  });
  const one = definition('one', range(0, 0), {
    parameters: [
      {
        name: 'p',
        value: 1,
        unit: 'factor',
        uri: 'file:///parameter.ts',
        range: range(0, 0),
        editable: true,
        slot: 0,
      },
    ],
    timeline: {
      horizon: place('file:///horizon.ts'),
      stepsPerEpoch: place('file:///epoch.ts'),
      initialRate: place('file:///initial.ts'),
    },
    problem: problem('file:///problem.ts'),
  });
  const document = snapshot(
    evaluated(one, { evaluation: { host: 'sandbox', curve: null, problem: problem('file:///thrown.ts') } }),
  );
  const uris = (...names: readonly string[]): readonly string[] => names.map((name) => `file:///${name}.ts`);
  expect([...documentsOf(document, null)].sort()).toEqual(
    uris('a', 'epoch', 'horizon', 'initial', 'parameter', 'problem', 'thrown'),
  );

  const exported = (name: string): TrainingContext['models'][number] => ({
    name,
    uri: `file:///${name}.ts`,
    range: range(0, 0),
    slice: null,
    problem: problem(`file:///${name}Problem.ts`),
  });
  const training: TrainingContext = {
    optimizers: [
      { name: 'adam', learningRate: null, parameters: {}, uri: 'file:///optimizer.ts', range: range(0, 0) },
    ],
    models: [exported('model')],
    data: [exported('data')],
    compile: { loss: null, metrics: [], uri: 'file:///compile.ts', range: range(0, 0) },
    epochs: place('file:///epochs.ts'),
    batchSize: place('file:///batch.ts'),
  };
  expect([...documentsOf(snapshot(), training)].sort()).toEqual(
    uris('a', 'batch', 'compile', 'data', 'dataProblem', 'epochs', 'model', 'modelProblem', 'optimizer'),
  );
});
