import { workspace, type Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { connect } from './server/connect';
import type { ConnectionInput } from './server/connection';

/** A client whose server is a worker. */
export async function connectToWorker(script: Uri, input: ConnectionInput): Promise<LanguageClient> {
  const address = await blobAddress(script);
  const startWorker = (): Promise<Worker> => Promise.resolve(new Worker(address, { name: 'LR Lens server' }));
  return connect((options) => new LanguageClient('lrLens', 'LR Lens', startWorker, options), input);
}

/**
 * The address of a blob with the server's script. A worker started from the script's own address is refused when the
 * extension comes from another origin than the extension host; one started from a blob is not. The address stays valid,
 * because the host loads it from inside the worker, later than the call, and a restart needs it again.
 */
async function blobAddress(script: Uri): Promise<string> {
  const bytes = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'text/javascript' }));
}
