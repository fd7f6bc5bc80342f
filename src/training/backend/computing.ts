import type { BackendValues, TensorInfo } from '@tensorflow/tfjs';

/** As much of both backends of tf.js as our kernels need; its types leave out what is the backend's own. */
export interface ComputingBackend {
  readSync(dataId: object): BackendValues;
  /** Lets go of data unless others hold it too. */
  disposeData(dataId: object, force?: boolean): boolean;
}

export interface CpuBackend extends ComputingBackend {
  makeTensorInfo(shape: number[], dtype: TensorInfo['dtype'], values: BackendValues): TensorInfo;
}

export interface WasmBackend extends ComputingBackend {
  /** Makes room for values, which are whatever was there unless they are given. */
  makeOutput(
    shape: number[],
    dtype: TensorInfo['dtype'],
    memoryOffset?: undefined,
    values?: BackendValues,
  ): TensorInfo;
  /** A view of the values; it goes stale with the next values that are made. */
  typedArrayFromHeap(info: TensorInfo): Float32Array;
}
