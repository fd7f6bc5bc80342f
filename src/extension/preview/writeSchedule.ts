import {
  l10n,
  window,
  type CancellationToken,
  type LogOutputChannel,
  type Uri,
  type ViewColumn,
} from 'vscode';
import type { WriteScheduleEditParams, WrittenSchedule } from '../../protocol/server';
import type { LanguageServer } from '../server/LanguageServer';
import { applyEdits, toRange } from './applyEdits';
import { definitionWithin } from './snapshotQueries';
import { sourceColumn } from './sourceEditor';

/** A schedule to be written into the source. */
export type ScheduleToWrite = Pick<WriteScheduleEditParams, 'definitionId' | 'schedule' | 'parameters'>;

/** What writing works with. */
export interface WritingServices {
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
}

/**
 * Writes a schedule into a document, in one step that undo takes back, and selects it there. Never rejects: when nothing
 * was written the person is told why.
 * @returns what was written, or null
 */
export async function writeSchedule(
  uri: Uri,
  schedule: ScheduleToWrite,
  panel: ViewColumn | undefined,
  { server, log }: WritingServices,
): Promise<WrittenSchedule | null> {
  try {
    const result = await write(uri, schedule, server);
    if (typeof result === 'string') {
      void window.showWarningMessage(result);
      return null;
    }
    await window.showTextDocument(uri, {
      viewColumn: sourceColumn(uri, panel),
      selection: toRange(result.range),
    });
    return result;
  } catch (error) {
    log.error(`A schedule could not be written into ${uri.toString()}: ${String(error)}`);
    void window.showErrorMessage(
      l10n.t('The schedule could not be written; the output channel “LR Lens” says why.'),
    );
    return null;
  }
}

/** The id that the analysis gives what was written; null where it does not see it, which the log tells. Never rejects. */
export async function idOfWritten(
  uri: Uri,
  { range }: WrittenSchedule,
  { server, log }: WritingServices,
  token: CancellationToken,
): Promise<string | null> {
  try {
    const snapshot = await server.snapshot(uri.toString(), token);
    return snapshot === null ? null : (definitionWithin(snapshot, range)?.id ?? null);
  } catch (error) {
    if (!token.isCancellationRequested) {
      log.warn(`The schedule that was written is not shown: ${String(error)}`);
    }
    return null;
  }
}

/** What was written, or a sentence that says why nothing was. */
async function write(
  uri: Uri,
  schedule: ScheduleToWrite,
  server: LanguageServer,
): Promise<WrittenSchedule | string> {
  return applyEdits(uri, async (version) => {
    const answer = await server.writeScheduleEdit({ uri: uri.toString(), version, ...schedule });
    return answer.kind === 'refused' ? answer.reason : answer.written;
  });
}
