import { describe, expect, it } from 'vitest';
import type { PageState } from '../../src/protocol/preview';
import { seriesColour } from './support/colours';
import type { PreviewDriver } from './support/PreviewDriver';
import { pageSession } from './support/session';
import { cosine, cosineRate, type ScheduleSketch, snapshot, URI } from './support/snapshots';

const session = pageSession();

async function openCosine(more: Parameters<typeof session.preview>[0] = {}): Promise<PreviewDriver> {
  const preview = await session.preview(more);
  await preview.show(snapshot(1, [cosine('rate', 0.1, 1000), cosine('other', 0.05, 1000)]));
  await preview.waitForWorker();
  return preview;
}

async function zoomOf(preview: PreviewDriver): Promise<{ from: number; to: number } | null> {
  return ((await preview.state()) as PageState).zoom;
}

describe('the plot', () => {
  it('zooms to the box that is dragged, and resets on a double click', async () => {
    const preview = await openCosine();
    await preview.drag(0.4, 0.7);
    await expect.poll(() => zoomOf(preview)).not.toBeNull();
    const zoom = await zoomOf(preview);
    expect(zoom?.from).toBeGreaterThan(280);
    expect(zoom?.from).toBeLessThan(400);
    expect(zoom?.to).toBeGreaterThan(600);
    expect(zoom?.to).toBeLessThan(730);
    await preview.crosshair.dblclick();
    await expect.poll(() => zoomOf(preview)).toBeNull();
  });

  it('zooms about the pointer with the wheel, and pans with the wheel and Shift', async () => {
    const preview = await openCosine();
    await preview.point(0.5);
    const at = async (): Promise<number> =>
      Number(/step (\d+)/.exec((await preview.readout.innerText()).replaceAll(',', ''))?.[1]);
    await expect.poll(at).toBeGreaterThan(0);
    const under = await at();
    await preview.page.mouse.wheel(0, -500);
    await expect.poll(async () => (await zoomOf(preview))?.to ?? 1000).toBeLessThan(900);
    // What is under the pointer stays there.
    await preview.point(0.5001);
    await expect.poll(async () => Math.abs((await at()) - under)).toBeLessThan(4);
    const before = await zoomOf(preview);
    await preview.page.keyboard.down('Shift');
    await preview.page.mouse.wheel(0, 80);
    await preview.page.keyboard.up('Shift');
    await expect.poll(async () => (await zoomOf(preview))?.from).toBeGreaterThan(before?.from ?? 0);
    const after = await zoomOf(preview);
    expect((after?.to ?? 0) - (after?.from ?? 0)).toBeCloseTo((before?.to ?? 0) - (before?.from ?? 0), 6);
  });

  it('puts a logarithmic axis under rates above 0, and says what that leaves out', async () => {
    const preview = await session.preview();
    const exponential = {
      name: 'exponential',
      code: ['exports.$root = () => ({ call: (step) => 10 ** (-step / 250) });'],
      horizon: 1000,
    };
    await preview.show(snapshot(1, [exponential, cosine('toZero', 0.1, 1000)]));
    await preview.waitForWorker();
    await preview.page.getByLabel('Log scale').check();
    // A decay by a constant factor is a straight line there.
    const columns = await preview.curve(seriesColour('dark', 0));
    const [first] = columns;
    const last = columns.at(-1);
    const middle = columns[Math.floor(columns.length / 2)];
    expect(middle?.y).toBeCloseTo(((first?.y ?? 0) + (last?.y ?? 0)) / 2, 2);
    expect(await preview.notices.count()).toBe(0);
    await preview.checkbox('toZero').check();
    await expect.poll(() => preview.notices.allInnerTexts()).toEqual([expect.stringContaining('0 or below')]);
    expect(await preview.state()).toMatchObject({ logarithmic: true });
  });

  it('has room for a narrow panel', async () => {
    const preview = await openCosine({ width: 300, height: 700 });
    expect((await preview.curve(seriesColour('dark', 0))).length).toBeGreaterThan(150);
    expect(await preview.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await preview.field('horizon').scrollIntoViewIfNeeded();
    expect(await preview.field('horizon').locator('input').isVisible()).toBe(true);
  });

  it('is drawn anew when the panel changes its size', async () => {
    const preview = await openCosine();
    await preview.page.setViewportSize({ width: 420, height: 600 });
    await expect.poll(async () => (await preview.canvas.boundingBox())?.width).toBeLessThan(420);
    await expect.poll(async () => (await preview.curve(seriesColour('dark', 0))).length).toBeGreaterThan(250);
  });
});

describe('the box for a step', () => {
  it('tells the exact rates of all shown schedules and the extension', async () => {
    const preview = await openCosine();
    await preview.checkbox('other').check();
    await preview.stepBox.fill('123');
    await expect
      .poll(async () => (await preview.statistics('step 123').allInnerTexts()).map(Number))
      .toEqual([
        expect.closeTo(cosineRate(0.1, 1000, 123), 10),
        expect.closeTo(cosineRate(0.05, 1000, 123), 10),
      ]);
    await preview.stepBox.press('Enter');
    expect(await preview.waitForMessage('pin')).toEqual({ type: 'pin', at: 123 });
  });

  it('takes no number that is not a count', async () => {
    const preview = await openCosine();
    await preview.stepBox.fill('-5');
    expect(await preview.stepBox.getAttribute('aria-invalid')).toBe('true');
    await preview.stepBox.press('Enter');
    await preview.stepBox.fill('5');
    await preview.stepBox.press('Enter');
    expect(await preview.messagesOf('pin')).toEqual([{ type: 'pin', at: 5 }]);
    expect(await preview.stepBox.getAttribute('aria-invalid')).toBe('false');
  });

  it('shows the step that was pinned elsewhere, and lets it go when emptied', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)], { pinned: 250 }));
    await preview.waitForWorker();
    expect(await preview.stepBox.inputValue()).toBe('250');
    await preview.stepBox.fill('');
    await preview.stepBox.press('Enter');
    expect(await preview.waitForMessage('pin')).toEqual({ type: 'pin', at: null });
    await expect.poll(() => preview.statistics('step 250').count()).toBe(0);
  });
});

