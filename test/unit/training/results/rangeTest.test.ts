import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rampRate, rangeTest } from '../../../../src/training/results/rangeTest';
import { jobOn, optimizer, trained } from '../support/jobs';

const STEPS = 300;
const FROM = 1e-5;
const TO = 10;
const RATES = Array.from({ length: STEPS }, (_, step) => rampRate(FROM, TO, step, STEPS));

/** A loss that falls around one rate and rises around another, in units of powers of ten. */
function curve(fallsAt: number, risesAt: number, noise = 0): number[] {
  return RATES.map((rate, i) => {
    const along = Math.log10(rate);
    const fall = 1 / (1 + Math.exp(-4 * (along - Math.log10(fallsAt))));
    const rise = Math.exp(6 * (along - Math.log10(risesAt)));
    return 2.3 - 1.8 * fall + rise + noise * Math.sin(i * 12.9898);
  });
}

describe('rangeTest', () => {
  it.each([0, 0.05])(
    'suggests where the loss begins to fall and where it ends to, with noise %d',
    (noise) => {
      const { suggestion, explanation, smoothed, rates, losses } = rangeTest(RATES, curve(0.01, 3, noise));
      // A tenth of the fall lies 0.55 powers of ten below its middle, nine tenths as far above; smoothing lags behind.
      expect(suggestion?.base).toBeGreaterThan(0.002);
      expect(suggestion?.base).toBeLessThan(0.008);
      expect(suggestion?.maximal).toBeGreaterThan(0.02);
      expect(suggestion?.maximal).toBeLessThan(0.1);
      expect(explanation).toMatch(
        /^The smoothed loss clearly began to fall at a rate of .+ and had made nine tenths of it at .+; it was lowest at /,
      );
      expect([rates.length, losses.length]).toEqual([smoothed.length, smoothed.length]);
    },
  );

  it('leaves out what comes after the loss became infinite', () => {
    const losses = curve(0.01, 3);
    losses.splice(280, 20, ...Array.from({ length: 20 }, () => Number.NaN));
    const result = rangeTest(RATES, losses);
    expect(result.losses).toHaveLength(280);
    expect(result.suggestion).not.toBeNull();
  });

  it('says that a loss which never fell suggests nothing', () => {
    const { suggestion, explanation } = rangeTest(
      RATES,
      RATES.map((_, i) => 2.3 + 0.02 * Math.sin(i)),
    );
    expect(suggestion).toBeNull();
    expect(explanation).toBe('The loss never fell clearly: let the rate rise further, or make more updates.');
  });

  it('says that a loss which only rose needs lower rates', () => {
    const losses = RATES.map((rate) => 2 + 1000 * rate);
    const { suggestion, explanation } = rangeTest(RATES, losses);
    expect(suggestion).toBeNull();
    expect(explanation).toMatch(
      /^The loss never fell clearly before it rose beyond bounds, at about .+: begin with a lower rate/,
    );
  });

  it('says that a run which diverged at once suggests nothing', () => {
    const { suggestion, explanation, losses } = rangeTest(RATES, [2, 3, Number.NaN, 1]);
    expect(suggestion).toBeNull();
    expect(losses).toEqual([2, 3]);
    expect(explanation).toMatch(
      /^The loss became infinite after 2 updates, at a rate of .+: begin with a lower rate\.$/,
    );
  });

  it('says where the loss still fell at the highest rate', () => {
    const { suggestion, explanation } = rangeTest(RATES, curve(0.5, 1e6));
    expect(suggestion?.maximal).toBeCloseTo(TO, 9);
    expect(explanation).toContain('still fell at the highest rate, 10, so that rates above may do as well');
  });

  it('keeps base and maximal rate apart where the fall is sudden', () => {
    const losses = RATES.map((rate) => (rate < 0.1 ? 2 : rate < 3 ? 0.5 : 50));
    const { suggestion, explanation } = rangeTest(RATES, losses);
    expect((suggestion?.maximal ?? 0) / (suggestion?.base ?? 1)).toBeCloseTo(4, 6);
    expect(explanation).toContain('a quarter of the maximal rate');
  });

  it('finds rates that train, on a real run', async () => {
    const steps = 300;
    const ramp = await trained(
      jobOn('digits', { backend: 'wasm', steps, rate: { kind: 'ramp', from: 1e-4, to: 30 } }),
    );
    const { suggestion } = rangeTest(ramp.rates, ramp.losses);
    expect(suggestion?.base).toBeGreaterThan(0.003);
    expect(suggestion?.maximal).toBeLessThan(5);
    const at = async (rate: number): Promise<number> => {
      const host = await trained(
        jobOn('digits', {
          backend: 'wasm',
          steps: 100,
          optimizer: optimizer('sgd'),
          rate: { kind: 'constant', rate },
        }),
      );
      return host.losses.at(-1) ?? Infinity;
    };
    expect(await at(suggestion?.maximal ?? 0)).toBeLessThan((await at(suggestion?.base ?? 0)) / 2);
  });
});

describe('rampRate', () => {
  interface Golden {
    readonly cases: readonly {
      readonly id: string;
      readonly schedule: string;
      readonly category: string;
      readonly base_lr: number;
      readonly config: { readonly end_lr: number; readonly num_iter: number };
      readonly steps: readonly number[];
      readonly values: readonly number[];
    }[];
  }
  const { cases } = JSON.parse(
    readFileSync(new URL('../../../fixtures/goldens/lr_finder.json', import.meta.url), 'utf8'),
  ) as Golden;
  const ramps = cases.filter(
    ({ schedule, category }) => schedule === 'ExponentialLR' && category === 'schedule',
  );

  it.each(ramps.map((one) => [one.id, one] as const))(
    'equals the ramp of pytorch-lr-finder: %s',
    (_, { config, base_lr, steps, values }) => {
      expect(steps.length).toBeGreaterThan(2);
      steps.forEach((step, i) => {
        const wanted = values[i] ?? Number.NaN;
        expect(Math.abs(rampRate(base_lr, config.end_lr, step, config.num_iter) / wanted - 1)).toBeLessThan(
          1e-12,
        );
      });
    },
  );
});
