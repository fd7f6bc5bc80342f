import type { SliceProgram } from '../../evaluation/runtime/bindings';
import type { FromTrainingWorker, ToTrainingWorker, TrainCommand } from '../../protocol/training/messages';
import type { Slice } from '../../protocol/slice';
import type { TrainingHost } from '../../training/run/host';
import { train } from '../../training/run/train';

interface SliceScope {
  $slice?: SliceProgram;
}

/**
 * A worker makes one run with one schedule and is then ended: whatever the code of a person does to its globals ends with
 * it. The script of tf.js has been read before this one, and that of its WebAssembly backend where it is wanted.
 */
class TrainingWorker {
  // Taken before a slice runs, which may put other things in their place.
  private readonly post = self.postMessage.bind(self);
  private readonly importScripts = self.importScripts.bind(self);
  private readonly scope = globalThis as SliceScope;
  private readonly now = performance.now.bind(performance);
  private readonly ports = new MessageChannel();
  private readonly breathed: (() => void)[] = [];
  private decided: (() => void) | null = null;
  private stopped = false;

  start(): void {
    this.ports.port1.onmessage = () => this.breathed.shift()?.();
    self.addEventListener('message', (event: MessageEvent<ToTrainingWorker>) => {
      const command = event.data;
      if (command.type === 'train') {
        void train(command.job, this.hostOf(command));
        return;
      }
      this.stopped ||= command.type === 'stop';
      this.decided?.();
    });
  }

  private hostOf({ sliceAddresses, wasm, digits }: TrainCommand): TrainingHost {
    const isStopped = (): boolean => this.stopped;
    return {
      now: this.now,
      wasm,
      digits,
      get stopped() {
        return isStopped();
      },
      send: (message: FromTrainingWorker, transferred: readonly ArrayBuffer[]) => {
        this.post(message, [...transferred]);
      },
      breathe: () => this.breathe(),
      decision: () => this.decision(),
      program: (slice) => this.program(slice, sliceAddresses),
    };
  }

  /** A message to ourselves comes after those that wait already. */
  private breathe(): Promise<void> {
    return new Promise((resolve) => {
      this.breathed.push(resolve);
      this.ports.port2.postMessage(null);
    });
  }

  private decision(): Promise<void> {
    return this.stopped
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.decided = resolve;
        });
  }

  private program(slice: Slice, addresses: TrainCommand['sliceAddresses']): SliceProgram {
    const address = addresses.find(({ code }) => code === slice.code)?.address;
    if (address === undefined) {
      throw new Error('its program was not loaded');
    }
    this.importScripts(address);
    const { $slice: program } = this.scope;
    if (program === undefined) {
      throw new Error('it is no program');
    }
    delete this.scope.$slice;
    return program;
  }
}

new TrainingWorker().start();
