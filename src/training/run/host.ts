import type { SliceProgram } from '../../evaluation/runtime/bindings';
import type { FromTrainingWorker } from '../../protocol/training/messages';
import type { Slice } from '../../protocol/slice';

/** What a run needs of the worker, or the test, that it is made in. */
export interface TrainingHost {
  /** Milliseconds, by a clock that nothing a slice does can stop. */
  now(): number;
  send(message: FromTrainingWorker, transferred: readonly ArrayBuffer[]): void;
  /** Lets messages be heard that have come meanwhile. */
  breathe(): Promise<void>;
  /** Whether the person wants the run to end. */
  readonly stopped: boolean;
  /** Waits for the person to say that the run shall go on, or that it shall end. */
  decision(): Promise<void>;
  /** The program of a slice. @throws whatever keeps it from being loaded. */
  program(slice: Slice): SliceProgram;
  /** The bytes of the WebAssembly backend, and of the digits; null where they were not fetched. */
  readonly wasm: ArrayBuffer | null;
  readonly digits: ArrayBuffer | null;
}
