import { backend_util, type TensorInfo } from '@tensorflow/tfjs';

/** The kernel of the gradient of a convolution by its filter, as tf.js names it. */
export const FILTER_GRADIENT = 'Conv2DBackpropFilter';

/** As the kernel of the `cpu` backend takes them. */
export interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

export type ConvolutionShape = ReturnType<typeof backend_util.computeConv2DInfo>;

/** The sizes, strides and paddings of a convolution of `x`. */
export function convolutionShape(x: TensorInfo, attributes: ConvolutionAttributes): ConvolutionShape {
  const { filterShape, strides, pad, dimRoundingMode, dataFormat } = attributes;
  return backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    backend_util.convertConv2DDataFormat(dataFormat),
  );
}
