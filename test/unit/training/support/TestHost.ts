import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import type { SliceProgram } from '../../../../src/evaluation/runtime/bindings';
import type {
  EffectiveRates,
  FromTrainingWorker,
  TrainingEnded,
  TrainingStarted,
  ValidationPoint,
} from '../../../../src/protocol/training/messages';
import { type Slice, SLICE_SCRIPT_NAME } from '../../../../src/protocol/slice';
import type { TrainingHost } from '../../../../src/training/run/host';

const fileOf = (path: string): ArrayBuffer => {
  const bytes = readFileSync(fileURLToPath(new URL(`../../../../${path}`, import.meta.url)));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};

/** The files that the page fetches, as the packages and the sources have them. */
export const WASM = fileOf('node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
export const DIGITS = fileOf('src/training/data/digits.bin');

/** Gathers what a run tells, and can stop it or let it go on. */
export class TestHost implements TrainingHost {
  readonly messages: FromTrainingWorker[] = [];
  readonly wasm: ArrayBuffer | null;
  readonly digits: ArrayBuffer | null;
  stopped = false;
  /** Called whenever the run breathes. */
  onBreath: () => void = () => undefined;
  /** What the person decides when asked. */
  decide: () => void = () => undefined;
  private readonly clock = performance.now.bind(performance);

  constructor(files: { readonly wasm?: ArrayBuffer | null; readonly digits?: ArrayBuffer | null } = {}) {
    this.wasm = files.wasm === undefined ? WASM : files.wasm;
    this.digits = files.digits === undefined ? DIGITS : files.digits;
  }

  now(): number {
    return this.clock();
  }

  send(message: FromTrainingWorker): void {
    this.messages.push(structuredClone(message));
  }

  async breathe(): Promise<void> {
    this.onBreath();
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }

  async decision(): Promise<void> {
    await this.breathe();
    this.decide();
  }

  program(slice: Slice): SliceProgram {
    return runInThisContext(slice.code, { filename: SLICE_SCRIPT_NAME }) as SliceProgram;
  }

  get started(): TrainingStarted | undefined {
    return this.messages.find((message) => message.type === 'started');
  }

  get ended(): TrainingEnded {
    const last = this.messages.at(-1);
    if (last?.type !== 'ended') {
      throw new Error('the run has not ended');
    }
    return last;
  }

  get losses(): number[] {
    return this.progress.flatMap(({ losses }) => [...losses]);
  }

  get rates(): number[] {
    return this.progress.flatMap(({ rates }) => [...rates]);
  }

  get path(): number[] {
    return this.progress.flatMap(({ path }) => [...path]);
  }

  get validation(): ValidationPoint[] {
    return this.progress.flatMap(({ validation }) => [...validation]);
  }

  get effective(): EffectiveRates[] {
    return this.progress.flatMap(({ effective }) => [...effective]);
  }

  get progress(): Extract<FromTrainingWorker, { type: 'progress' }>[] {
    return this.messages.filter((message) => message.type === 'progress');
  }
}
