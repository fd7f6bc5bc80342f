import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './serve';
/** Serves the page or extension host that this worker belongs to. */
export function startInWorker() {
  const scope = globalThis;
  serve(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), null);
}
