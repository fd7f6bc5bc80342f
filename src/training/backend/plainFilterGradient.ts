import { getKernel, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs';
import type { CpuBackend } from './computing';
import {
  type ConvolutionAttributes,
  type ConvolutionShape,
  convolutionShape,
  FILTER_GRADIENT,
} from './convolutionShape';

/** Marks the kernel as ours, so that it is put in place once. */
const setupFunc = (): void => undefined;

/**
 * Puts plain loops in place of the kernel by which the `cpu` backend derives a convolution by its filter. That one works
 * out each value's place anew, which is most of the time of an update. The sums are the same, in the same order.
 */
export function registerPlainFilterGradient(): void {
  const before = getKernel(FILTER_GRADIENT, 'cpu');
  if (before.setupFunc === setupFunc) {
    return;
  }
  unregisterKernel(FILTER_GRADIENT, 'cpu');
  registerKernel({
    kernelName: FILTER_GRADIENT,
    backendName: 'cpu',
    setupFunc,
    kernelFunc: (given) => {
      const { x, dy } = given.inputs as { x: TensorInfo; dy: TensorInfo };
      const shape = convolutionShape(x, given.attrs as unknown as ConvolutionAttributes);
      const cpu = given.backend as CpuBackend;
      if (shape.dataFormat !== 'channelsLast') {
        return before.kernelFunc(given);
      }
      const inputs = cpu.readSync(x.dataId) as Float32Array;
      const gradients = cpu.readSync(dy.dataId) as Float32Array;
      const sums = filterGradient(inputs, gradients, shape);
      return cpu.makeTensorInfo([...shape.filterShape], 'float32', Float32Array.from(sums));
    },
  });
}

/** The sums over all pictures and places, in double arithmetic as the kernel of tf.js has them. */
function filterGradient(x: Float32Array, dy: Float32Array, shape: ConvolutionShape): Float64Array {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = shape;
  const sums = new Float64Array(filterHeight * filterWidth * inChannels * outChannels);
  for (let picture = 0; picture < batchSize; picture += 1) {
    for (let outRow = 0; outRow < outHeight; outRow += 1) {
      for (let outColumn = 0; outColumn < outWidth; outColumn += 1) {
        const gradient = ((picture * outHeight + outRow) * outWidth + outColumn) * outChannels;
        for (let row = 0; row < filterHeight; row += 1) {
          const inRow = outRow * strideHeight + row - padInfo.top;
          if (inRow < 0 || inRow >= inHeight) {
            continue;
          }
          for (let column = 0; column < filterWidth; column += 1) {
            const inColumn = outColumn * strideWidth + column - padInfo.left;
            if (inColumn < 0 || inColumn >= inWidth) {
              continue;
            }
            const input = ((picture * inHeight + inRow) * inWidth + inColumn) * inChannels;
            let sum = (row * filterWidth + column) * inChannels * outChannels;
            for (let channel = 0; channel < inChannels; channel += 1) {
              const value = x[input + channel] as number;
              for (let out = 0; out < outChannels; out += 1) {
                sums[sum] = (sums[sum] as number) + value * (dy[gradient + out] as number);
                sum += 1;
              }
            }
          }
        }
      }
    }
  }
  return sums;
}
