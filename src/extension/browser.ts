import { Uri, workspace, type ExtensionContext } from 'vscode';
import { activateExtension } from './activateExtension';
import type { Host } from './host';

/** Activates the extension in a browser. The server is a worker. */
export function activate(context: ExtensionContext): void {
  const host: Host = {
    createClient: async (options) => {
      const { LanguageClient } = await import('vscode-languageclient/browser');
      const address = await blobAddress(Uri.joinPath(context.extensionUri, 'dist/server/server.js'));
      const startWorker = (): Promise<Worker> =>
        Promise.resolve(new Worker(address, { name: 'LR Lens server' }));
      return new LanguageClient('lrLens', 'LR Lens', startWorker, options);
    },
    after: (delay, callback) => {
      const timer = setTimeout(callback, delay);
      return {
        cancel: () => {
          clearTimeout(timer);
        },
      };
    },
    secret: () => crypto.randomUUID(),
  };
  activateExtension(context, host);
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
