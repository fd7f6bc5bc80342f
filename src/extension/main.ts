import { Uri, type ExtensionContext } from 'vscode';
import { activateExtension } from './activateExtension';
import type { Host } from './host';

/** Activates the extension where there is Node: on the desktop and on remote machines. The server is a process. */
export function activate(context: ExtensionContext): void {
  const host: Host = {
    connect: async (input) => {
      const { connectToProcess } = await import('./nodeClient');
      return connectToProcess(context.asAbsolutePath('dist/server/server.js'), input, (delay, callback) =>
        host.after(delay, callback),
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
  const extension = activateExtension(context, host);
  // `npm start` opens an editor with a preview in it, and has no other way to ask for one.
  const path = process.env['LR_LENS_OPEN_PREVIEW'];
  if (path !== undefined && path !== '') void extension.openPreview(Uri.file(path));
}
