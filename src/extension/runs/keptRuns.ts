import { isStoredRun, type RunSummary, type StoredRun } from '../../protocol/training/storedRun';

/** Runs kept for a workspace; beyond, the oldest are dropped. */
export const MOST_RUNS = 30;
/** Bytes of all runs kept for a workspace together. */
export const MOST_BYTES = 4_000_000;

const EXTENSION = '.json';
/** An id becomes the name of a file, so it may hold nothing that leads elsewhere or that a file system refuses. */
const SAFE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** A file of the store; one that could not be read has neither a summary nor a time. */
export interface KeptFile {
  readonly bytes: number;
  readonly summary: RunSummary | null;
}

/** The name of a run's file; null for an id that cannot be one. */
export function fileNameOf(id: string): string | null {
  return SAFE_ID.test(id) ? id + EXTENSION : null;
}

/** Whether a file in the store's folder is meant to hold a run. */
export function isRunFile(fileName: string): boolean {
  return fileName.endsWith(EXTENSION) && SAFE_ID.test(fileName.slice(0, -EXTENSION.length));
}

/** The run that a file holds; null when it holds none, whatever is in it. */
export function runFromText(text: string): StoredRun | null {
  try {
    const value: unknown = JSON.parse(text);
    return isStoredRun(value) ? value : null;
  } catch {
    return null;
  }
}

export function summaryOf({ version, id, created, title, uri }: StoredRun): RunSummary {
  return { version, id, created, title, uri };
}

/** The runs of all documents, newest first. */
export function newestFirst(files: ReadonlyMap<string, KeptFile>): readonly RunSummary[] {
  return [...files.values()]
    .flatMap(({ summary }) => (summary === null ? [] : [summary]))
    .sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));
}

/** The files to delete so that what stays is within the limits: unreadable ones first, then the oldest. */
export function superfluous(files: ReadonlyMap<string, KeptFile>): readonly string[] {
  const age = (name: string): number => files.get(name)?.summary?.created ?? -1;
  const names = [...files.keys()].sort((a, b) => age(a) - age(b));
  let bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0);
  let count = files.size;
  const dropped: string[] = [];
  for (const name of names) {
    if (count <= MOST_RUNS && bytes <= MOST_BYTES) break;
    dropped.push(name);
    count -= 1;
    bytes -= files.get(name)?.bytes ?? 0;
  }
  return dropped;
}
