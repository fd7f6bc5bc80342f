import { describe, expect, test } from 'vitest';
import { CosineDecay } from '../../../../src/schedules/CosineDecay';
import { CosineDecayRestarts } from '../../../../src/schedules/CosineDecayRestarts';
import { ExponentialCyclicalLearningRate } from '../../../../src/schedules/ExponentialCyclicalLearningRate';
import { ExponentialDecay } from '../../../../src/schedules/ExponentialDecay';
import { InverseTimeDecay } from '../../../../src/schedules/InverseTimeDecay';
import { PiecewiseConstantDecay } from '../../../../src/schedules/PiecewiseConstantDecay';
import { PolynomialDecay } from '../../../../src/schedules/PolynomialDecay';
import { Triangular2CyclicalLearningRate } from '../../../../src/schedules/Triangular2CyclicalLearningRate';
import { TriangularCyclicalLearningRate } from '../../../../src/schedules/TriangularCyclicalLearningRate';
import type { IndexUnit } from '../../../../src/protocol/definition';
import { curveFromTrace } from '../../../../src/evaluation/curve/curveFromTrace';
import { curveOf, subjectOf, traceOf } from './subjects';

type Literals = Record<string, number | boolean | readonly number[]>;

const classes = {
  CosineDecay,
  CosineDecayRestarts,
  ExponentialCyclicalLearningRate,
  ExponentialDecay,
  InverseTimeDecay,
  PiecewiseConstantDecay,
  PolynomialDecay,
  Triangular2CyclicalLearningRate,
  TriangularCyclicalLearningRate,
};

/** The sentence of a schedule of the library whose parameters are all written in the source. */
function said(name: keyof typeof classes, config: Literals, horizon: number, index?: IndexUnit): string {
  const make = classes[name] as new (config: never) => { call(step: number): number };
  const schedule = new make(config as never);
  return curveOf((step) => schedule.call(step), subjectOf(name, config, horizon, index)).sentence;
}

/** The sentence of a function of our own, of which the source says nothing. */
function shape(rateAt: (index: number) => number, last: number, index?: IndexUnit): string {
  return curveOf(rateAt, subjectOf(null, {}, index === 'epoch' ? last + 1 : last, index)).sentence;
}

