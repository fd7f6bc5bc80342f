import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../../src/protocol/training/storedRun';
import { isStoredRun } from '../../../../src/protocol/training/storedRun';
import { baselinesOf, ratesOverRun } from '../../../../src/training/results/baselines';
import { compare, figuresOf, smoothingNote } from '../../../../src/training/results/comparison';
import { runToCsv, runToJson } from '../../../../src/training/results/exportRun';
import { type CompleteRun, recordOf, thinned } from '../../../../src/training/results/record';
import { smoothed } from '../../../../src/training/results/smoothing';

function run(losses: readonly number[], changes: Partial<CompleteRun> = {}): RunRecord {
  return recordOf({
    effective: [],
    path: [],
    contestantId: 'a',
    seed: 1,
    end: 'complete',
    time: 100,
    message: null,
    rates: losses.map(() => 0.1),
    losses,
    validation: [],
    ...changes,
  });
}

const falling = Array.from({ length: 200 }, (_, i) => 2 * Math.exp(-i / 40));

describe('smoothed', () => {
  it('keeps a constant from the first value on', () => {
    for (const mean of smoothed({ at: [0, 1, 2], values: [3, 3, 3] }, 10)) {
      expect(mean).toBeCloseTo(3, 12);
    }
  });

  it('is the bias-corrected mean of Adam', () => {
    // β = 0.5: (0.5·4) / 0.5 = 4; (0.5·2 + 0.5·1) / 0.75 = 2.
    expect([...smoothed({ at: [0, 1], values: [4, 1] }, 2)]).toEqual([4, 2]);
  });

  it('weighs a gap as the updates it spans', () => {
    const whole = smoothed({ at: [0, 1, 2, 3], values: [4, 1, 1, 1] }, 4);
    const gapped = smoothed({ at: [0, 3], values: [4, 1] }, 4);
    expect(gapped[1]).toBeCloseTo(whole[3] ?? 0, 12);
  });
});

describe('figuresOf', () => {
  it('reads the final and the best loss and the steps to a threshold off the smoothed loss', () => {
    const risen = [...falling, ...Array.from({ length: 100 }, () => 1)];
    const figures = figuresOf(run(risen), 0.5);
    expect(figures.finalLoss).toBeCloseTo(1, 3);
    expect(figures.bestLoss).toBeGreaterThan(0.013);
    expect(figures.bestLoss).toBeLessThan(0.03);
    expect(figures.bestStep).toBe(199);
    // The loss itself is there at step 56; the mean of the last ten or so comes later.
    expect(figures.stepsToThreshold).toBeGreaterThan(56);
    expect(figures.stepsToThreshold).toBeLessThan(72);
  });

  it('does not let one easy batch pass for the best', () => {
    const lucky = [0.01, ...Array.from({ length: 99 }, () => 1)];
    expect(figuresOf(run(lucky), 0.5).stepsToThreshold).toBeNull();
    expect(figuresOf(run(lucky), 0.5).bestLoss).toBeGreaterThan(0.8);
  });

  it('has no final loss for a run that diverged, but its best', () => {
    const losses = [...falling, 10, 1e9, Infinity];
    const figures = figuresOf(run(losses, { end: 'diverged' }), 0.001);
    expect(figures).toMatchObject({
      finalLoss: null,
      divergedAt: 202,
      stepsToThreshold: null,
      accuracy: null,
    });
    expect(figures.bestLoss).toBeLessThan(0.03);
  });

  it('takes the last look at the validation data', () => {
    const validation = [
      { step: 0, loss: 3, accuracy: 0.1 },
      { step: 200, loss: 0.2, accuracy: 0.9 },
    ];
    expect(figuresOf(run(falling, { validation }), null)).toMatchObject({
      validationLoss: 0.2,
      accuracy: 0.9,
      stepsToThreshold: null,
    });
  });
});

