import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './serve';
/**
 * Serves the client that started this process, over the channel named on its command line (`--node-ipc` or `--stdio`).
 * @param files reads files for clients that do not; null leaves reading to the client.
 */
export function startInProcess(files = null) {
  serve(createConnection(ProposedFeatures.all), files);
}