describe('the timeline', () => {
  it('tells where its values came from, and opens the place', async () => {
    const preview = await session.preview();
    await preview.show(
      snapshot(1, [cosine('rate', 0.1, 1000, { horizonFrom: 'source', stepsPerEpoch: 50 })]),
    );
    const horizon = preview.field('horizon');
    await expect.poll(() => horizon.innerText()).toMatch(/from the source\s+train.ts:15/);
    await horizon.getByRole('button', { name: 'train.ts:15' }).click();
    expect(await preview.waitForMessage('openSource')).toMatchObject({ uri: URI, line: 14 });
  });

  it('posts what a person enters, and the return to what was inferred', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)]));
    const input = preview.field('horizon').locator('input');
    await input.fill('2500');
    await input.press('Enter');
    expect(await preview.waitForMessage('override')).toEqual({
      type: 'override',
      definitionId: 'schedule-instance:rate',
      name: 'horizon',
      value: 2500,
    });
    await preview.show(snapshot(2, [cosine('rate', 0.1, 1000, { horizon: 2500, horizonFrom: 'panel' })]));
    await preview.field('horizon').getByRole('button', { name: 'Reset to inferred' }).click();
    await expect
      .poll(() => preview.messagesOf('override'))
      .toContainEqual({
        type: 'override',
        definitionId: 'schedule-instance:rate',
        name: 'horizon',
        value: null,
      });
    const steps = preview.field('stepsPerEpoch').locator('input');
    await steps.fill('80');
    await steps.press('Enter');
    await expect
      .poll(async () => (await preview.messagesOf('override')).at(-1))
      .toMatchObject({
        name: 'stepsPerEpoch',
        value: 80,
      });
  });

  it('refuses what is no count above 0, in its place', async () => {
    const preview = await openCosine();
    const input = preview.field('horizon').locator('input');
    await input.fill('0');
    await input.press('Enter');
    await expect.poll(() => preview.field('horizon').innerText()).toMatch(/whole number above 0/);
    expect(await preview.messagesOf('override')).toEqual([]);
    await input.press('Escape');
    expect(await input.inputValue()).toBe('1000');
  });

  it('does not take a number away while it is typed', async () => {
    const preview = await openCosine();
    const input = preview.field('horizon').locator('input');
    await input.fill('77');
    await preview.show(snapshot(2, [cosine('rate', 0.3, 1200), cosine('other', 0.05, 1000)]));
    await expect.poll(() => preview.statistics('Start').allInnerTexts()).toEqual(['0.3']);
    expect(await input.inputValue()).toBe('77');
  });
});