describe('compare', () => {
  it('gives the median and the spread over the seeds', () => {
    const rows = compare(
      [3, 1, 2].map((level, i) =>
        run(
          Array.from({ length: 50 }, () => level),
          { seed: i, time: 10 * level },
        ),
      ),
      null,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      contestantId: 'a',
      seeds: 3,
      time: { median: 20, low: 10, high: 30 },
      divergedAt: [],
    });
    expect(rows[0]?.finalLoss?.median).toBeCloseTo(2, 9);
    expect(rows[0]?.finalLoss?.low).toBeCloseTo(1, 9);
    expect(rows[0]?.finalLoss?.high).toBeCloseTo(3, 9);
  });

  it('lets one seed that diverged pull the median down, and most of them take it away', () => {
    const good = (level: number): RunRecord => run(Array.from({ length: 50 }, () => level));
    const bad = run([1, 2, Infinity], { end: 'diverged' });
    const [one] = compare([good(1), good(3), bad], null);
    expect(one?.finalLoss?.median).toBeCloseTo(3, 9);
    expect(one).toMatchObject({ divergedAt: [2], seeds: 3 });
    expect(compare([good(1), bad, bad], null)[0]?.finalLoss).toBeNull();
  });

  it('keeps contestants apart, in their order', () => {
    const rows = compare(
      [run(falling, { contestantId: 'b' }), run(falling), run(falling, { contestantId: 'b', seed: 2 })],
      0.5,
    );
    expect(rows.map(({ contestantId, seeds, reached }) => [contestantId, seeds, reached])).toEqual([
      ['b', 2, 2],
      ['a', 1, 1],
    ]);
  });

  it('says how losses are smoothed', () => {
    expect(smoothingNote(1000)).toBe(
      'Losses are an exponential mean over about 20 updates, corrected for its start.',
    );
  });
});

describe('baselines', () => {
  it('are the mean and the peak of the rates over the run', () => {
    expect(baselinesOf([0.1, 0.3, 0.2])?.mean).toBeCloseTo(0.2, 12);
    expect(baselinesOf([0.1, 0.3, 0.2])?.peak).toBe(0.3);
  });

  it.each([[[]], [[0.1, Number.NaN]], [[0.1, -0.1]], [[Infinity]]])('are none of %j', (rates) => {
    expect(baselinesOf(rates)).toBeNull();
  });

  it('take the rates of epochs for as many updates as an epoch has', () => {
    expect([...ratesOverRun((epoch) => epoch, 'epoch', 5, 2, 1)]).toEqual([0, 0, 1, 1, 2]);
    expect([...ratesOverRun((step) => step, 'step', 4, 2, 2.5)]).toEqual([0, 2, 5, 7]);
  });
});

describe('thinned', () => {
  it('keeps few values as they are, but for those that are no numbers', () => {
    expect(thinned([1, Number.NaN, 3], 10)).toEqual({ at: [0, 2], values: [1, 3] });
  });

  it('keeps the extremes of many, and the first and the last', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 100));
    values[4321] = 50;
    values[1234] = -50;
    const { at, values: kept } = thinned(values, 200);
    expect(at.length).toBeLessThanOrEqual(200);
    expect(at[0]).toBe(0);
    expect(at.at(-1)).toBe(9999);
    expect([Math.max(...kept), Math.min(...kept)]).toEqual([50, -50]);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(kept).toEqual(at.map((i) => values[i]));
  });
});

describe('export', () => {
  const stored = {
    version: 1 as const,
    id: 'run-1',
    created: Date.UTC(2026, 0, 2),
    title: 'Two moons · adam',
    uri: 'file:///train.ts',
    setup: {
      problem: 'two-moons' as const,
      optimizer: { name: 'adam' as const, parameters: { beta1: 0.9 } },
      backend: 'wasm' as const,
      steps: 3,
      batchSize: 32,
      stepsPerEpoch: 16,
      seed: 1,
      repeats: 1,
      wholeSchedule: false,
    },
    contestants: [{ id: 'a', name: 'cosine, "warm"', kind: 'schedule' as const, definitionId: null }],
    jobs: { a: '{"problem":"two-moons","steps":3}' },
    records: [run([3, 2, 1], { validation: [{ step: 3, loss: 0.5, accuracy: 0.75 }] })],
  };

  it('as a table has a row for each update, and above it what repeats the run', () => {
    expect(runToCsv(stored).split('\r\n')).toEqual([
      '# run: Two moons · adam',
      '# made: 2026-01-02T00:00:00.000Z',
      '# source: file:///train.ts',
      `# setup: ${JSON.stringify(stored.setup)}`,
      '# job of a: {"problem":"two-moons","steps":3}',
      'schedule,id,seed,step,rate,loss,validation_loss,accuracy',
      '"cosine, ""warm""",a,1,0,0.1,3,,',
      '"cosine, ""warm""",a,1,1,0.1,2,,',
      '"cosine, ""warm""",a,1,2,0.1,1,,',
      '"cosine, ""warm""",a,1,3,,,0.5,0.75',
      '',
    ]);
  });

  it('as JSON is the run itself, with its jobs readable', () => {
    const { format, jobs, ...rest } = JSON.parse(runToJson(stored)) as Record<string, unknown>;
    expect(format).toBe('lr-lens-run');
    expect(jobs).toEqual({ a: { problem: 'two-moons', steps: 3 } });
    expect(isStoredRun({ ...rest, jobs: stored.jobs })).toBe(true);
  });
});
