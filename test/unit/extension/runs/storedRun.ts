import type { StoredRun } from '../../../../src/protocol/training/storedRun';

/** A small run with every part that a run has. */
export function storedRun(changes: Partial<StoredRun> & Pick<StoredRun, 'id'>): StoredRun {
  const series = { at: [0, 1], values: [0.5, 0.25] };
  return {
    version: 1,
    created: 1_700_000_000_000,
    title: 'Two moons · adam · 1 schedule',
    uri: 'file:///train.ts',
    setup: {
      problem: 'two-moons',
      optimizer: { name: 'adam', parameters: { beta1: 0.9 } },
      backend: 'cpu',
      steps: 2,
      batchSize: 32,
      stepsPerEpoch: 1,
      seed: 1,
      repeats: 1,
      wholeSchedule: false,
    },
    contestants: [{ id: 'c', name: 'cosine', kind: 'schedule', definitionId: 'schedule-instance:cosine' }],
    jobs: { c: '{}' },
    records: [
      {
        contestantId: 'c',
        seed: 1,
        end: 'complete',
        steps: 2,
        time: 12.5,
        message: null,
        losses: series,
        rates: series,
        validationLosses: { at: [], values: [] },
        accuracies: { at: [], values: [] },
        effectiveRates: [{ step: 0, low: 0.1, median: 0.2, high: 0.3 }],
        path: [],
      },
    ],
    ...changes,
  };
}
