import type { Evaluation } from '../protocol/curve';

/** Evaluations kept: those of the open documents and of what was typed and taken back. */
const MOST_KEPT = 2_000;

/** Evaluations by their key, the least recently used forgotten first. */
export class EvaluationCache {
  private readonly kept = new Map<string, Evaluation>();

  get(key: string): Evaluation | null {
    const evaluation = this.kept.get(key);
    if (evaluation === undefined) {
      return null;
    }
    this.kept.delete(key);
    this.kept.set(key, evaluation);
    return evaluation;
  }

  set(key: string, evaluation: Evaluation): void {
    this.kept.set(key, evaluation);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) {
      this.kept.delete(oldest);
    }
  }

  /** Forgets what depends on a setting that has changed. */
  clear(): void {
    this.kept.clear();
  }
}
