import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OptimizerChoice } from '../../../src/protocol/training/setup';
import { effectiveRates } from '../../../src/training/run/effectiveRates';
import { makeOptimizer } from '../../../src/training/run/makeOptimizer';
import { jobOn, optimizer, trained } from './support/jobs';

const RATE = 0.05;

describe('the effective rates', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it.each([
    ['adagrad', { initialAccumulatorValue: 0.1 }, (g: number) => RATE / Math.sqrt(0.1 + g * g + 1e-7)],
    ['rmsprop', { decay: 0.9 }, (g: number) => RATE / Math.sqrt(0.1 * g * g + 1e-7)],
    ['adam', {}, (g: number) => RATE / (Math.abs(g) + 1e-7)],
    ['adamax', {}, (g: number) => RATE / (1 - 0.9) / (Math.abs(g) + 1e-7)],
    ['adadelta', {}, () => RATE],
  ] as const)(
    'of %s after one update are those that the update was made with',
    (name, parameters, expected) => {
      const weights = tf.variable(tf.zeros([3]));
      const choice: OptimizerChoice = { name, parameters };
      const made = makeOptimizer(choice, RATE);
      const gradients = [0.5, 1, 4];
      made.applyGradients([{ name: weights.name, tensor: tf.tensor1d(gradients) }]);
      const spread = effectiveRates(made, choice, RATE);
      const rates = gradients.map(expected).sort((a, b) => a - b);
      expect(spread?.low).toBeCloseTo(rates[0] ?? 0, 5);
      expect(spread?.median).toBeCloseTo(rates[1] ?? 0, 5);
      expect(spread?.high).toBeCloseTo(rates[2] ?? 0, 5);
      // The weights moved by just that, but for Adamax and Adam, whose first moment makes the gradient smaller first.
      const moved = [...weights.dataSync()].map((value, i) => -value / (gradients[i] ?? 1));
      const momentFactor = name === 'adamax' ? 0.1 : 1;
      moved.forEach((value, i) => expect(value).toBeCloseTo(expected(gradients[i] ?? 0) * momentFactor, 4));
    },
  );

  it.each(['sgd', 'momentum'] as const)('of %s are none', (name) => {
    const weights = tf.variable(tf.zeros([2]));
    const made = makeOptimizer(optimizer(name), RATE);
    made.applyGradients([{ name: weights.name, tensor: tf.tensor1d([1, 2]) }]);
    expect(effectiveRates(made, optimizer(name), RATE)).toBeNull();
  });

  it('are told over a run where they are wanted, and the optimizer adapts them', async () => {
    const job = jobOn('two-moons', { optimizer: optimizer('adam'), steps: 40 });
    const host = await trained({ ...job, effectiveRates: true });
    expect(host.effective.length).toBe(40);
    for (const { low, median, high } of host.effective) {
      expect(low).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(high);
    }
    expect((await trained(job)).effective).toEqual([]);
    expect((await trained(jobOn('two-moons', { effectiveRates: true }))).effective).toEqual([]);
  });
});
