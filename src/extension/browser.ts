import { Uri, type ExtensionContext } from 'vscode';
import { activateExtension } from './activateExtension';
import type { Host } from './host';

/** Activates the extension in a browser. The server is a worker. */
export function activate(context: ExtensionContext): void {
  const host: Host = {
    connect: async (input) => {
      const { connectToWorker } = await import('./browserClient');
      return connectToWorker(
        Uri.joinPath(context.extensionUri, 'dist/server/server.js'),
        input,
        (delay, callback) => host.after(delay, callback),
      );
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
