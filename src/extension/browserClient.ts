import { workspace, type Uri } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import type { Host } from './host';
import { connect } from './server/connect';
import type { ConnectionInput } from './server/connection';

/** A client whose server is a worker. */
export async function connectToWorker(
  script: Uri,
  input: ConnectionInput,
  after: Host['after'],
): Promise<LanguageClient> {
  const address = await blobAddress(script);
  let kill = (): void => {};
  // Not the worker itself: in VS Code's host of workers `Worker` makes objects that are no instances of it, and the
  // library tells workers by that.
  const startWorker = (): Promise<MessageTransports> => {
    const worker = new Worker(address, { name: 'LR Lens server' });
    const reader = new WorkerReader(worker);
    kill = () => {
      worker.terminate();
      reader.close();
    };
    return Promise.resolve({ reader, writer: new BrowserMessageWriter(worker) });
  };
  return connect(
    {
      make: (options) => new LanguageClient('lrLens', 'LR Lens', startWorker, options),
      kill: () => {
        kill();
      },
      after,
    },
    input,
  );
}

/** Nothing tells that a worker is gone, so whoever ends it has to. */
class WorkerReader extends BrowserMessageReader {
  close(): void {
    this.fireClose();
  }
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
