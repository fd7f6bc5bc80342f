import { describe, expect, it } from 'vitest';
import { seriesColour } from './support/colours';
import type { PreviewDriver } from './support/PreviewDriver';
import { pageSession } from './support/session';
import { cosine, cosineRate, snapshot, type ScheduleSketch } from './support/snapshots';

const session = pageSession();

/** The heights of a drawn curve at parts of its width, each from 0 at its lowest to 1 at its highest. */
async function shape(
  preview: PreviewDriver,
  colour: string,
  fractions: readonly number[],
): Promise<readonly number[]> {
  const columns = await preview.curve(colour);
  const xs = columns.map(({ x }) => x);
  const ys = columns.map(({ y }) => y);
  const left = Math.min(...xs);
  const right = Math.max(...xs);
  const low = Math.min(...ys);
  const high = Math.max(...ys);
  return fractions.map((fraction) => {
    const x = left + fraction * (right - left);
    const column = columns.reduce((best, one) => (Math.abs(one.x - x) < Math.abs(best.x - x) ? one : best));
    return (column.y - low) / (high - low);
  });
}

const FRACTIONS = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];

describe('the curve', () => {
  it('is drawn in the series’ colour and has the shape of its formula', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)]));
    await preview.waitForWorker();
    const heights = await shape(preview, seriesColour('dark', 0), FRACTIONS);
    for (const [i, fraction] of FRACTIONS.entries()) {
      expect(heights[i]).toBeCloseTo(cosineRate(1, 1000, fraction * 1000), 1.7);
    }
  });

  it('is that of the sandbox until the page has its own, and without trust', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)], { trusted: false }));
    const heights = await shape(preview, seriesColour('dark', 0), FRACTIONS);
    for (const [i, fraction] of FRACTIONS.entries()) {
      expect(heights[i]).toBeCloseTo(cosineRate(1, 1000, fraction * 1000), 1.7);
    }
    await expect
      .poll(() => preview.notices.allInnerTexts())
      .toEqual([expect.stringContaining('not trusted')]);
    expect(preview.page.workers()).toHaveLength(0);
    await preview.page.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await preview.waitForMessage('manageTrust');
  });

  it('reads exact rates under the pointer', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)]));
    await preview.waitForWorker();
    await preview.point(0.5);
    await expect.poll(() => preview.readout.innerText()).toMatch(/step \d+/);
    const [, step = '', rate = ''] =
      /step (\d+)\s+rate\s+([\d.e-]+)/.exec(await preview.readout.innerText()) ?? [];
    expect(Number(step)).toBeGreaterThan(400);
    expect(Number(rate)).toBeCloseTo(cosineRate(0.1, 1000, Number(step)), 4);
  });

  it('shows a million steps, each of them exact', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 1e-3, 1_000_000)]));
    await preview.waitForWorker();
    await preview.stepBox.fill('654321');
    await expect
      .poll(async () => Number(await preview.statistics('step 654,321').innerText()))
      .toBeCloseTo(cosineRate(1e-3, 1_000_000, 654_321), 12);
    const heights = await shape(preview, seriesColour('dark', 0), FRACTIONS);
    for (const [i, fraction] of FRACTIONS.entries()) {
      expect(heights[i]).toBeCloseTo(cosineRate(1, 1000, fraction * 1000), 1.7);
    }
  });

  it('keeps a spike of one step in a million in sight', async () => {
    const preview = await session.preview();
    const spike: ScheduleSketch = {
      name: 'spike',
      code: ['exports.$root = () => ({ call: (step) => (step === 400_003 ? 1 : 0.1) });'],
      horizon: 1_000_000,
    };
    await preview.show(snapshot(1, [spike]));
    await preview.waitForWorker();
    const columns = await preview.curve(seriesColour('dark', 0));
    const usual = columns.map(({ y }) => y).sort((a, b) => a - b)[Math.floor(columns.length / 2)] ?? 0;
    const raised = columns.filter(({ y }) => y > usual + 0.1);
    expect(raised.length).toBeGreaterThan(0);
    expect(raised.length).toBeLessThan(6);
  });

  it('draws both sides of a jump as a jump', async () => {
    const preview = await session.preview();
    const jump: ScheduleSketch = {
      name: 'jump',
      code: ['exports.$root = () => ({ call: (step) => (step < 500 ? 0.1 : 0.01) });'],
      horizon: 1000,
    };
    await preview.show(snapshot(1, [jump]));
    await preview.waitForWorker();
    const heights = await shape(preview, seriesColour('dark', 0), [0.1, 0.48, 0.52, 0.9]);
    expect(heights[0]).toBeCloseTo(1, 1);
    expect(heights[1]).toBeCloseTo(1, 1);
    expect(heights[2]).toBeCloseTo(0, 1);
    expect(heights[3]).toBeCloseTo(0, 1);
  });

  it('changes with a new text, and keeps zoom and selection', async () => {
    const preview = await session.preview();
    const others = [cosine('second', 0.05, 1000), cosine('third', 0.02, 1000)];
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000), ...others]));
    await preview.checkbox('second').check();
    await preview.waitForWorker();
    await preview.drag(0.3, 0.6);
    await expect.poll(() => preview.state()).toMatchObject({ zoom: { from: expect.any(Number) as number } });
    const before = (await preview.state()) as { zoom: unknown; selected: unknown };
    await preview.show(snapshot(2, [cosine('rate', 0.4, 1000), ...others]));
    await expect.poll(() => preview.statistics('Start').allInnerTexts()).toEqual(['0.4', '0.05']);
    const after = (await preview.state()) as { zoom: unknown; selected: unknown };
    expect(after.zoom).toEqual(before.zoom);
    expect(after.selected).toEqual(before.selected);
    expect(await preview.checkbox('second').isChecked()).toBe(true);
    expect(await preview.checkbox('third').isChecked()).toBe(false);
  });

  it('drops a snapshot that comes too late', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(5, [cosine('rate', 0.4, 1000)]));
    await preview.show(snapshot(4, [cosine('rate', 0.1, 1000)]));
    await preview.show(snapshot(6, [cosine('rate', 0.4, 1000), cosine('second', 1, 10)]));
    await preview.checkbox('second').waitFor();
    expect(await preview.statistics('Start').allInnerTexts()).toEqual(['0.4']);
  });

  it('follows a definition that is renamed', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('first', 0.1, 1000), cosine('second', 0.2, 1000)]));
    await preview.checkbox('second').check();
    await preview.checkbox('first').uncheck();
    await preview.show(snapshot(2, [cosine('first', 0.1, 1000), cosine('renamed', 0.2, 1000)]));
    await preview.checkbox('renamed').waitFor();
    expect(await preview.checkbox('renamed').isChecked()).toBe(true);
    expect(await preview.checkbox('first').isChecked()).toBe(false);
  });
});