describe('a schedule of the library, from its parameters', () => {
  test('CosineDecay', () => {
    const warm = {
      initialLearningRate: 0,
      warmupTarget: 1e-3,
      warmupSteps: 500,
      decaySteps: 9500,
      alpha: 0.01,
    };
    expect(said('CosineDecay', warm, 10_000)).toBe(
      'warms up to 1e-3 by step 500, then cosine to 1e-5 at 10,000',
    );
    expect(said('CosineDecay', { ...warm, initialLearningRate: 1e-4 }, 10_000)).toBe(
      'warms up from 1e-4 to 1e-3 by step 500, then cosine to 1e-5 at 10,000',
    );
    expect(said('CosineDecay', warm, 5250)).toBe(
      'warms up to 1e-3 by step 500, then cosine as far as 5.05e-4 at 5,250, of 10,000',
    );
    expect(said('CosineDecay', { initialLearningRate: 0.1, decaySteps: 1000 }, 2000)).toBe(
      'falls along a cosine from 0.1 to 0 at step 1,000',
    );
    expect(said('CosineDecay', { initialLearningRate: 0.1, decaySteps: 10 }, 11, 'epoch')).toBe(
      'falls along a cosine from 0.1 to 0 at epoch 10',
    );
  });

  test('ExponentialDecay', () => {
    const config = { initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.96 };
    expect(said('ExponentialDecay', config, 10_000)).toBe(
      'decays exponentially from 0.1, by 0.96 every 1,000 steps, to 0.06648 at 10,000',
    );
    expect(said('ExponentialDecay', { ...config, staircase: true }, 10_000)).toBe(
      'decays exponentially in stairs from 0.1, by 0.96 every 1,000 steps, to 0.06648 at 10,000',
    );
    expect(said('ExponentialDecay', { ...config, decaySteps: 1, decayRate: 1.5 }, 3, 'epoch')).toBe(
      'grows exponentially from 0.1, by 1.5 every epoch, to 0.225 at 2',
    );
  });

  test('InverseTimeDecay', () => {
    expect(
      said('InverseTimeDecay', { initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 }, 4000),
    ).toBe('decays from 0.1 as 1 / (1 + 0.5 · step / 1,000), to 0.03333 at 4,000');
  });

  test('PolynomialDecay', () => {
    const config = { initialLearningRate: 0.1, decaySteps: 1000, endLearningRate: 0.01 };
    expect(said('PolynomialDecay', config, 1000)).toBe(
      'falls in a straight line from 0.1 to 0.01 at step 1,000',
    );
    expect(said('PolynomialDecay', { ...config, power: 2 }, 2000)).toBe(
      'falls with power 2 from 0.1 to 0.01 at step 1,000',
    );
    expect(said('PolynomialDecay', { ...config, cycle: true }, 3000)).toBe(
      'falls in a straight line from 0.1 to 0.01 over 1,000 steps, then again and again from ever lower',
    );
  });

  test('PiecewiseConstantDecay', () => {
    const config = { boundaries: [1000, 2000], values: [0.1, 0.01, 0.001] };
    expect(said('PiecewiseConstantDecay', config, 3000)).toBe(
      'steps down from 0.1 to 0.01 at step 1,000 and 1e-3 at 2,000',
    );
    expect(said('PiecewiseConstantDecay', config, 1500)).toBe('steps down from 0.1 to 0.01 at step 1,000');
    const many = { boundaries: [1, 2, 3, 4, 5, 6], values: [7, 6, 5, 4, 3, 2, 1] };
    expect(said('PiecewiseConstantDecay', many, 10, 'epoch')).toBe(
      'steps down from 7 every epoch, 6 times, from epoch 1 on, to 1 at 6',
    );
  });

  test('CosineDecayRestarts', () => {
    const config = { initialLearningRate: 0.1, firstDecaySteps: 100 };
    expect(said('CosineDecayRestarts', config, 1000)).toMatch(
      /^falls along a cosine from 0\.1 to \S+ and restarts at step 100, 300 and 700$/,
    );
    expect(said('CosineDecayRestarts', { ...config, tMul: 1, mMul: 0.5 }, 500)).toMatch(
      /^falls along a cosine from 0\.1 to \S+ and restarts every 100 steps, ever lower$/,
    );
    expect(said('CosineDecayRestarts', config, 50)).toBe(
      'falls along a cosine from 0.1 as far as 0.05 at step 50, of 100',
    );
  });

  test('the cyclical ones', () => {
    const config = { initialLearningRate: 1e-3, maximalLearningRate: 6e-3, stepSize: 2000 };
    const between = 'cycles between 1e-3 and 0.006, every 4,000 steps';
    expect(said('TriangularCyclicalLearningRate', config, 12_000)).toBe(between);
    expect(said('Triangular2CyclicalLearningRate', config, 12_000)).toBe(
      `${between}, each half as high as the one before`,
    );
    expect(said('TriangularCyclicalLearningRate', config, 3000)).toBe(
      `${between}, of which 3,000 steps are shown`,
    );
    expect(said('ExponentialCyclicalLearningRate', { ...config, gamma: 0.9999 }, 12_000)).toMatch(
      /^cycles between 1e-3 and \S+, every 4,000 steps, ever lower$/,
    );
  });

  test('parameters that are no literals leave the word to the curve', () => {
    const schedule = new CosineDecay({
      initialLearningRate: 0,
      warmupTarget: 1e-3,
      warmupSteps: 500,
      decaySteps: 500,
    });
    const subject = subjectOf(
      'CosineDecay',
      { initialLearningRate: 0, warmupTarget: 1e-3, decaySteps: 500 },
      1000,
    );
    expect(curveOf((step) => schedule.call(step), subject).sentence).toBe(
      'rises from 0 to 1e-3 by step 500, then falls to 0 at 1,000',
    );
  });
});

