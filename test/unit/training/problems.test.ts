import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../../src/evaluation/runtime/randomNumbers';
import { OPTIMIZER_NAMES } from '../../../src/protocol/training/setup';
import { digitsData } from '../../../src/training/problems/digitsData';
import { PROBLEMS } from '../../../src/training/problems/problems';
import { jobOn, meanOf, optimizer, trained } from './support/jobs';
import { DIGITS, TestHost } from './support/TestHost';

const tail = (losses: readonly number[]): number => meanOf(losses.slice(-20));

describe('every problem learns at its suggested rate', () => {
  it.each([
    ['linear-regression', 'sgd', 400, 2],
    ['two-moons', 'sgd', 400, 4],
    ['two-spirals', 'momentum', 1000, 3],
    ['two-spirals', 'adam', 500, 3],
    ['digits', 'sgd', 400, 20],
    ['digits-cnn', 'adam', 200, 8],
    ['deep-narrow', 'adam', 400, 20],
    ['quadratic-bowl', 'sgd', 300, 100],
    ['rosenbrock', 'adam', 600, 20],
  ] as const)(
    '%s with %s: in %i updates the loss falls to less than one part in %i',
    async (id, name, steps, factor) => {
      const host = await trained(
        jobOn(id, { optimizer: optimizer(name), steps, backend: 'wasm', validationEvery: steps }),
      );
      expect(host.ended).toMatchObject({ end: 'complete', fault: null, tensorsLeft: 0 });
      expect(tail(host.losses)).toBeLessThan(meanOf(host.losses.slice(0, 2)) / factor);
      const [before, after] = host.validation;
      expect(after?.loss).toBeLessThan((before?.loss ?? 0) / 2);
      if (PROBLEMS[id].hasAccuracy) {
        expect(after?.accuracy).toBeGreaterThan(0.85);
      } else {
        expect(after?.accuracy).toBeNull();
      }
    },
  );

  it.each(OPTIMIZER_NAMES)('two-moons with %s', async (name) => {
    const host = await trained(
      jobOn('two-moons', { optimizer: optimizer(name), steps: 400, backend: 'wasm' }),
    );
    expect(tail(host.losses)).toBeLessThan(0.3);
  });

  it.each(OPTIMIZER_NAMES)('the two surfaces with %s', async (name) => {
    for (const id of ['quadratic-bowl', 'rosenbrock'] as const) {
      const { steps } = PROBLEMS[id];
      const host = await trained(jobOn(id, { optimizer: optimizer(name), steps }));
      expect(tail(host.losses)).toBeLessThan((host.losses[0] ?? 0) / 10);
    }
  });
});

it('a deep, narrow network diverges at a large rate', async () => {
  const host = await trained(jobOn('deep-narrow', { steps: 500, rate: { kind: 'constant', rate: 1 } }));
  expect(host.ended.end).toBe('diverged');
  expect(host.ended.steps).toBeLessThan(100);
});

describe('surfaces', () => {
  it.each(['quadratic-bowl', 'rosenbrock'] as const)(
    '%s: the slope is that of the height, and the path is told',
    async (id) => {
      const { subject } = PROBLEMS[id];
      if (subject.kind !== 'surface') {
        throw new Error('it is no surface');
      }
      const { height, slope, minimum } = subject;
      for (const [x, y] of [[-1.3, 0.7], [0.4, -0.6], minimum] as const) {
        const step = 1e-5;
        const [dx, dy] = slope(x, y);
        expect(dx).toBeCloseTo((height(x + step, y) - height(x - step, y)) / (2 * step), 4);
        expect(dy).toBeCloseTo((height(x, y + step) - height(x, y - step)) / (2 * step), 4);
      }
      expect(height(...minimum)).toBe(0);
      const host = await trained(jobOn(id, { steps: 30, batchSize: 1_000_000_000 }));
      expect(host.path).toHaveLength(60);
      host.losses.forEach((loss, i) => {
        expect(loss).toBeCloseTo(height(host.path[2 * i] ?? 0, host.path[2 * i + 1] ?? 0), 2);
      });
    },
  );
});

describe('the handwritten digits', () => {
  const table = readFileSync(
    fileURLToPath(new URL('../../../src/training/data/optdigits.csv', import.meta.url)),
    'utf8',
  );

  it('are shipped as the table has them', () => {
    expect([...new Uint8Array(DIGITS)]).toEqual(table.trim().split(/[\n,]/).map(Number));
  });

  it('are split into two parts that share no row', () => {
    const data = digitsData(randomNumbers(4), DIGITS);
    expect([data.trained, data.validating]).toEqual([1437, 360]);
    const rowOf = (i: number): string =>
      [...data.inputs.subarray(i * 64, (i + 1) * 64)].map((value) => value * 16).join(',') +
      `,${data.targets.subarray(i * 10, (i + 1) * 10).indexOf(1)}`;
    const rows = Array.from({ length: 1797 }, (_, i) => rowOf(i));
    expect([...rows].sort()).toEqual(table.trim().split('\n').sort());
  });

  it('are missed in words where they could not be fetched', async () => {
    const host = await trained(jobOn('digits'), new TestHost({ digits: null }));
    expect(host.ended).toMatchObject({
      end: 'failed',
      fault: { code: 'data', message: 'The data cannot be made: the handwritten digits could not be read.' },
    });
  });
});

it('50 runs leave no tensor', async () => {
  await tf.setBackend('cpu');
  const before = tf.memory().numTensors;
  for (let run = 0; run < 50; run += 1) {
    const name = OPTIMIZER_NAMES[run % OPTIMIZER_NAMES.length] ?? 'sgd';
    const id = (['two-moons', 'quadratic-bowl', 'digits-cnn'] as const)[run % 3] ?? 'two-moons';
    const host = await trained(
      jobOn(id, {
        optimizer: optimizer(name),
        steps: 3,
        validationEvery: 2,
        effectiveRates: true,
        seed: run,
      }),
    );
    expect(host.ended.tensorsLeft).toBe(0);
  }
  expect(tf.memory().numTensors).toBe(before);
});
