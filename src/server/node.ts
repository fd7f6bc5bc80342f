import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { FileSource } from '../analysis/program/modules';
import { serve } from './serve';

/**
 * Serves the client that started this process, over the channel named on its command line (`--node-ipc` or `--stdio`).
 * @param files reads files for clients that do not; null leaves reading to the client.
 */
export function startInProcess(files: FileSource | null = null): void {
  const workClock = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  serve(createConnection(ProposedFeatures.all), { files, workClock });
}