describe('any other schedule, from its curve', () => {
  test('constants', () => {
    expect(shape(() => 0.01, 100)).toBe('stays at 0.01');
    expect(shape(() => 0, 100)).toBe('stays at 0');
    expect(shape(() => 0.01, 0)).toBe('stays at 0.01');
  });

  test('rises, falls and holds', () => {
    expect(shape((step) => Math.min(step / 500, (10_500 - step) / 10_000) * 1e-3, 10_000)).toBe(
      'rises from 0 to 1e-3 by step 500, then falls to 5e-5 at 10,000',
    );
    expect(shape((step) => 0.1 * 0.5 ** (step / 100), 1000)).toBe('falls from 0.1 to 9.766e-5 at step 1,000');
    expect(shape((step) => 0.1 - 0.09 * Math.min(1, step / 500), 1000)).toBe(
      'falls from 0.1 to 0.01 by step 500, then stays there',
    );
    expect(shape((step) => (step < 300 ? 0.1 : 0.1 * Math.exp(-(step - 300) / 200)), 1000)).toBe(
      'stays at 0.1 until step 300, then falls to 0.00302 at 1,000',
    );
    // Flat beside the end, and yet eight times as large by step 100.
    expect(shape((step) => 0.1 * 8 ** (step / 100), 800)).toBe('rises from 0.1 to 1.678e6 at step 800');
    // Flat beside the start, and yet halved again and again.
    expect(shape((step) => 0.005 * 0.5 ** step, 1000)).toMatch(
      /^falls from 0\.005 to .* by step \d+, then nears 0$/,
    );
  });

  test('the epochs of a callback', () => {
    expect(shape((epoch) => (epoch < 10 ? 0.01 : 0.01 * Math.exp(-0.1 * (epoch - 9))), 29, 'epoch')).toBe(
      'stays at 0.01 until epoch 9, then falls to 0.001353 at 29',
    );
    expect(shape((epoch) => 0.1 * 0.9 ** epoch, 9, 'epoch')).toBe('falls from 0.1 to 0.03874 at epoch 9');
  });

  test('stairs', () => {
    expect(shape((step) => (step < 100 ? 0.1 : step < 200 ? 0.01 : 0.001), 300)).toBe(
      'steps down from 0.1 to 0.01 at step 100 and 1e-3 at 200',
    );
    expect(shape((step) => (step < 100 ? 0.1 : 0.2), 300)).toBe('steps up from 0.1 to 0.2 at step 100');
    expect(shape((step) => 0.1 * 0.5 ** Math.floor(step / 100), 1000)).toBe(
      'steps down from 0.1 every 100 steps, 10 times, from step 100 on, to 9.766e-5 at 1,000',
    );
  });

  test('a jump between slopes', () => {
    expect(shape((step) => (step < 500 ? 0.1 + step / 1e5 : 0.01 - step / 1e6), 1000)).toBe(
      'rises from 0.1 to 0.105 by step 499, then jumps to 0.0095 at 500, then falls to 0.009 at 1,000',
    );
  });

  test('cycles', () => {
    const triangle = (step: number): number => 1 - Math.abs(((step % 400) - 200) / 200);
    expect(shape((step) => 1e-3 + 5e-3 * triangle(step), 2000)).toBe(
      'cycles between 1e-3 and 0.006, every 400 steps',
    );
    expect(shape((step) => 1e-3 + 5e-3 * triangle(step) * 0.5 ** Math.floor(step / 400), 2000)).toBe(
      'cycles between 1e-3 and 0.006, every 400 steps, ever lower',
    );
    expect(shape((step) => 0.1 + 0.05 * Math.cos((2 * Math.PI * step) / 100), 1000)).toBe(
      'cycles between 0.05 and 0.15, every 100 steps',
    );
    expect(
      shape((step) => (step < 100 ? step / 1000 : 0.1 * (1 - ((step - 100) % 300) / 300)), 1500),
    ).toMatch(/^rises from 0 to 0\.1 by step 100, then falls from 0\.1 to \S+ and restarts every 300 steps$/);
  });

  test('noise is no rule', () => {
    const noise = (step: number): number => {
      const x = Math.sin(step * 12.9898) * 43758.5453;
      return x - Math.floor(x);
    };
    expect(shape((step) => 0.1 + 0.1 * noise(step), 1000)).toMatch(
      /^varies between 0\.1\S* and 0\.\d+, \S+ at step 1,000$/,
    );
  });

  test('where only some indices were computed, places are said to be about right', () => {
    const subject = subjectOf(null, {}, 100_000);
    const rise = (step: number): number => Math.min(step / 33_333, (133_333 - step) / 100_000);
    expect(curveOf(rise, subject, 1000).sentence).toMatch(
      /^rises from 0 to (1|0\.99\d*) by about step 33,\d{3}, then falls to 0\.3333 at 100,000$/,
    );
  });

  test('what was used beside the index is said', () => {
    const subject = subjectOf(null, {}, 10);
    const steady = traceOf(() => 0.1, subject);
    expect(curveFromTrace({ ...steady, impurities: ['random', 'clock'] }, subject).sentence).toBe(
      'stays at 0.1; one draw of many, since it uses random numbers; at one moment, since it reads the clock',
    );
  });

  test('no finite rate at all', () => {
    expect(shape(() => NaN, 10)).toBe('gives no finite rate');
  });
});