describe('with the keyboard alone', () => {
  it('the crosshair moves, the view zooms and pans, a step is pinned', async () => {
    const preview = await openCosine();
    await preview.crosshair.focus();
    await preview.crosshair.press('Home');
    await expect.poll(() => preview.crosshair.getAttribute('aria-valuetext')).toBe('step 0, rate 0.1');
    for (let i = 0; i < 3; i += 1) {
      await preview.crosshair.press('ArrowRight');
    }
    await preview.crosshair.press('PageUp');
    await expect.poll(() => preview.readout.innerText()).toMatch(/step 53/);
    await preview.crosshair.press('End');
    await expect.poll(() => preview.crosshair.getAttribute('aria-valuetext')).toMatch(/^step 1,000, rate /);
    await preview.crosshair.press('PageDown');
    await preview.crosshair.press('ArrowLeft');
    await preview.crosshair.press('Enter');
    expect(await preview.waitForMessage('pin')).toEqual({ type: 'pin', at: 949 });
    await preview.crosshair.press('+');
    await preview.crosshair.press('+');
    await expect.poll(async () => (await zoomOf(preview))?.from).toBeGreaterThan(100);
    const before = (await zoomOf(preview))?.from ?? 0;
    await preview.crosshair.press('Shift+ArrowLeft');
    await expect.poll(async () => (await zoomOf(preview))?.from).toBeLessThan(before);
    await preview.crosshair.press('-');
    await preview.crosshair.press('0');
    await expect.poll(() => zoomOf(preview)).toBeNull();
  });

  it('a crosshair that leaves the view takes the view along', async () => {
    const preview = await openCosine();
    await preview.drag(0.4, 0.6);
    await preview.crosshair.press('Home');
    await expect.poll(async () => (await zoomOf(preview))?.from).toBe(0);
  });

  it('every control is reached by Tab in the order of sight', async () => {
    const preview = await openCosine();
    const reached: string[] = [];
    for (let i = 0; i < 15; i += 1) {
      await preview.page.keyboard.press('Tab');
      reached.push(
        await preview.page.evaluate(() => {
          const active = document.activeElement;
          return active?.getAttribute('aria-label') ?? (active?.textContent || active?.id) ?? '';
        }),
      );
    }
    expect(reached).toEqual([
      // One stop for both tabs, between which the arrows move.
      'Curve',
      'step-box',
      'logarithmic',
      'Zoom in',
      'Zoom out',
      // Reset is disabled while there is nothing to reset.
      'Crosshair',
      'Show rate',
      'rate',
      'Show other',
      'other',
      'train.ts:5',
      'timeline-horizon',
      'timeline-stepsPerEpoch',
      'Table of rates',
      expect.anything(),
    ]);
  });

  it('a schedule is shown and its details opened', async () => {
    const preview = await openCosine();
    await preview.checkbox('other').focus();
    await preview.page.keyboard.press('Space');
    expect(await preview.checkbox('other').isChecked()).toBe(true);
    await preview.page.keyboard.press('Tab');
    await preview.page.keyboard.press('Enter');
    await expect.poll(() => preview.page.locator('.details h2').innerText()).toBe('other');
    // The list was not built anew under the keyboard's focus.
    expect(await preview.page.evaluate(() => document.activeElement?.textContent)).toBe('other');
  });
});

