import { describe, expect, it } from 'vitest';
import type { Definition } from '../../../src/protocol/definition';
import { analyze, ratesOf } from './support/analysis';

async function named(name: string, text: string): Promise<Definition> {
  const definition = (await analyze({ 'main.ts': text })).definitions.find((one) => one.name === name);
  if (definition === undefined) {
    throw new Error(`${name} is not found`);
  }
  return definition;
}

/** A torch-like base, whose subclasses give the rate. */
const BASE = `
abstract class Scheduler {
  protected epoch = 0;
  protected first: number;
  constructor(protected optimizer: Optimizer) { this.first = optimizer.lr; }
  abstract getLr(): number;
  step() { this.epoch += 1; this.optimizer.lr = this.getLr(); }
}
`;

describe('the default of another function or class is no value', () => {
  it('and neither is what stands in the class of another schedule, but for its base', async () => {
    const first = `class StairScheduler {
  protected gamma = 0.5;
  protected count = 0;
  step() { this.count++; }
  getLr() { return 0.8 * this.gamma ** this.count; }
}`;
    const second = (head: string): string => `${first}
class PowerScheduler ${head}{
  turns = 0;
  constructor(private topLr: number, private ratio: number) {}
  step() { this.turns++; }
  getLr() { return this.topLr * this.ratio ** this.turns; }
}`;
    const text = second('').replace(
      'protected gamma = 0.5',
      'protected gamma = 0.5; topLr = 0.4; ratio = 0.5',
    );
    expect((await named('PowerScheduler', text)).missing.toSorted()).toEqual(['ratio', 'topLr']);
    const settings = '\nexport const SETTINGS = { topLr: 0.4, ratio: 0.5 };';
    expect(ratesOf(await named('PowerScheduler', second('') + settings), 0, 1)).toEqual([0.4, 0.2]);
  });

  it('of a required parameter of a constructor', async () => {
    const text = `${BASE}
class MultiStepLR extends Scheduler {
  constructor(optimizer: Optimizer, private stones: number[], private gamma = 0.1) { super(optimizer); }
  getLr() { return this.first * this.gamma ** this.stones.filter((stone) => stone <= this.epoch).length; }
}
class ExponentialLR extends Scheduler {
  constructor(optimizer: Optimizer, private readonly gamma: number) { super(optimizer); }
  getLr() { return this.first * this.gamma ** this.epoch; }
}`;
    expect((await named('ExponentialLR', text)).missing).toEqual(['gamma']);
  });

  it('of a configuration of the same name', async () => {
    const text = `${BASE}
interface StepConfig { stepSize: number; gamma?: number }
class StepDecay extends Scheduler {
  private stepSize: number;
  private gamma: number;
  constructor(optimizer: Optimizer, config: StepConfig) {
    super(optimizer);
    this.stepSize = config.stepSize;
    this.gamma = config.gamma ?? 0.5;
  }
  getLr() { return this.first * this.gamma ** Math.floor(this.epoch / this.stepSize); }
}
class Polynomial extends Scheduler {
  private power: number;
  constructor(optimizer: Optimizer, config: { power?: number } = {}) {
    super(optimizer);
    this.power = config.power ?? 1;
  }
  getLr() { return this.first * (1 - this.epoch / 50) ** this.power; }
}`;
    expect((await named('StepDecay', text)).missing).toEqual(['stepSize']);
  });

  it('under another name for the same thing', async () => {
    const text = `
export function linear(epoch: number, baseLr = 0.1, totalIters = 5) {
  return baseLr * Math.min(1, (epoch + 1) / totalIters);
}
export function cosine(step: number, baseLr = 0.1, totalSteps: number) {
  return baseLr * 0.5 * (1 + Math.cos((Math.PI * step) / totalSteps));
}`;
    expect((await named('cosine', text)).missing).toEqual(['totalSteps']);
  });

  it('that stands by for a member of its options', async () => {
    const text = `
type LearningRateSchedule = (epoch: number) => number;
export function stepDecay(options: { initial: number; every: number }): LearningRateSchedule {
  const { initial, every } = options;
  return (epoch) => initial * 0.5 ** Math.floor(epoch / every);
}
export function exponentialRate(options: { initial: number; every?: number }): LearningRateSchedule {
  const every = options.every ?? 1;
  return (epoch) => options.initial * 0.9 ** (epoch / every);
}`;
    expect((await named('stepDecay', text)).missing).toContain('every');
  });

  const statics = (call: string): string => `
class Plain { lr: number; constructor(lr = 0.003) { this.lr = lr; } }
class Rates {
  static step(baseLR: number, epoch: number) { return baseLR * 0.5 ** Math.floor(epoch / 10); }
  static exponential(baseLR: number, epoch: number) { return baseLR * 0.9 ** epoch; }
}
function train(options: { lr?: number }, optimizer: Plain) {
  const lr = options.lr || 0.02;
  optimizer.step();
  for (let epoch = 0; epoch < 30; epoch++) optimizer.lr = ${call};
  return lr;
}`;

  it('but that of a function which calls it is one', async () => {
    const called = await named('step', statics('Rates.step(optimizer.lr, epoch)'));
    expect(called.missing).toEqual([]);
    expect(ratesOf(called, 0, 10)).toEqual([0.02, 0.01]);
  });

  it('and not that of a function which calls a method of the same name, or another static of its class', async () => {
    const uncalled = await named('step', statics('Rates.exponential(optimizer.lr, epoch)'));
    expect(uncalled.missing).toEqual(['baseLR']);
  });

  it.each(
    Object.entries({
      'of a function that calls one which calls it':
        'function epochOf(epoch: number, gamma: number) { return decayed(epoch, gamma); }\nfunction run(gamma = 0.5) { return epochOf(3, gamma); }',
      'of a class that makes one which calls it':
        'class Inner { rate(epoch: number, gamma: number) { return decayed(epoch, gamma); } }\nclass Outer { constructor(private gamma = 0.5) {} make() { return new Inner(); } }',
      'of a method that calls another which hands it on':
        'class Trainer { fit({ gamma = 0.5 } = {}) { return this.pass(gamma); } pass(gamma: number) { return apply(decayed, gamma); } }',
    }),
  )('and so is that %s', async (_, text) => {
    const definition = await named(
      'decayed',
      `export function decayed(epoch: number, gamma: number) { const lr = 0.8; return lr * gamma ** epoch; }\n${text}`,
    );
    expect(definition.missing).toEqual([]);
    expect(ratesOf(definition, 0, 1)).toEqual([0.8, 0.4]);
  });
});
