import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** One gradient of a convolution by its filter: NHWC or NCHW, as `attributes` say. */
export interface GivenGradient {
  readonly x: { readonly shape: number[]; readonly values: Float32Array };
  readonly dy: { readonly shape: number[]; readonly values: Float32Array };
  readonly attributes: object;
}

const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const tf = require(workerData.tensorflow);
tf.setBackend('cpu');
const { x, dy, attributes } = workerData.given;
const kernel = tf.getKernel('Conv2DBackpropFilter', 'cpu');
const { dataId } = kernel.kernelFunc({
  inputs: { x: tf.tensor(x.values, x.shape), dy: tf.tensor(dy.values, dy.shape) },
  attrs: attributes,
  backend: tf.backend(),
});
parentPort.postMessage([...tf.backend().readSync(dataId)]);
`;

/**
 * What the `cpu` backend of tf.js itself computes: in a thread of its own, since kernels are registered for a whole thread
 * and other tests put ours in place.
 */
export function filterGradientOfTensorflow(given: GivenGradient): Promise<number[]> {
  const tensorflow = createRequire(import.meta.url).resolve('@tensorflow/tfjs');
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, { eval: true, workerData: { tensorflow, given } });
    worker.once('message', (values: number[]) => {
      resolve(values);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}
