import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { connect } from './server/connect';
import type { ConnectionInput } from './server/connection';

/**
 * A client whose server is a process.
 *
 * This file becomes a script of its own, since reading the client library takes longer than activation may.
 *
 * @param module the server's script, absolute
 */
export function connectToProcess(module: string, input: ConnectionInput): LanguageClient {
  return connect(
    (options) => new LanguageClient('lrLens', 'LR Lens', { module, transport: TransportKind.ipc }, options),
    input,
  );
}
