import {
  backend as currentBackend,
  findBackend,
  getKernelsForBackend,
  type KernelConfig,
  registerKernel,
  type TensorInfo,
} from '@tensorflow/tfjs';
import type { CpuBackend, WasmBackend } from './computing';

/**
 * Gives the WebAssembly backend all kernels that the `cpu` backend has and it has not, by computing those on the `cpu`
 * backend: many layers can be run with WebAssembly as it comes, but not trained.
 */
export function registerBorrowedKernels(): void {
  const known = new Set(getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
  for (const kernel of getKernelsForBackend('cpu')) {
    if (!known.has(kernel.kernelName)) {
      registerKernel(borrowed(kernel));
    }
  }
}

function borrowed({ kernelName, kernelFunc }: KernelConfig): KernelConfig {
  return {
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const cpu = findBackend('cpu') as unknown as CpuBackend;
      const wasm = currentBackend() as unknown as WasmBackend;
      const lent: TensorInfo[] = [];
      const lend = (info: TensorInfo): TensorInfo => {
        const copy = cpu.makeTensorInfo([...info.shape], info.dtype, wasm.readSync(info.dataId));
        lent.push(copy);
        return copy;
      };
      const lentInputs = Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [name, lendAll(input, lend)]),
      );
      const result = kernelFunc({ inputs: lentInputs, attrs, backend: cpu } as Parameters<
        typeof kernelFunc
      >[0]);
      const outputs = Array.isArray(result) ? result : [result];
      const taken = outputs.map(({ shape, dtype, dataId }) =>
        wasm.makeOutput([...shape], dtype, undefined, cpu.readSync(dataId)),
      );
      for (const { dataId } of new Set([...lent, ...outputs])) {
        cpu.disposeData(dataId, true);
      }
      return Array.isArray(result) ? taken : (taken[0] as TensorInfo);
    },
  };
}

/** Some kernels take a list of tensors under one name, and some inputs may be left out. */
function lendAll(input: unknown, lend: (info: TensorInfo) => TensorInfo): unknown {
  if (Array.isArray(input)) {
    return (input as TensorInfo[]).map(lend);
  }
  return input == null ? input : lend(input as TensorInfo);
}
