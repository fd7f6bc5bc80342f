import { describe, expect, it } from 'vitest';
import { pageSession } from './support/session';
import { cosine, cosineRate, type ScheduleSketch, snapshot, URI } from './support/snapshots';

const session = pageSession();

const schedule = (name: string, ...lines: string[]): ScheduleSketch => ({
  name,
  code: ['exports.$root = () => ({', 'call(step) {', ...lines, '} });'],
  horizon: 1000,
});

describe('a schedule that goes wrong', () => {
  it('and never ends is stopped and named, and the next one is answered', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [schedule('endless', 'for (;;) {}')]));
    await expect
      .poll(() => preview.plotProblems.allInnerTexts())
      .toEqual([expect.stringMatching(/endless takes too long: stopped after 1 s/)]);
    await preview.show(snapshot(2, [cosine('rate', 0.1, 1000)]));
    await preview.waitForWorker();
    await expect.poll(() => preview.plotProblems.count()).toBe(0);
    await preview.stepBox.fill('333');
    await expect
      .poll(async () => Number(await preview.statistics('step 333').innerText()))
      .toBeCloseTo(cosineRate(0.1, 1000, 333), 9);
  });

  it('and whose loops watch the clock keeps the curve it has come to', async () => {
    const preview = await session.preview();
    const slow = schedule('slow', 'while (step > 400) { $lr.tick(); }', 'return 0.1 - step * 1e-4;');
    await preview.show(snapshot(1, [slow]));
    await expect
      .poll(() => preview.plotProblems.allInnerTexts())
      .toEqual([expect.stringMatching(/slow takes too long: stopped after 0.8 s, at step 401/)]);
    await preview.stepBox.fill('400');
    await expect.poll(() => preview.statistics('step 400').allInnerTexts()).toEqual(['0.06']);
  });

  it('and throws is mapped to its line in the source, which opens', async () => {
    const preview = await session.preview();
    const throwing: ScheduleSketch = {
      ...schedule(
        'throwing',
        `if (step === 7) {`,
        `throw new RangeError('no rate at seven');`,
        '}',
        'return 0.1;',
      ),
      line: 20,
    };
    await preview.show(snapshot(1, [throwing]));
    const problem = preview.plotProblems;
    await expect
      .poll(() => problem.allInnerTexts())
      .toEqual([expect.stringMatching(/throwing fails at step 7: RangeError: no rate at seven train.ts:24/)]);
    await problem.getByRole('button', { name: 'train.ts:24' }).click();
    expect(await preview.waitForMessage('openSource')).toEqual({
      type: 'openSource',
      uri: URI,
      line: 23,
      character: 0,
    });
    // Up to the throw, the curve is there.
    await preview.stepBox.fill('6');
    await expect.poll(() => preview.statistics('step 6').allInnerTexts()).toEqual(['0.1']);
  });

  it('and whose code has no form of a program is told', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [{ name: 'cut', code: ['exports.$root = () => ({'], horizon: 10 }]));
    await expect
      .poll(() => preview.plotProblems.allInnerTexts())
      .toEqual([expect.stringMatching(/cut fails when it is made: SyntaxError/)]);
  });

  it('and gives no number, or none that is finite, or one below 0, is told with its first step', async () => {
    const preview = await session.preview();
    const wrong = [
      schedule('text', `return step < 3 ? 0.1 : '0.1';`),
      schedule('nan', 'return step < 30 ? 0.1 : NaN;'),
      schedule('negative', 'return 0.1 - step * 0.001;'),
    ];
    const reveal = wrong.map(({ name }) => `schedule-instance:${name}`);
    await preview.show(snapshot(1, wrong, { reveal }));
    await expect
      .poll(() => preview.plotProblems.allInnerTexts())
      .toEqual([
        expect.stringMatching(/text returned the string "0.1" where a number is wanted, at step 3/),
        expect.stringMatching(/nan gives NaN from step 30 on/),
        expect.stringMatching(/negative gives a negative rate.* from step 101 on/),
      ]);
  });

  it('and takes all memory is stopped, and the page goes on', async () => {
    const preview = await session.preview();
    const greedy = schedule(
      'greedy',
      'const all = [];',
      'for (;;) { all.push(new Float64Array(1 << 24).fill(step)); }',
    );
    await preview.show(snapshot(1, [greedy]));
    await expect.poll(() => preview.plotProblems.count()).toBe(1);
    await preview.show(snapshot(2, [cosine('rate', 0.1, 1000)]));
    await preview.waitForWorker();
    await expect.poll(() => preview.plotProblems.count()).toBe(0);
  });

  it('and imports what a preview cannot have is told', async () => {
    const preview = await session.preview();
    const unmet = {
      name: 'unmet',
      code: [
        `const { curve } = require('left-pad');`,
        'exports.$root = () => ({ call: (step) => curve(step) });',
      ],
      horizon: 10,
    };
    await preview.show(snapshot(1, [unmet]));
    await expect
      .poll(() => preview.plotProblems.allInnerTexts())
      .toEqual([expect.stringContaining('left-pad')]);
  });
});

