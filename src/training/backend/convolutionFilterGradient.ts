import {
  getKernel,
  getKernelsForBackend,
  type NamedAttrMap,
  registerKernel,
  type TensorInfo,
} from '@tensorflow/tfjs';
import type { WasmBackend } from './computing';
import {
  type ConvolutionAttributes,
  type ConvolutionShape,
  convolutionShape,
  FILTER_GRADIENT,
} from './convolutionShape';

/**
 * Gives the WebAssembly backend the one kernel that it lacks to train convolutions, the gradient of a convolution by its
 * filter: for each place of the filter one product of the shifted inputs with the gradient of the outputs.
 */
export function registerConvolutionFilterGradient(): void {
  if (!getKernelsForBackend('wasm').some(({ kernelName }) => kernelName === FILTER_GRADIENT)) {
    registerKernel({
      kernelName: FILTER_GRADIENT,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs, backend }) => {
        const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
        const wasm = backend as unknown as WasmBackend;
        const shape = convolutionShape(x, attrs as unknown as ConvolutionAttributes);
        return shape.dataFormat === 'channelsLast'
          ? filterGradient(x, dy, shape, wasm)
          : channelsFirst(x, dy, attrs, wasm);
      },
    });
  }
}

function filterGradient(
  x: TensorInfo,
  dy: TensorInfo,
  shape: ConvolutionShape,
  wasm: WasmBackend,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = shape;
  const pixels = batchSize * outHeight * outWidth;
  const gradient = wasm.makeOutput([...shape.filterShape], 'float32');
  const shifted = wasm.makeOutput([1, pixels, inChannels], 'float32');
  const outputs: TensorInfo = { dataId: dy.dataId, shape: [1, pixels, outChannels], dtype: 'float32' };
  for (let row = 0; row < filterHeight; row += 1) {
    for (let column = 0; column < filterWidth; column += 1) {
      const inputs = wasm.typedArrayFromHeap(x);
      const target = wasm.typedArrayFromHeap(shifted);
      let to = 0;
      for (let image = 0; image < batchSize; image += 1) {
        for (let outRow = 0; outRow < outHeight; outRow += 1) {
          const inRow = outRow * strideHeight + row - padInfo.top;
          const isRow = inRow >= 0 && inRow < inHeight;
          for (let outColumn = 0; outColumn < outWidth; outColumn += 1) {
            const inColumn = outColumn * strideWidth + column - padInfo.left;
            if (isRow && inColumn >= 0 && inColumn < inWidth) {
              const from = ((image * inHeight + inRow) * inWidth + inColumn) * inChannels;
              for (let channel = 0; channel < inChannels; channel += 1) {
                target[to + channel] = inputs[from + channel] ?? 0;
              }
            } else {
              target.fill(0, to, to + inChannels);
            }
            to += inChannels;
          }
        }
      }
      const product = kernel(
        'BatchMatMul',
        wasm,
        { a: shifted, b: outputs },
        { transposeA: true, transposeB: false },
      );
      wasm
        .typedArrayFromHeap(gradient)
        .set(wasm.typedArrayFromHeap(product), (row * filterWidth + column) * inChannels * outChannels);
      wasm.disposeData(product.dataId);
    }
  }
  wasm.disposeData(shifted.dataId);
  return gradient;
}

/** Puts the channels last and computes it there. */
function channelsFirst(
  x: TensorInfo,
  dy: TensorInfo,
  attrs: NamedAttrMap | undefined,
  wasm: WasmBackend,
): TensorInfo {
  const turned = [x, dy].map((info) => kernel('Transpose', wasm, { x: info }, { perm: [0, 2, 3, 1] }));
  const [inputs, outputs] = turned as [TensorInfo, TensorInfo];
  const shape = convolutionShape(inputs, {
    ...(attrs as unknown as ConvolutionAttributes),
    dataFormat: 'NHWC',
  });
  const gradient = filterGradient(inputs, outputs, shape, wasm);
  for (const { dataId } of turned) {
    wasm.disposeData(dataId);
  }
  return gradient;
}

function kernel(
  name: string,
  backend: WasmBackend,
  inputs: Record<string, TensorInfo>,
  attrs: Record<string, unknown>,
): TensorInfo {
  const found = getKernel(name, 'wasm');
  return found.kernelFunc({ inputs, attrs: attrs as NamedAttrMap, backend }) as TensorInfo;
}
