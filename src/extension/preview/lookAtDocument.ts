import { l10n, type CancellationToken, type Uri } from 'vscode';
import type { DocumentSnapshot } from '../../protocol/snapshot';
import type { TrainingContext } from '../../protocol/training/context';
import { absenceOf, openDocument } from './sourceDocument';
import type { PreviewServices } from './PreviewServices';

/** The newest snapshot of a document, or a sentence that says why there is none. */
export interface Look {
  readonly document: DocumentSnapshot | null;
  readonly notice: string | null;
}

/**
 * Asks for the newest snapshot of a document. Never rejects.
 * @param token cancelled when nobody waits for the answer any more
 */
export async function lookAtDocument(
  uri: Uri,
  { server, log }: Pick<PreviewServices, 'server' | 'log'>,
  token: CancellationToken,
): Promise<Look> {
  // The server knows open documents only; after a reload of the window the source may stand in no editor.
  if ((await openDocument(uri)) === null) return { document: null, notice: absenceOf(uri) };
  if (server.status === 'failed') {
    return {
      document: null,
      notice: l10n.t(
        'The language server of LR Lens has stopped; what is shown may be out of date. Run “Learning Rate: Preview Schedule” to start it again. Details are in the output channel “LR Lens”.',
      ),
    };
  }
  try {
    const document = await server.snapshot(uri.toString(), token);
    return document === null
      ? { document: null, notice: l10n.t('This document is not analysed.') }
      : { document, notice: null };
  } catch (error) {
    // A server that dies in between is reported by its status, which brings another refresh.
    if (!token.isCancellationRequested) log.warn(`No snapshot of ${uri.toString()}: ${String(error)}`);
    return { document: null, notice: l10n.t('Waiting for the language server …') };
  }
}

/** Asks what a document says of training beside its schedules; null when that is not known. Never rejects. */
export async function lookAtTraining(
  uri: Uri,
  { server, log }: Pick<PreviewServices, 'server' | 'log'>,
  token: CancellationToken,
): Promise<TrainingContext | null> {
  if ((await openDocument(uri)) === null || server.status === 'failed') return null;
  try {
    return await server.trainingContext(uri.toString(), token);
  } catch (error) {
    if (!token.isCancellationRequested) {
      log.warn(`What ${uri.toString()} says of training was not read: ${String(error)}`);
    }
    return null;
  }
}
