import type { LogOutputChannel } from 'vscode';
import { hasScheduleWords } from '../../protocol/scheduleWords';
import type { ReadCandidatesResult } from '../../protocol/workspaceIndex';
import { readFile } from './readFile';

/** Files read at once: a file system at the other end of a network answers several as fast as one. */
const AT_ONCE = 8;

/** The texts of files that may hold schedules; empty for those that cannot by their words, null for those that are no text. */
export async function readCandidates(
  uris: readonly string[],
  log: LogOutputChannel,
): Promise<ReadCandidatesResult> {
  const texts: (string | null)[] = uris.map(() => null);
  const open = uris.entries();
  const readOn = async (): Promise<void> => {
    // What is taken from the one iterator is taken by one reader.
    for (const [i, uri] of open) {
      const text = await readFile(uri, log);
      texts[i] = text === null || hasScheduleWords(text) ? text : '';
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  return texts;
}
