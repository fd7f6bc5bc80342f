import { expect, test } from 'vitest';
import type { ExportedFunction, TrainingContext } from '../../../../src/protocol/training/context';
import { withPickedFile } from '../../../../src/extension/preview/withPickedFile';

const exported = (uri: string, name: string): ExportedFunction => ({
  name,
  uri,
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  slice: null,
  problem: null,
});

const context = (uri: string, models: readonly string[], loss: string | null): TrainingContext => ({
  optimizers: [],
  models: models.map((name) => exported(uri, name)),
  data: [exported(uri, 'makeData')],
  compile:
    loss === null
      ? null
      : {
          loss,
          metrics: [],
          uri,
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
        },
  epochs: null,
  batchSize: null,
});

test('the models of a picked file come first, and stand for those of the same name', () => {
  const both = withPickedFile(context('a.ts', ['small', 'large'], null), context('b.ts', ['large'], null));
  expect(both.models.map(({ uri, name }) => `${uri} ${name}`)).toEqual(['b.ts large', 'a.ts small']);
  expect(both.data.map(({ uri }) => uri)).toEqual(['b.ts']);
});

test('how the model is compiled is taken from the document, and from the picked file where it does not say', () => {
  const own = context('a.ts', [], 'meanSquaredError');
  expect(withPickedFile(own, context('b.ts', [], 'hinge')).compile?.loss).toBe('meanSquaredError');
  expect(withPickedFile(context('a.ts', [], null), context('b.ts', [], 'hinge')).compile?.loss).toBe('hinge');
});
