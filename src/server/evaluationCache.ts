import type { Evaluation } from '../protocol/curve';
import type { Slice } from '../protocol/slice';
import type { Location } from '../protocol/text';

/** Evaluations kept: those of the open documents and of what was typed and taken back. */
const MOST_KEPT = 2_000;

/** Where the lines of a slice came from when it was evaluated. */
type Origin = Pick<Slice, 'lines' | 'sources'>;

interface Kept {
  readonly evaluation: Evaluation;
  readonly origin: Origin;
}

/** Evaluations by their key, the least recently used forgotten first. */
export class EvaluationCache {
  private readonly kept = new Map<string, Kept>();

  /** @param origin where the lines of the slice come from now: the place of an error is moved along. */
  get(key: string, origin: Origin): Evaluation | null {
    const known = this.kept.get(key);
    if (known === undefined) {
      return null;
    }
    const evaluation = moved(known, origin);
    this.kept.delete(key);
    this.kept.set(key, { evaluation, origin });
    return evaluation;
  }

  set(key: string, evaluation: Evaluation, origin: Origin): void {
    this.kept.set(key, { evaluation, origin });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) {
      this.kept.delete(oldest);
    }
  }

  /** Puts a better evaluation in the place of a known one; one of a key that is forgotten comes too late. */
  replace(key: string, evaluation: Evaluation): void {
    const known = this.kept.get(key);
    if (known !== undefined) {
      this.kept.set(key, { evaluation, origin: known.origin });
    }
  }

  /** Forgets what depends on a setting that has changed. */
  clear(): void {
    this.kept.clear();
  }
}

function moved({ evaluation, origin }: Kept, now: Origin): Evaluation {
  const location = evaluation.problem?.location ?? null;
  return evaluation.problem === null || location === null || origin === now
    ? evaluation
    : { ...evaluation, problem: { ...evaluation.problem, location: placeNow(location, origin, now) } };
}

/** Slices of one key have the same lines of code, so a line is found again by its number among them. */
function placeNow({ uri, range }: Location, before: Origin, now: Origin): Location | null {
  const number = before.lines.findIndex(
    (line) => line !== null && before.sources[line.source] === uri && line.line === range.start.line,
  );
  const line = now.lines[number];
  const source = line == null ? undefined : now.sources[line.source];
  if (line == null || source === undefined) {
    return null;
  }
  const height = range.end.line - range.start.line;
  return {
    uri: source,
    range: {
      start: { ...range.start, line: line.line },
      end: { ...range.end, line: line.line + height },
    },
  };
}
