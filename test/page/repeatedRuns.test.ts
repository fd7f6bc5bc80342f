import { describe, expect, it } from 'vitest';
import { pageSession } from './support/session';
import { type ScheduleSketch, snapshot } from './support/snapshots';

const session = pageSession();

const STEPS = 1_000_000;

/** The mean of 1, 1/2, 1/3 … over all steps: ln(n) + γ above n. */
const HARMONIC_MEAN = (Math.log(STEPS + 1) + 0.5772156649) / (STEPS + 1);

/** A schedule whose module counts its calls: a rate that is asked for in the order of steps is `peak / (step + 1)`. */
function counting(peak: number, throwsAt: number): ScheduleSketch {
  return {
    name: 'counting',
    code: [
      'let calls = 0;',
      'class Counting {',
      'constructor(peak) { this.peak = peak; }',
      'call(step) {',
      "if (step === $lr.slots[1]) { throw new RangeError('far enough'); }",
      'calls += 1;',
      'return this.peak / calls; } }',
      'exports.$root = () => new Counting($lr.slots[0]);',
    ],
    slots: [peak, throwsAt],
    horizon: STEPS,
    line: 20,
  };
}

describe('a million steps that are run again with other values', () => {
  it('start from nothing each time, and fail at the line of their source', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [counting(1, -1)]));
    await preview.stepBox.fill('654321');
    for (const [i, peak] of [2, 3, 4].entries()) {
      await preview.show(snapshot(i + 2, [counting(peak, -1)]));
      await expect
        .poll(async () => Number(await preview.statistics('step 654,321').innerText()))
        .toBeCloseTo(peak / 654_322, 12);
      // The figures are of all rates, and are put together after the curve is drawn.
      await expect
        .poll(async () => Number(await preview.statistics('Mean').innerText()))
        .toBeCloseTo(peak * HARMONIC_MEAN, 7);
    }
    await preview.show(snapshot(5, [counting(5, 700_000)]));
    await expect
      .poll(() => preview.plotProblems.allInnerTexts())
      .toEqual([expect.stringMatching(/counting fails at step 700,000: RangeError: far enough train.ts:25/)]);
    await expect
      .poll(async () => Number(await preview.statistics('step 654,321').innerText()))
      .toBeCloseTo(5 / 654_322, 12);
  });
});
