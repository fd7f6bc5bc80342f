import type { Finding, FindingCode } from '../../protocol/finding';
import { type Position, rangeContains } from '../../protocol/text';

/** A text with what was found in it. */
export interface FoundIn {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** What is found because something is not there: it may be what is half-typed. */
const ABSENCES: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'unapplied-rate',
  'unattached-schedule',
  'incomplete-config',
]);

/**
 * What is to be shown of a text. While it is half-typed nothing new is said, and what was shown stays at its place, unless
 * the lines that it is about are the ones being changed.
 * @param shown what was shown of the text before; null when the document has just been opened.
 * @param faults where the text has syntax errors; empty when it is whole.
 */
export function calmFindings(
  current: FoundIn,
  shown: FoundIn | null,
  faults: readonly Position[],
): readonly Finding[] {
  if (faults.length === 0) {
    return current.findings;
  }
  if (shown === null) {
    return current.findings.filter(
      ({ code, range }) => !ABSENCES.has(code) && !faults.some((fault) => rangeContains(range, fault)),
    );
  }
  const moves = lineMoves(shown.text, current.text);
  return shown.findings.flatMap((before) => {
    const line = moves(before.range.start.line);
    const last = moves(before.range.end.line);
    const again = current.findings.find(
      ({ code, range }) => code === before.code && (line === null || range.start.line === line),
    );
    if (line !== null && last !== null) {
      const { start, end } = before.range;
      const moved = { start: { ...start, line }, end: { ...end, line: last } };
      return [again ?? { ...before, range: moved }];
    }
    return again === undefined ? [] : [again];
  });
}

/** Where the lines of a text are in another that differs from it in one stretch; null for those in the stretch. */
function lineMoves(before: string, after: string): (line: number) => number | null {
  const old = before.split('\n');
  const now = after.split('\n');
  let same = 0;
  while (same < Math.min(old.length, now.length) && old[same] === now[same]) {
    same += 1;
  }
  let tail = 0;
  while (
    tail < Math.min(old.length, now.length) - same &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail += 1;
  }
  return (line) => {
    if (line < same) {
      return line;
    }
    return line >= old.length - tail ? line + now.length - old.length : null;
  };
}
