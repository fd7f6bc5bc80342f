import { fileURLToPath } from 'node:url';

/** The server as the extension ships it, over standard input and output. */
export const SERVER_PROGRAM: readonly string[] = [
  fileURLToPath(new URL('../../dist/server/server.js', import.meta.url)),
  '--stdio',
];
