import type { EvaluatingParams } from '../protocol/server';

/** Tells the one who watches what is evaluated; resolves when that is on its way. */
export type TellEvaluating = (params: EvaluatingParams) => Promise<void>;

/**
 * Has evaluations one at a time, each told of before it begins. None may come between the word and the deed: an evaluation
 * that holds this process is known by the last word before the silence.
 */
export class EvaluationTurns {
  private last: Promise<unknown> = Promise.resolve();
  private told: string | null = null;

  constructor(private readonly tell: TellEvaluating) {}

  /**
   * @param key names the evaluation.
   * @param limitMs how long it may take by its limits.
   * @param evaluate is called once whoever watches knows, and after what else has come in was heard.
   */
  take<T>(key: string, limitMs: number, evaluate: () => T): Promise<T> {
    return this.queue(async () => {
      this.told = key;
      await this.tell({ key, limitMs });
      await nextTurn();
      return evaluate();
    });
  }

  /** Says that none is under way, once that is so; to be called when no other follows soon. */
  rest(): void {
    void this.queue(async () => {
      if (this.told !== null) {
        this.told = null;
        await this.tell({ key: null, limitMs: 0 });
      }
    });
  }

  private queue<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** Lets a keystroke be heard, and what is to be sent go out. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
