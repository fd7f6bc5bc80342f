import { describe, expect, it } from 'vitest';
import { isFromTrainingWorker } from '../../../src/protocol/training/messages';

const started = {
  type: 'started',
  backend: 'wasm',
  parameters: 12,
  expected: 800.5,
  waits: false,
  notes: ['a'],
};
const progress = {
  type: 'progress',
  from: 10,
  rates: Float64Array.of(0.1, 0.2),
  losses: Float32Array.of(1, Number.NaN),
  validation: [{ step: 10, loss: Infinity, accuracy: null }],
  effective: [{ step: 10, low: 0.1, median: 0.2, high: 0.3 }],
  path: Float32Array.of(1, 2, 3, 4),
};
const ended = {
  type: 'ended',
  end: 'diverged',
  steps: 12,
  time: 31.5,
  fault: { code: 'diverged', message: 'The loss became NaN.', step: 11, stack: null },
  tensorsLeft: 0,
};

describe('isFromTrainingWorker', () => {
  it.each([
    ['a start', started],
    ['progress, also of losses that are no numbers', progress],
    ['progress without a path', { ...progress, path: new Float32Array(0) }],
    ['an end', ended],
    ['an end without fault', { ...ended, end: 'complete', fault: null }],
  ])('lets pass %s', (_, message) => {
    expect(isFromTrainingWorker(message)).toBe(true);
  });

  it.each([
    ['what is no message', 'started'],
    ['an unknown backend', { ...started, backend: 'webgl' }],
    ['rates that are no typed array', { ...progress, rates: [0.1, 0.2] }],
    ['a loss for which there is no rate', { ...progress, rates: Float64Array.of(0.1) }],
    ['half a path', { ...progress, path: Float32Array.of(1, 2) }],
    ['a fault without words', { ...ended, fault: { ...ended.fault, message: undefined } }],
    ['an unknown fault', { ...ended, fault: { ...ended.fault, code: 'other' } }],
    ['an unknown end', { ...ended, end: 'paused' }],
    ['a step that is no count', { ...ended, steps: -1 }],
  ])('stops %s', (_, message) => {
    expect(isFromTrainingWorker(message)).toBe(false);
  });
});