describe('the worker', () => {
  it('runs tf operations by the real tf.js, and hands on a curve that only it could compute', async () => {
    const preview = await session.preview();
    const tensors: ScheduleSketch = {
      name: 'tensors',
      code: [
        `const tf = require('@tensorflow/tfjs');`,
        `const table = tf.linalg.bandPart(tf.ones([2, 2]), 0, 0).mul(0.5);`,
        `exports.$root = () => ({ call: (step) => tf.scalar(step).div(1000).neg().exp().mul(table.max()) });`,
      ],
      horizon: 1000,
      usesTensors: true,
      problem: {
        code: 'unknown-operation',
        message: 'tensors uses tf.linalg.bandPart, which the sandbox lacks.',
        location: null,
        at: null,
        names: ['linalg.bandPart'],
      },
    };
    await preview.show(snapshot(1, [tensors]));
    await preview.waitForWorker();
    await preview.stepBox.fill('700');
    await expect
      .poll(async () => Number(await preview.statistics('step 700').innerText()))
      .toBeCloseTo(0.5 * Math.exp(-0.7), 6);
    expect(await preview.plotProblems.count()).toBe(0);
    const { definitionId, curve } = await preview.waitForMessage('evaluated');
    expect(definitionId).toBe('schedule-instance:tensors');
    expect(curve.statistics?.start.rate).toBeCloseTo(0.5, 6);
    expect(curve.statistics?.end.rate).toBeCloseTo(0.5 * Math.exp(-1), 6);
  });

  it('may keep a tensor and return it again and again', async () => {
    const preview = await session.preview();
    const kept: ScheduleSketch = {
      name: 'kept',
      code: [
        `const tf = require('@tensorflow/tfjs-core');`,
        `exports.$root = () => ({ rate: tf.scalar(0.25), call() { this.rate = this.rate.mul(1); return this.rate; } });`,
      ],
      horizon: 50,
      usesTensors: true,
    };
    await preview.show(snapshot(1, [kept]));
    await preview.waitForWorker();
    await preview.stepBox.fill('50');
    await expect.poll(() => preview.statistics('step 50').allInnerTexts()).toEqual(['0.25']);
    expect(await preview.plotProblems.count()).toBe(0);
  });

  it('is kept for new values of the same code, and left for new code', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)]));
    await preview.waitForWorker();
    await preview.stepBox.fill('501');
    const started: string[] = [];
    preview.page.on('worker', (worker) => started.push(worker.url()));
    for (const [i, initial] of [0.2, 0.3, 0.4].entries()) {
      await preview.show(snapshot(2 + i, [cosine('rate', initial, 1000)]));
      await expect
        .poll(async () => Number(await preview.statistics('step 501').innerText()))
        .toBeCloseTo(cosineRate(initial, 1000, 501), 9);
    }
    expect(started).toEqual([]);
    await preview.show(snapshot(9, [schedule('rate', 'return 0.5;')]));
    await expect.poll(() => preview.statistics('step 501').allInnerTexts()).toEqual(['0.5']);
    // The spare took the code, and a new spare took its place.
    await expect.poll(() => started.length).toBe(1);
  });

  it('is not shared by two programs', async () => {
    const preview = await session.preview();
    const first = {
      name: 'first',
      code: ['self.leftBehind = 0.9;', 'exports.$root = () => ({ call: () => 0.1 });'],
      horizon: 10,
    };
    const second = {
      name: 'second',
      code: ['exports.$root = () => ({ call: () => self.leftBehind ?? 0.2 });'],
      horizon: 10,
    };
    const reveal = ['schedule-instance:first', 'schedule-instance:second'];
    await preview.show(snapshot(1, [first, second], { reveal }));
    await preview.stepBox.fill('3');
    await expect.poll(() => preview.statistics('step 3').allInnerTexts()).toEqual(['0.1', '0.2']);
  });

  it('cannot evaluate text, nor reach any address', async () => {
    const preview = await session.preview();
    const attempts = [
      `new Function('return 1')()`,
      `eval('1')`,
      `importScripts('${session.server.origin}/stolen.js')`,
      `(() => { const request = new XMLHttpRequest(); request.open('GET', 'http://127.0.0.1:9/stolen', false); request.send(); })()`,
    ];
    const sketches = attempts.map((attempt, i) => ({
      name: `attempt${i}`,
      code: [
        `let rate = 0.5;`,
        `try { ${attempt}; } catch { rate = 0.1; }`,
        'exports.$root = () => ({ call: () => rate });',
      ],
      horizon: 10,
    }));
    // A fetch that is refused is refused later; its promise must not be fulfilled.
    const fetching = {
      name: 'fetching',
      code: [
        `fetch('http://127.0.0.1:9/stolen').then(() => postMessage('reached'), () => undefined);`,
        'exports.$root = () => ({ call: () => 0.1 });',
      ],
      horizon: 10,
    };
    const all = [...sketches, fetching];
    await preview.show(snapshot(1, all, { reveal: all.map(({ name }) => `schedule-instance:${name}`) }));
    await preview.stepBox.fill('5');
    await expect.poll(() => preview.statistics('step 5').allInnerTexts()).toEqual(all.map(() => '0.1'));
    expect(session.server.strangers).toEqual([]);
  });

  it('is not believed when a slice speaks for it', async () => {
    const preview = await session.preview();
    const forging = {
      name: 'forging',
      code: [
        `postMessage({ type: 'finished', id: 1, pyramid: { rates: [9, 9], levels: [] }, stride: 1, exact: [], curve: null, fault: null });`,
        `postMessage({ type: 'snapshot', generation: 99 });`,
        `postMessage(null);`,
        'exports.$root = () => ({ call: () => 0.1 });',
      ],
      horizon: 10,
    };
    await preview.show(snapshot(1, [forging]));
    await preview.waitForWorker();
    await preview.stepBox.fill('1');
    await expect.poll(() => preview.statistics('step 1').allInnerTexts()).toEqual(['0.1']);
  });

  it('that cannot be read is a problem in its place, beside the sandbox’s curve', async () => {
    session.server.broken.add('curveWorker.js');
    try {
      const preview = await session.preview();
      await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)]));
      await expect
        .poll(() => preview.plotProblems.allInnerTexts())
        .toEqual([expect.stringContaining('could not be read')]);
      expect(await preview.statistics('Start').allInnerTexts()).toEqual(['0.1']);
    } finally {
      session.server.broken.clear();
    }
  });

  it.each([
    ['starts no worker', "worker-src 'none'", /rate cannot be run here: this webview starts no workers/],
    [
      'lets in no script of a slice',
      `script-src http:; worker-src blob:`,
      /rate cannot be run here: .*importScripts/,
    ],
  ])('that a host refuses because it %s is a problem in its place', async (_, policy, message) => {
    session.server.stricterPolicy = policy;
    // The page tells the extension's log of it too.
    session.failuresExpected = true;
    try {
      const preview = await session.preview();
      await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)]));
      await expect.poll(() => preview.plotProblems.allInnerTexts()).toEqual([expect.stringMatching(message)]);
      expect(await preview.statistics('Start').allInnerTexts()).toEqual(['0.1']);
    } finally {
      session.server.stricterPolicy = null;
    }
  });

  it('ends when nobody looks, and comes back with the next text', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)]));
    await preview.waitForWorker();
    expect(preview.page.workers().length).toBeGreaterThan(0);
    await preview.setHidden(true);
    await expect.poll(() => preview.page.workers().length).toBe(0);
    await preview.setHidden(false);
    await preview.show(snapshot(2, [cosine('rate', 0.3, 1000)]));
    await preview.stepBox.fill('501');
    await expect
      .poll(async () => Number(await preview.statistics('step 501').innerText()))
      .toBeCloseTo(cosineRate(0.3, 1000, 501), 9);
  });

  it('waits for trust, and runs when it is granted', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000)], { trusted: false }));
    await expect.poll(() => preview.notices.count()).toBe(1);
    await preview.stepBox.fill('501');
    expect(await preview.statistics('step 501').innerText()).toMatch(/^≈/);
    await preview.show(snapshot(2, [cosine('rate', 0.1, 1000)]));
    await expect
      .poll(async () => Number(await preview.statistics('step 501').innerText()))
      .toBeCloseTo(cosineRate(0.1, 1000, 501), 9);
    expect(await preview.notices.count()).toBe(0);
  });

  it('answers for a step beyond the curve', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [schedule('beyond', 'return 1 / (1 + step);')]));
    await preview.waitForWorker();
    await preview.stepBox.fill('3999');
    await expect.poll(() => preview.statistics('step 3,999').allInnerTexts()).toEqual(['2.5e-4']);
  });
});
