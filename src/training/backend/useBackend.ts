import { env, setBackend } from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendName } from '../../protocol/training/setup';
import { registerBorrowedKernels } from './borrowedKernels';
import { registerConvolutionFilterGradient } from './convolutionFilterGradient';
import { registerPlainFilterGradient } from './plainFilterGradient';

/** The backend that was made ready. */
export interface ReadyBackend {
  readonly name: BackendName;
  /** Why it is not the one asked for; null when it is. */
  readonly note: string | null;
}

interface WebAssemblyHost {
  readonly WebAssembly?: { readonly compile: (bytes: ArrayBuffer) => Promise<unknown> };
}

const SIMD_BINARY = 'tfjs-backend-wasm-simd.wasm';

/**
 * Makes tf.js compute on a backend. What cannot compute with WebAssembly computes on the `cpu` backend.
 * @param wasm the bytes of the WebAssembly backend with SIMD; null where they are not at hand.
 */
export async function useBackend(wanted: BackendName, wasm: ArrayBuffer | null): Promise<ReadyBackend> {
  registerPlainFilterGradient();
  if (wanted === 'wasm') {
    const refusal = await startWasm(wasm);
    if (refusal === null) {
      return { name: 'wasm', note: null };
    }
    await setBackend('cpu');
    return { name: 'cpu', note: `WebAssembly ${refusal}, so the cpu backend is used.` };
  }
  await setBackend('cpu');
  return { name: 'cpu', note: null };
}

/** @returns why it did not start; null when it did. */
async function startWasm(bytes: ArrayBuffer | null): Promise<string | null> {
  if (bytes === null) {
    return 'could not be loaded';
  }
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    return 'has no SIMD here';
  }
  try {
    // The backend waits for ever for a binary that is refused, so whether it is gets known first.
    await (globalThis as WebAssemblyHost).WebAssembly?.compile(bytes);
    // Threads need shared memory, which webviews have not; and on networks of this size they gain nothing.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (!(await withoutFetching(bytes, () => setBackend('wasm')))) {
      return 'did not start';
    }
  } catch (thrown) {
    return `is refused (${thrown instanceof Error ? thrown.message : String(thrown)})`;
  }
  registerConvolutionFilterGradient();
  registerBorrowedKernels();
  return null;
}

/** Hands `bytes` to whatever fetches the binary meanwhile: a worker of a page has no network, and needs none. */
async function withoutFetching<T>(bytes: ArrayBuffer, work: () => Promise<T>): Promise<T> {
  const { platform } = env();
  const before = Object.getOwnPropertyDescriptor(platform, 'fetch');
  const answer = { ok: true, arrayBuffer: () => Promise.resolve(bytes) };
  platform.fetch = () => Promise.resolve(answer as never);
  try {
    setWasmPaths(
      {
        'tfjs-backend-wasm.wasm': SIMD_BINARY,
        [SIMD_BINARY]: SIMD_BINARY,
        'tfjs-backend-wasm-threaded-simd.wasm': SIMD_BINARY,
      },
      true,
    );
    return await work();
  } finally {
    if (before === undefined) {
      Reflect.deleteProperty(platform, 'fetch');
    } else {
      Object.defineProperty(platform, 'fetch', before);
    }
  }
}
