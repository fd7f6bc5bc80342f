import { SliceWorker } from './sliceWorker';
import type { WorkerScripts } from './workerScripts';

/** Workers that keep their code for another run with other values. More would hold memory for curves seldom changed. */
const MOST_KEPT = 4;

/**
 * Hands out workers by the code they run. A worker sees the code of one slice alone; one that has not run anything waits
 * booted, so that a keystroke does not pay for starting it.
 */
export class WorkerPool {
  private spare: SliceWorker | null = null;
  /** In order of their last use. */
  private readonly byCode = new Map<string, SliceWorker>();

  constructor(private readonly scripts: WorkerScripts) {}

  /**
   * A worker for this code, which may be busy with it.
   * @throws Error when the worker's script cannot be read, DOMException when no worker may be started.
   */
  async workerFor(code: string): Promise<SliceWorker> {
    const script = await this.scripts.curveWorker();
    const known = this.byCode.get(code);
    if (known?.ended === false) {
      this.keep(code, known);
      return known;
    }
    const worker = this.spare?.ended === false ? this.spare : new SliceWorker(script);
    this.spare = null;
    this.keep(code, worker);
    return worker;
  }

  /** Boots the spare worker, if there is none. */
  async prepare(): Promise<void> {
    const script = await this.scripts.curveWorker();
    if (this.spare?.ended !== false) {
      this.spare = new SliceWorker(script);
    }
  }

  /** Ends the worker of code that nobody wants any more. */
  discard(code: string): void {
    this.byCode.get(code)?.end();
    this.byCode.delete(code);
  }

  /** Ends all workers. */
  clear(): void {
    for (const worker of this.byCode.values()) {
      worker.end();
    }
    this.byCode.clear();
    this.spare?.end();
    this.spare = null;
  }

  private keep(code: string, worker: SliceWorker): void {
    this.byCode.delete(code);
    this.byCode.set(code, worker);
    for (const [other, kept] of this.byCode) {
      if (this.byCode.size <= MOST_KEPT) {
        return;
      }
      if (other !== code && !kept.busy) {
        this.discard(other);
      }
    }
  }
}