describe('several schedules', () => {
  const drop: ScheduleSketch = {
    name: 'drop',
    code: ['exports.$root = () => (epoch, rate) => (epoch < 3 ? rate : rate * 0.5);'],
    form: 'epoch-function',
    index: 'epoch',
    horizon: 8,
    initialRate: 0.08,
    stepsPerEpoch: 100,
  };

  it('share an axis of steps when some count epochs, and it says so', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000), drop]));
    await preview.checkbox('drop').check();
    await expect
      .poll(() => preview.notices.allInnerTexts())
      .toEqual(['Epochs are drawn as steps: drop (100 steps per epoch).']);
    await preview.stepBox.fill('450');
    // Epoch 4 is the second that halves the rate.
    await expect
      .poll(() => preview.statistics('step 450').allInnerTexts())
      .toEqual([String(Number(cosineRate(0.1, 1000, 450).toPrecision(10))), '0.02']);
  });

  it('leave out one whose epochs have no known length, and it says so', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000), { ...drop, stepsPerEpoch: null }]));
    await preview.checkbox('drop').check();
    await expect
      .poll(() => preview.notices.allInnerTexts())
      .toEqual([expect.stringContaining('drop counts epochs')]);
  });

  it('count epochs when all of them do', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [drop]));
    await preview.waitForWorker();
    await preview.stepBox.fill('7');
    await expect.poll(() => preview.statistics('epoch 7').allInnerTexts()).toEqual(['0.0025']);
    expect(await preview.notices.count()).toBe(0);
  });

  it('are drawn in colours of their own', async () => {
    const preview = await session.preview();
    await preview.show(
      snapshot(1, [cosine('a', 0.1, 1000), cosine('b', 0.05, 1000), cosine('c', 0.02, 1000)]),
    );
    await preview.checkbox('b').check();
    await preview.checkbox('c').check();
    for (const ordinal of [0, 1, 2]) {
      await expect
        .poll(async () => (await preview.curve(seriesColour('dark', ordinal))).length)
        .toBeGreaterThan(400);
    }
    await preview.checkbox('b').uncheck();
    await expect.poll(async () => (await preview.curve(seriesColour('dark', 1))).length).toBe(0);
    expect(await preview.messagesOf('selected')).toContainEqual({
      type: 'selected',
      definitionIds: ['schedule-instance:a', 'schedule-instance:c'],
    });
  });

  it('are listed to the fiftieth, while the chart stays', async () => {
    const preview = await session.preview();
    const fifty = Array.from({ length: 50 }, (_, i) => cosine(`schedule${i}`, 0.1, 1000));
    await preview.show(snapshot(1, fifty));
    await preview.checkbox('schedule49').scrollIntoViewIfNeeded();
    await preview.checkbox('schedule49').check();
    const canvas = await preview.canvas.boundingBox();
    expect(canvas?.y).toBeGreaterThan(0);
    expect(canvas?.height).toBeGreaterThan(150);
    expect(await preview.page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(
      true,
    );
  });

  it('can all be shown at once', async () => {
    const preview = await session.preview();
    const names = Array.from({ length: 20 }, (_, i) => `schedule${i}`);
    // Twenty programs, each with code of its own.
    const sketches = names.map((name, i) => ({
      name,
      code: [`exports.$root = () => ({ call: (step) => ${(i + 1) / 100} - step * 1e-7 });`],
      horizon: 1000,
    }));
    await preview.show(snapshot(1, sketches, { reveal: names.map((name) => `schedule-instance:${name}`) }));
    await preview.stepBox.fill('1000');
    await expect
      .poll(() => preview.statistics('step 1,000').allInnerTexts())
      .toEqual(names.map((_, i) => String(Number(((i + 1) / 100 - 1e-4).toPrecision(10)))));
    expect(preview.page.workers().length).toBeLessThan(8);
  });
});
