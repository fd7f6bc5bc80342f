import { workspace, type Uri } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { connect } from './server/connect';
import type { ConnectionInput } from './server/connection';

/** A client whose server is a worker. */
export async function connectToWorker(script: Uri, input: ConnectionInput): Promise<LanguageClient> {
  const address = await blobAddress(script);
  // Not the worker itself: in VS Code's host of workers `Worker` makes objects that are no instances of it, and the
  // library tells workers by that.
  const startWorker = (): Promise<MessageTransports> => {
    const worker = new Worker(address, { name: 'LR Lens server' });
    return Promise.resolve({
      reader: new BrowserMessageReader(worker),
      writer: new BrowserMessageWriter(worker),
    });
  };
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
