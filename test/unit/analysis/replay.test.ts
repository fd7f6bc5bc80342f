import { describe, expect, it } from 'vitest';
import { only, type Workspace } from './support/analysis';
import { Typist } from './support/typing';

/** A training call with one optimizer, and the hooks of its callback. */
function fitWith(hooks: string, more = ''): Workspace {
  return {
    'main.ts': `import * as tf from '@tensorflow/tfjs';
${more}
export async function train(model: tf.LayersModel, xs: tf.Tensor, ys: tf.Tensor) {
  const optimizer = tf.train.sgd(0.2);
  model.compile({ optimizer, loss: 'meanSquaredError' });
  await model.fit(xs, ys, { epochs: 50, batchSize: 32, callbacks: { ${hooks} } });
}
`,
  };
}

describe('a callback given to fit', () => {
  it('needs no question where there is one optimizer and one fit', async () => {
    const { missing, problem, timeline } = await only(
      fitWith('onEpochEnd: (epoch) => optimizer.setLearningRate(0.2 * 0.9 ** (epoch + 1))'),
    );
    expect({ missing, problem }).toEqual({ missing: [], problem: null });
    expect(timeline).toMatchObject({
      horizon: { value: 50, from: 'source', place: { line: 5 } },
      initialRate: { value: 0.2, from: 'source', place: { line: 3 } },
    });
  });

  it('is asked for no rate to start from where it sets the first one itself', async () => {
    const begins = await only(
      fitWith('onEpochBegin: (epoch) => { optimizer.setLearningRate(0.1 / (1 + epoch)); }'),
    );
    expect(begins.timeline.initialRate).toBeNull();
    const mayBegin = await only(
      fitWith('onEpochBegin: (epoch) => { if (epoch > 3) optimizer.setLearningRate(0.1 / (1 + epoch)); }'),
    );
    expect(mayBegin.timeline.initialRate?.value).toBe(0.2);
  });

  it('says when its rate acts later', async () => {
    const ends = await only(fitWith('onEpochEnd: (epoch) => optimizer.setLearningRate(0.1 / (1 + epoch))'));
    expect(ends.note).toBe('set at the end of each epoch, so that it acts from the next one on');
    const begins = await only(
      fitWith('onEpochBegin: (epoch) => optimizer.setLearningRate(0.1 / (1 + epoch))'),
    );
    expect(begins.note).toBeUndefined();
  });

  it('is as long as all epochs together where it counts batches', async () => {
    const files = {
      'main.ts': `import * as tf from '@tensorflow/tfjs';
export const train = (model: tf.LayersModel, data: never, optimizer: tf.SGDOptimizer) =>
  model.fitDataset(data, { epochs: 4, batchesPerEpoch: 30, callbacks: {
    onBatchEnd: (batch) => optimizer.setLearningRate(1 / (1 + batch)),
  } });`,
    };
    const { index, timeline } = await only(files);
    expect({ index, steps: timeline.horizon.value, perEpoch: timeline.stepsPerEpoch?.value }).toEqual({
      index: 'step',
      steps: 120,
      perEpoch: 30,
    });
  });

  it('brings nothing into its slice that the rate does not need', async () => {
    const { slice, missing } = await only(
      fitWith(
        `onTrainBegin: () => upload('start'),
        onEpochEnd: async (epoch, logs) => {
          document.title = logs.loss.toFixed(2);
          chart.draw(epoch, logs.loss);
          if (epoch % 10 === 9) { upload(epoch); optimizer.setLearningRate(0.2 / epoch); }
          await tf.nextFrame();
        },
        onBatchEnd: async () => { await upload('batch'); },`,
        `import { upload } from './network'; import { chart } from './chart';`,
      ),
    );
    expect(missing).toEqual([]);
    expect(slice?.code).not.toMatch(/upload|document|chart|logs\.loss|nextFrame|await|async|model\.fit/);
    expect(slice?.code).toContain('optimizer.setLearningRate(0.2 / epoch)'.replace('0.2', '$lr.slots[2]'));
    expect(slice?.usesTensors).toBe(false);
  });

  it.each([
    [
      'a loss',
      'if (logs.loss > best) optimizer.setLearningRate(optimizer.learningRate * 0.5); best = logs.loss;',
      'loss',
    ],
    [
      'a loss by way of a count',
      'if (logs.val_loss >= best) count++; if (count > 3) { count = 0; optimizer.setLearningRate(0.1 / epoch); }',
      'val_loss',
    ],
    [
      'what the model is worth',
      'const worth = model.evaluate(xs, ys); if (worth < best) optimizer.setLearningRate(0.1 / epoch);',
      'evaluate',
    ],
  ])('has no curve where it follows %s', async (_, body, word) => {
    const definition = await only(
      fitWith(`onEpochEnd: (epoch, logs) => { ${body} }`, 'let best = Infinity; let count = 0;'),
    );
    expect(definition).toMatchObject({ kind: 'metric-driven', slice: null });
    expect(definition.problem?.message).toContain(word);
    expect(definition.problem?.message).toContain('which only a training measures');
  });

  it.each([
    ['stops by it', 'if (logs.loss < 0.01) { model.stopTraining = true; }'],
    [
      'returns by it when all is done',
      'if (!logs) return; if (logs.loss < 0.01) { model.stopTraining = true; return; }',
    ],
    ['writes beside it', "logs.rate = 0.1; console.log(logs['loss']);"],
  ])('has a curve where it looks at the loss and only %s', async (_, body) => {
    const hooks = `onEpochEnd: (epoch, logs) => { optimizer.setLearningRate(0.1 / (1 + epoch)); ${body} }`;
    expect(await only(fitWith(hooks))).toMatchObject({ kind: 'callback-object', problem: null });
  });
});

