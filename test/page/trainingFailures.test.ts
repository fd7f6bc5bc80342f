import { describe, expect, it } from 'vitest';
import type { TrainingContext } from '../../src/protocol/training/context';
import { pageSession } from './support/session';
import { cosine, evaluated, type ScheduleSketch, snapshot, URI } from './support/snapshots';
import { TrainingDriver } from './support/TrainingDriver';

const session = pageSession();

const NO_CONTEXT: TrainingContext = {
  optimizers: [],
  models: [],
  data: [],
  compile: null,
  epochs: null,
  batchSize: null,
};

async function opened(
  sketches: readonly ScheduleSketch[],
  rest: Parameters<typeof snapshot>[2] = {},
): Promise<TrainingDriver> {
  const preview = await session.preview({ width: 900, height: 900 });
  const training = new TrainingDriver(preview);
  await preview.show(snapshot(1, sketches, { view: 'training', ...rest }));
  await training.view.waitFor();
  return training;
}

/** An exported function as the server tells of it, from lines of a module. */
function exported(name: string, lines: readonly string[], line: number): TrainingContext['models'][number] {
  const { definition } = evaluated({ name, code: lines, usesTensors: true, line });
  return { name, uri: URI, range: definition.range, slice: definition.slice, problem: null };
}

const DENSE_MODEL = [
  `const tf = require('@tensorflow/tfjs');`,
  'exports.$root = () => tf.sequential({ layers: [',
  `  tf.layers.dense({ units: 8, inputShape: [3], activation: 'relu' }), tf.layers.dense({ units: 1 })] });`,
];

describe('a run that goes wrong', () => {
  it('and diverges is named at its step, and leaves the others readable', async () => {
    const training = await opened([
      cosine('sound', 0.05, 100),
      { name: 'wild', code: ['exports.$root = () => ({ call: (step) => 10 ** step });'], horizon: 100 },
    ]);
    await training.set({ 'training-problem': 'linear-regression', 'training-steps': '100' });
    await training.choose('wild');
    const run = await training.trained();
    const wild = run.records.find(({ contestantId }) => contestantId.endsWith('wild'));
    expect(wild?.end).toBe('diverged');
    const table = await training.table();
    expect(table.map(({ End }) => End)).toEqual(['complete', `diverged at step ${(wild?.steps ?? 0) - 1}`]);
    await expect
      .poll(() => training.problems.allInnerTexts())
      .toEqual([expect.stringMatching(/^wild: .*(NaN|infinite|Infinity)/)]);
    // The axis is that of the run that is sound: its line does not lie flat on the bottom.
    await training.preview.page.getByRole('slider', { name: 'Crosshair of the training' }).focus();
    const losses = run.records[0]?.losses.values ?? [];
    expect(Math.max(...losses)).toBeGreaterThan(2 * Math.min(...losses));
    const columns = await training.curve('#3794ff');
    expect(Math.max(...columns) - Math.min(...columns)).toBeGreaterThan(0.1);
  });

  it('and throws at step 700 is told with its place, which opens', async () => {
    const training = await opened([
      {
        name: 'throwing',
        code: [
          'exports.$root = () => ({ call(step) {',
          `  if (step === 700) throw new RangeError('no rate here');`,
          '  return 0.1;',
          '} });',
        ],
        horizon: 1000,
        line: 20,
      },
    ]);
    await training.set({ 'training-problem': 'quadratic-bowl', 'training-steps': '1000' });
    const run = await training.trained();
    expect(run.records[0]).toMatchObject({ end: 'failed', steps: 700 });
    await expect
      .poll(() => training.problems.allInnerTexts())
      .toEqual([expect.stringMatching(/throwing: .*step 700.*no rate here.*train.ts:22/)]);
    await training.problems.getByRole('button', { name: 'train.ts:22' }).click();
    expect(await training.preview.waitForMessage('openSource')).toMatchObject({ uri: URI, line: 21 });
    expect((await training.table())[0]).toMatchObject({ End: 'failed' });
  });

  it('and never comes to an end is ended and told, and the next is trained', async () => {
    const training = await opened([
      {
        name: 'endless',
        code: ['exports.$root = () => ({ call(step) { while (step === 3) {} return 0.1; } });'],
        horizon: 40,
        problem: { code: 'timeout', message: 'takes too long', location: null, at: 3, names: [] },
      },
      cosine('sound', 0.05, 100),
    ]);
    await training.set({ 'training-problem': 'quadratic-bowl', 'training-steps': '40' });
    await training.choose('sound');
    const run = await training.trained();
    expect(run.records.map(({ end }) => end)).toEqual(['failed', 'complete']);
    await expect
      .poll(() => training.problems.allInnerTexts())
      .toEqual([expect.stringMatching(/endless: was ended: it had said nothing for 1\d s/)]);
  });

  it('since the model does not fit its data says so', async () => {
    const training = await opened([cosine('rate', 0.05, 100)], {
      training: {
        ...NO_CONTEXT,
        models: [exported('createModel', DENSE_MODEL, 30)],
        data: [
          exported(
            'loadData',
            [
              `const tf = require('@tensorflow/tfjs');`,
              'exports.$root = () => ({ xs: tf.ones([20, 7]), ys: tf.ones([20, 1]) });',
            ],
            40,
          ),
        ],
        compile: null,
      },
    });
    await training.set({ 'training-problem': 'own-model:createModel', 'training-steps': '20' });
    const run = await training.trained();
    expect(run.records[0]?.end).toBe('failed');
    await expect.poll(() => training.problems.count()).toBe(1);
    expect(await training.problems.innerText()).toMatch(/7.*3|3.*7/);
  });
});

