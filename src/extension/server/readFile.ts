import { FileType, Uri, workspace, type LogOutputChannel } from 'vscode';
import type { ReadFileResult } from '../../protocol/server';

/** Larger files are not source that a person wrote. */
const MAXIMUM_BYTES = 2_000_000;

/** The text of a file for the server, an unsaved buffer first; null when there is none, or none that could be source. */
export async function readFile(uriText: string, log: LogOutputChannel): Promise<ReadFileResult> {
  const uri = Uri.parse(uriText, true);
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if ((type & FileType.File) === 0) return null;
    if (size > MAXIMUM_BYTES) {
      log.info(`${uriText} was not read: it has ${size} bytes, more than ${MAXIMUM_BYTES}.`);
      return null;
    }
    return await workspace.decode(await workspace.fs.readFile(uri), { uri });
  } catch {
    // Asking for a file that is absent is how imports are resolved, and a binary file is no source: neither is a fault.
    return null;
  }
}