describe('after every edit the same is found as at a first look', () => {
  const files: Workspace = {
    'main.ts': `import * as tf from '@tensorflow/tfjs';
import { setRate } from './helpers';
const BASE = 0.1;
const optimizer = tf.train.adam(BASE);

function lower(epoch: number): void {
  report(epoch);
  setRate(optimizer, BASE / (1 + epoch));
}

function report(epoch: number): void {
  console.log(epoch);
}

export const lowering = { onEpochEnd: (epoch: number) => { report(epoch); lower(epoch); } };

export class HalvingLR {
  private count = 0;
  constructor(private readonly held: { lr: number }) {}
  step() { this.count += 1; held(this.held, this.count); }
  getLr() { return BASE * 0.5 ** this.count; }
}

function held(target: { lr: number }, count: number): void { target.lr = count; }

export const halving = new HalvingLR({ lr: BASE });
`,
    'helpers.ts': `export function setRate(optimizer: { learningRate: number }, rate: number): void {
  optimizer.learningRate = rate;
}
`,
  };
  const edits: readonly (readonly [what: string, path: string, found: string, typed: string])[] = [
    ['a constant', 'main.ts', 'BASE = 0.1', 'BASE = 0.3'],
    ['the helper of a hook', 'main.ts', 'BASE / (1 + epoch)', 'BASE / (2 + epoch)'],
    ['a helper that only tells', 'main.ts', 'console.log(epoch)', 'console.log(epoch, BASE)'],
    ['which then sets', 'main.ts', 'console.log(epoch, BASE)', 'optimizer.learningRate = epoch'],
    ['the name of a helper', 'main.ts', 'function lower(', 'function lowers('],
    ['and back', 'main.ts', 'function lowers(', 'function lower('],
    ['a helper elsewhere', 'helpers.ts', 'optimizer.learningRate = rate', 'console.log(rate)'],
    ['and that again', 'helpers.ts', 'console.log(rate)', 'optimizer.learningRate = 2 * rate'],
    ['the optimizer', 'main.ts', 'tf.train.adam(BASE)', 'tf.train.adam(BASE * 2)'],
    ['what a step counts', 'main.ts', 'this.count += 1', 'this.count += 2'],
    ['the name of a class', 'main.ts', 'class HalvingLR', 'class Halving'],
  ];

  it('in a callback, in a stepper and in what they call', async () => {
    const typist = new Typist(files);
    const { definitions } = await typist.look();
    expect(definitions.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'callback-object lowering',
      'stepper-class HalvingLR',
    ]);
    for (const [what, path, before, typed] of edits) {
      for (const text of typist.typing(path, before, typed, 4)) {
        typist.write(path, text);
        expect(await typist.look(), `${what}: ${text}`).toEqual(await typist.lookAfresh());
      }
    }
  });
});