describe('their own model', () => {
  it('is trained; without data, on labels of a random teacher, which is said', async () => {
    const training = await opened([cosine('rate', 0.05, 100)], {
      training: { ...NO_CONTEXT, models: [exported('createModel', DENSE_MODEL, 30)] },
    });
    await training.set({ 'training-problem': 'own-model:createModel', 'training-steps': '60' });
    await expect.poll(() => training.view.innerText()).toContain('random teacher');
    const run = await training.trained();
    expect(run.title).toMatch(/^createModel\(\) · sgd · 1 rate$/);
    expect(run.records[0]?.end).toBe('complete');
    const losses = run.records[0]?.losses.values ?? [];
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
  });
});

describe('a model of another file', () => {
  const MODELS = [exported('createModel', DENSE_MODEL, 30)];

  it('is picked by the extension, and is then the one to train', async () => {
    const training = await opened([cosine('rate', 0.05, 100)]);
    await training.view.getByRole('button', { name: 'Model from a file…' }).click();
    await training.preview.waitForMessage('pickModelFile');
    const rest = { training: { ...NO_CONTEXT, models: MODELS }, view: 'training' } as const;
    const pickedModel = { uri: 'file:///elsewhere/net.ts', name: 'createModel' };
    await training.preview.show(snapshot(2, [cosine('rate', 0.05, 100)], { ...rest, pickedModel }));
    await training.set({ 'training-steps': '30' });
    const run = await training.trained();
    expect(run.title).toMatch(/^createModel\(\) /);
  });

  it('that was picked before a reload is asked for again', async () => {
    const training = await opened([cosine('rate', 0.05, 100)]);
    const pickedModel = { uri: 'file:///elsewhere/net.ts', name: 'createModel' };
    await training.preview.show(snapshot(2, [cosine('rate', 0.05, 100)], { pickedModel }));
    await training.preview.show(snapshot(3, [cosine('rate', 0.05, 100)]));
    expect(await training.preview.waitForMessage('usePickedModel')).toMatchObject({ model: pickedModel });
  });
});

describe('before a run', () => {
  it('that takes long the person is asked, and may go on or stop', async () => {
    const training = await opened([cosine('rate', 0.05, 100)]);
    await training.set({
      'training-problem': 'digits-cnn',
      'training-backend': 'cpu',
      'training-steps': '1000000',
    });
    await training.train.click();
    await expect
      .poll(() => training.view.locator('.training-ask').innerText())
      .toMatch(/takes about \d+ min/);
    await training.view.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => training.status.innerText()).toMatch(/^[1-9][\d,]* of 1,000,000 steps/);
    await training.stop.click();
    const run = await training.finished(0);
    expect(run.records[0]?.end).toBe('stopped');
  });

  it('without trust nothing is trained, and trust can be given', async () => {
    const training = await opened([cosine('rate', 0.05, 100)], { trusted: false });
    expect(await training.train.isDisabled()).toBe(true);
    expect(await training.rangeTest.isDisabled()).toBe(true);
    await training.notices.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await training.preview.waitForMessage('manageTrust');
    expect(training.preview.page.workers()).toHaveLength(0);
    await training.preview.show(snapshot(2, [cosine('rate', 0.05, 100)]));
    await expect.poll(() => training.train.isDisabled()).toBe(false);
  });

  it('numbers that cannot be are refused in words, and change nothing', async () => {
    const training = await opened([cosine('rate', 0.05, 100)]);
    await training.set({ 'training-steps': '-5' });
    await expect.poll(() => training.view.innerText()).toContain('Enter a whole number above 0');
    await training.set({ 'training-steps': '60', 'training-problem': 'two-moons' });
    expect((await training.trained()).setup.steps).toBe(60);
  });
});
