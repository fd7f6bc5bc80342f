import { expect, it } from 'vitest';
import { analyzerOf, uriOf } from '../support/analysis';

const TRAIN = `import * as tf from '@tensorflow/tfjs';
import { load } from './data';

const optimizer = tf.train.momentum(0.2, 0.9);

export function makeModel(units = 16): tf.Sequential {
  const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [1] })] });
  model.compile({ optimizer, loss: 'meanSquaredError', metrics: ['mse'] });
  return model;
}

export const makeData = (): { xs: tf.Tensor2D; ys: tf.Tensor2D } => {
  const xs = tf.randomUniform<tf.Rank.R2>([32, 1]);
  return { xs, ys: xs.square() };
};

const { xs, ys } = load();
await makeModel().fit(xs, ys, { epochs: 30, batchSize: 8 });
`;

it('a text cut off anywhere still says what stands before the cut', async () => {
  const analyzer = analyzerOf({ 'data.ts': 'export const load = () => null;' });
  const modelEnd = TRAIN.indexOf('export const makeData');
  for (let cut = 0; cut <= TRAIN.length; cut += 5) {
    const text = TRAIN.slice(0, cut);
    const context = await analyzer.trainingContext(uriOf('main.ts'), text, { language: null });
    const found = {
      cut,
      names: context?.models.map(({ name }) => name),
      sliced: context?.models[0]?.slice !== null,
    };
    if (cut >= modelEnd) {
      expect(found).toEqual({ cut, names: ['makeModel'], sliced: true });
      expect(context?.optimizers).toMatchObject([{ name: 'momentum', learningRate: 0.2 }]);
      expect(context?.compile).toMatchObject({ loss: 'meanSquaredError' });
    }
  }
});