describe('for a screen reader', () => {
  it('the curve is a labelled picture, a table of rates, and a status', async () => {
    const preview = await openCosine();
    expect(await preview.canvas.getAttribute('role')).toBe('img');
    expect(await preview.summary()).toMatch(/^rate: /);
    await preview.page.getByText('Table of rates').click();
    const half = preview.page
      .locator('.rates tbody tr')
      .filter({ has: preview.page.getByRole('rowheader', { name: '500', exact: true }) });
    await expect.poll(() => half.locator('td').first().innerText()).toBe('0.05');
    await expect.poll(() => preview.page.getByRole('status').textContent()).toMatch(/rate: /);
  });
});

describe('the page’s state', () => {
  it('comes back: selection, zoom and scale', async () => {
    const state: PageState = {
      version: 1,
      uri: URI,
      selected: ['schedule-instance:other'],
      logarithmic: true,
      zoom: { from: 100, to: 300 },
      view: 'curve' as const,
      training: null,
    };
    const preview = await session.preview({ state });
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000), cosine('other', 0.05, 1000)]));
    await preview.waitForWorker();
    expect(await preview.checkbox('rate').isChecked()).toBe(false);
    expect(await preview.checkbox('other').isChecked()).toBe(true);
    expect(await preview.page.getByLabel('Log scale').isChecked()).toBe(true);
    await preview.point(0.999);
    await expect.poll(() => preview.readout.innerText()).toMatch(/step (299|30\d)/);
    expect(await preview.state()).toEqual(state);
  });

  it.each([
    ['of another version', { version: 2, uri: URI, selected: [], logarithmic: true, zoom: null }],
    [
      'of another document',
      { version: 1, uri: 'file:///other.ts', selected: [], logarithmic: true, zoom: null },
    ],
    ['that is broken', { version: 1, uri: URI, selected: 'all', logarithmic: true, zoom: null }],
    [
      'with a zoom that cannot be',
      { version: 1, uri: URI, selected: [], logarithmic: true, zoom: { from: 9, to: 3 } },
    ],
  ])('is left aside when it is one %s', async (_, state) => {
    const preview = await session.preview({ state: state as never });
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)]));
    await preview.waitForWorker();
    expect(await preview.checkbox('rate').isChecked()).toBe(true);
    expect(await preview.page.getByLabel('Log scale').isChecked()).toBe(false);
  });

  it('follows what the extension reveals, and keeps what was chosen by hand', async () => {
    const preview = await session.preview();
    const all = ['a', 'b', 'c'].map((name) => cosine(name, 0.1, 1000));
    const shown = async (): Promise<readonly string[]> =>
      (await preview.messagesOf('selected')).at(-1)?.definitionIds.map((id) => id.replace(/.*:/, '')) ?? [];
    await preview.show(snapshot(1, all, { reveal: ['schedule-instance:b'] }));
    await expect.poll(shown).toEqual(['b']);
    await preview.show(snapshot(2, all, { reveal: ['schedule-instance:c'] }));
    await expect.poll(shown).toEqual(['c']);
    await preview.checkbox('a').check();
    await preview.show(snapshot(3, all, { reveal: ['schedule-instance:b'] }));
    await expect.poll(shown).toEqual(['b', 'c', 'a']);
  });

  it('does not take for chosen by hand what is shown in place of a schedule that is gone', async () => {
    const preview = await session.preview();
    const [old, written] = ['old', 'written'].map((name) => cosine(name, 0.1, 1000)) as [
      ScheduleSketch,
      ScheduleSketch,
    ];
    await preview.show(snapshot(1, [old]));
    await preview.show(snapshot(2, [old, written], { reveal: ['schedule-instance:written'] }));
    await expect.poll(() => preview.checkbox('written').isChecked()).toBe(true);
    // Undone, and written again.
    await preview.show(snapshot(3, [old]));
    await expect.poll(() => preview.checkbox('old').isChecked()).toBe(true);
    await preview.show(snapshot(4, [old, written], { reveal: ['schedule-instance:written'] }));
    await expect.poll(() => preview.checkbox('written').isChecked()).toBe(true);
    expect(await preview.checkbox('old').isChecked()).toBe(false);
  });
});
