import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { Host } from './host';
import { connect } from './server/connect';
import type { ConnectionInput } from './server/connection';

/**
 * A client whose server is a process.
 *
 * This file becomes a script of its own, since reading the client library takes longer than activation may.
 *
 * @param module the server's script, absolute
 */
export function connectToProcess(
  module: string,
  input: ConnectionInput,
  after: Host['after'],
): LanguageClient {
  return connect(
    {
      make: (options) =>
        new LanguageClient('lrLens', 'LR Lens', { module, transport: TransportKind.ipc }, options),
      // Not asked to end: it hears nothing. That its channel closes tells the client.
      kill: (client) => client.serverProcess?.kill('SIGKILL'),
      after,
    },
    input,
  );
}
