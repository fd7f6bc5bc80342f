import type { Page } from 'playwright-core';
import type { TrainingJob } from '../../../src/protocol/training/job';
import type { FromTrainingWorker } from '../../../src/protocol/training/messages';

export interface WorkerOptions {
  /** Whether the script and the bytes of the WebAssembly backend are given. */
  readonly wasm?: boolean;
  /** Sent once that many progress messages have come. */
  readonly stopAfter?: number;
}

/** A typed array as it leaves the page. */
type Plain<T> = T extends Float32Array | Float64Array
  ? number[]
  : T extends readonly (infer E)[]
    ? Plain<E>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;
export type PlainMessage = Plain<FromTrainingWorker>;

/**
 * Makes one run in the worker that the extension ships, started as the page starts it, and gives all that it told.
 * Numbers that JSON has no words for survive.
 */
export async function trainInWorker(
  page: Page,
  job: TrainingJob,
  options: WorkerOptions = {},
): Promise<PlainMessage[]> {
  return page.evaluate(
    async ({ job, wasm, stopAfter }) => {
      const text = async (name: string): Promise<string> => (await fetch(name)).text();
      const bytes = async (name: string): Promise<ArrayBuffer> => (await fetch(name)).arrayBuffer();
      const blob = (script: string): string =>
        URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
      const names = ['/tensorflow.js', ...(wasm ? ['/tensorflowWasm.js'] : []), '/trainingWorker.js'];
      const scripts = await Promise.all(names.map(async (name) => blob(await text(name))));
      const worker = new Worker(
        blob(`importScripts(${scripts.map((one) => JSON.stringify(one)).join(',')});`),
      );
      const code = job.rate.kind === 'slice' ? [job.rate.slice.code] : [];
      const models =
        typeof job.problem === 'object' ? [job.problem.model.code, job.problem.data?.code ?? ''] : [];
      const command = {
        type: 'train',
        job,
        sliceAddresses: [...code, ...models].map((one) => ({
          code: one,
          address: blob(`self.$slice = ${one}\n//# sourceURL=lr-lens-slice.js`),
        })),
        wasm: wasm ? await bytes('/tensorflowSimd.wasm') : null,
        digits: await bytes('/digits.bin'),
      };
      const plain = (value: unknown): unknown => {
        if (ArrayBuffer.isView(value)) {
          return [...(value as Float64Array)];
        }
        if (Array.isArray(value)) {
          return value.map(plain);
        }
        return typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
          : value;
      };
      const messages: unknown[] = [];
      await new Promise<void>((resolve, reject) => {
        worker.onerror = (event) => {
          reject(new Error(event.message));
        };
        worker.onmessage = ({ data }: MessageEvent<{ type: string }>) => {
          messages.push(plain(data));
          if (messages.length === stopAfter) {
            worker.postMessage({ type: 'stop' });
          }
          if (data.type === 'ended') {
            resolve();
          }
        };
        worker.postMessage(command);
      });
      worker.terminate();
      return messages as PlainMessage[];
    },
    { job, wasm: options.wasm ?? true, stopAfter: options.stopAfter ?? -1 },
  );
}
