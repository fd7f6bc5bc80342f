import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { Analyzer } from '../../../../src/analysis/analyze';
import { valueOf } from './context';

const SAMPLE = fileURLToPath(new URL('../../../../samples/src/training.ts', import.meta.url));

it('the samples have a model, data, an optimizer and settings to train with', async () => {
  await tf.setBackend('cpu');
  const analyzer = new Analyzer({ read: (uri) => readFile(new URL(uri), 'utf8').catch(() => null) });
  const text = await readFile(SAMPLE, 'utf8');
  const context = await analyzer.trainingContext(pathToFileURL(SAMPLE).href, text, { language: null });
  expect(context).toMatchObject({
    optimizers: [
      { name: 'momentum', learningRate: 0.2, parameters: { momentum: 0.9 } },
      { name: 'momentum', learningRate: 0.2, parameters: { momentum: 0.9 } },
    ],
    models: [{ name: 'createModel', problem: null }],
    data: [{ name: 'samplePoints', problem: null }],
    compile: { loss: 'meanSquaredError', metrics: [] },
    epochs: { value: 30 },
    batchSize: { value: 32 },
  });

  const { x, y } = valueOf(context?.data[0]) as { x: tf.Tensor2D; y: tf.Tensor2D };
  const model = valueOf(context?.models[0]) as tf.Sequential;
  expect((model.predict(x) as tf.Tensor).shape).toEqual(y.shape);
});
