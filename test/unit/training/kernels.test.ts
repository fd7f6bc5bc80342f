import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomNumbers } from '../../../src/evaluation/runtime/randomNumbers';
import { useBackend } from '../../../src/training/backend/useBackend';
import { normal } from '../../../src/training/problems/random';
import { filterGradientOfTensorflow, type GivenGradient } from './support/filterGradientOfTensorflow';
import { WASM } from './support/TestHost';

beforeAll(async () => {
  expect(await useBackend('wasm', WASM)).toEqual({ name: 'wasm', note: null });
});

function drawn(shape: number[], seed: number): tf.Tensor {
  const random = randomNumbers(seed);
  return tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, () => normal(random)),
    shape,
  );
}

/** The values of the same computation on each backend. */
async function onBoth(compute: () => tf.Tensor): Promise<{ cpu: Float32Array; wasm: Float32Array }> {
  const results: Float32Array[] = [];
  for (const name of ['cpu', 'wasm']) {
    await tf.setBackend(name);
    const before = tf.memory().numTensors;
    const data = tf.tidy(compute);
    results.push(data.dataSync<'float32'>().slice());
    data.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }
  const [cpu, wasm] = results as [Float32Array, Float32Array];
  return { cpu, wasm };
}

function greatest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function expectEqual({ cpu, wasm }: { cpu: Float32Array; wasm: Float32Array }): void {
  const scale = greatest(cpu);
  expect(scale).toBeGreaterThan(0);
  expect(wasm).toHaveLength(cpu.length);
  expect(greatest(wasm.map((value, i) => value - (cpu[i] ?? Number.NaN))) / scale).toBeLessThan(1e-5);
}

describe('the gradient of a convolution by its filter', () => {
  it.each<{
    input: [number, number, number];
    filter: [number, number, number, number];
    strides: [number, number];
    pad: 'same' | 'valid' | number;
  }>([
    { input: [8, 8, 1], filter: [3, 3, 1, 8], strides: [1, 1], pad: 'same' },
    { input: [4, 4, 8], filter: [3, 3, 8, 16], strides: [1, 1], pad: 'same' },
    { input: [9, 7, 3], filter: [3, 2, 3, 4], strides: [2, 1], pad: 'same' },
    { input: [9, 7, 3], filter: [5, 3, 3, 4], strides: [2, 3], pad: 'valid' },
    { input: [6, 6, 2], filter: [1, 1, 2, 5], strides: [1, 1], pad: 'valid' },
    { input: [6, 6, 2], filter: [3, 3, 2, 5], strides: [1, 1], pad: 2 },
  ])('equals that of the cpu backend: %j', async ({ input, filter, strides, pad }) => {
    const gradient = (): tf.Tensor => {
      const x = drawn([5, ...input], 1) as tf.Tensor4D;
      const weights = drawn(filter, 2) as tf.Tensor4D;
      return tf.grad((w) =>
        tf
          .conv2d(x, w as tf.Tensor4D, strides, pad)
          .square()
          .sum(),
      )(weights);
    };
    expectEqual(await onBoth(gradient));
  });

  it.each<{
    input: [number, number, number, number];
    filterShape: [number, number, number, number];
    strides: [number, number];
    pad: 'same' | 'valid' | number;
    dataFormat: 'NHWC' | 'NCHW';
  }>([
    { input: [5, 8, 8, 1], filterShape: [3, 3, 1, 8], strides: [1, 1], pad: 'same', dataFormat: 'NHWC' },
    { input: [5, 9, 7, 3], filterShape: [5, 3, 3, 4], strides: [2, 3], pad: 'valid', dataFormat: 'NHWC' },
    { input: [2, 6, 6, 2], filterShape: [3, 3, 2, 5], strides: [2, 2], pad: 2, dataFormat: 'NHWC' },
    { input: [2, 2, 6, 6], filterShape: [3, 3, 2, 5], strides: [1, 1], pad: 'same', dataFormat: 'NCHW' },
  ])('is to the last bit that of tf.js on the cpu backend: %j', async ({ input, ...attributes }) => {
    await tf.setBackend('cpu');
    const { filterShape, strides, pad, dataFormat } = attributes;
    const x = drawn(input, 1) as tf.Tensor4D;
    const weights = drawn(filterShape, 2) as tf.Tensor4D;
    const dy = drawn(tf.conv2d(x, weights, strides, pad, dataFormat).shape, 3);
    const ours = tf.getKernel('Conv2DBackpropFilter', 'cpu');
    expect(ours.setupFunc).toBeDefined();
    const { dataId } = ours.kernelFunc({
      inputs: { x, dy },
      attrs: attributes,
      backend: tf.backend(),
    }) as tf.TensorInfo;
    const own = [...(tf.backend() as unknown as { readSync(id: object): Float32Array }).readSync(dataId)];
    const [ofX, ofDy] = [x, dy].map((tensor) => ({
      shape: tensor.shape,
      values: tensor.dataSync<'float32'>(),
    })) as [GivenGradient['x'], GivenGradient['dy']];
    expect(own).toEqual(await filterGradientOfTensorflow({ x: ofX, dy: ofDy, attributes }));
    expect(greatest(Float32Array.from(own))).toBeGreaterThan(0);
  });
});

it.each<[string, () => tf.Tensor]>([
  [
    'a depthwise convolution by its filter',
    () => {
      const x = drawn([2, 6, 6, 3], 1) as tf.Tensor4D;
      return tf.grad((w) =>
        tf
          .depthwiseConv2d(x, w as tf.Tensor4D, 1, 'same')
          .square()
          .sum(),
      )(drawn([3, 3, 3, 2], 2));
    },
  ],
  [
    'a mean of selected rows',
    () =>
      tf.grad((x) =>
        tf
          .gather(x, tf.tensor1d([2, 0, 2], 'int32'))
          .square()
          .sum(),
      )(drawn([4, 3], 1)),
  ],
])('what WebAssembly lacks is borrowed from the cpu backend: the gradient of %s', async (_, compute) => {
  expectEqual(await onBoth(compute));
});
