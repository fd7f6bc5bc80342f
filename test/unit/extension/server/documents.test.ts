import { describe, expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { isSourceDocument, mayConcernLearningRates } from '../../../../src/extension/server/documents';

describe('isSourceDocument', () => {
  const document = (languageId: string, uri: string): { languageId: string; uri: URI } => ({
    languageId,
    uri: URI.parse(uri),
  });

  test.each(['file:///a.ts', 'untitled:Untitled-1', 'vscode-vfs://github/o/r/a.ts', 'anything-else:/a.ts'])(
    'takes %s',
    (uri) => {
      expect(isSourceDocument(document('typescript', uri))).toBe(true);
    },
  );

  test.each(['git:/a.ts?ref', 'output:log', 'chat-editing-text-model:/a.ts', 'vscode-local-history:/a.ts'])(
    'leaves out %s, a copy',
    (uri) => {
      expect(isSourceDocument(document('typescript', uri))).toBe(false);
    },
  );

  test('leaves out other languages', () => {
    expect(isSourceDocument(document('python', 'file:///a.py'))).toBe(false);
  });
});

describe('mayConcernLearningRates', () => {
  test.each([
    "import { CosineDecay } from 'tfjs-lr-schedules';",
    "import * as tf from '@tensorflow/tfjs';",
    'const lr = 0.1 * 0.5 ** epoch;',
    'function lrAt(step) {}',
    'let base_lr = 0.1;',
    'const maxLR = 1e-3, lr2 = 1;',
    'optimizer.learningRate = 0.1;',
    'const learning_rate = 0.1;',
    'class OneCycle extends Schedule {}',
    '// @lr steps=100',
  ])('says yes to %s', (text) => {
    expect(mayConcernLearningRates(text)).toBe(true);
  });

  test.each([
    '',
    'The chlorine is already in the pool.',
    'export const gallery = document.querySelector("#all");',
    'import express from "express"; const app = express(); app.listen(3000);',
  ])('says no to %j', (text) => {
    expect(mayConcernLearningRates(text)).toBe(false);
  });
});
