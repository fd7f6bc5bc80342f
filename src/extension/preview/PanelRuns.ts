import type { FromPage, RunOpened } from '../../protocol/preview';
import type { StoredRun } from '../../protocol/training/storedRun';
import type { RunStore } from '../runs/RunStore';

/** The messages of a page about training runs. */
export type RunMessage = Extract<
  FromPage,
  { readonly type: 'saveRun' | 'runUnderWay' | 'openRun' | 'deleteRun' }
>;

/** Keeps the training runs of one panel, the one under way included when its page is gone before it ends. */
export class PanelRuns {
  readonly #store: RunStore;
  readonly #answer: (opened: RunOpened) => void;
  /** A run that the page has begun, as far as it was last told. */
  #underWay: StoredRun | null = null;

  constructor(store: RunStore, answer: (opened: RunOpened) => void) {
    this.#store = store;
    this.#answer = answer;
  }

  receive(message: RunMessage): void {
    switch (message.type) {
      case 'saveRun':
        this.#underWay = null;
        void this.#store.save(message.run);
        return;
      case 'runUnderWay':
        this.#underWay = message.run;
        return;
      case 'openRun':
        void this.#open(message.id);
        return;
      case 'deleteRun':
        void this.#store.delete(message.id);
    }
  }

  /** The page is gone or begins anew: what it had of a run under way is kept. */
  pageGone(): void {
    const run = this.#underWay;
    this.#underWay = null;
    if (run !== null) void this.#store.save(run);
  }

  async #open(id: string): Promise<void> {
    this.#answer({ type: 'run', id, run: await this.#store.open(id) });
  }
}
