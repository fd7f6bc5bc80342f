import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './serve';

/** Serves the page or extension host that this worker belongs to. */
export function startInWorker(): void {
  const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
  serve(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
    files: null,
    workClock: () => performance.now(),
  });
}
