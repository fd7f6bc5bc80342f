/**
 * Where the server's bundle begins. One file serves both hosts, so that the compiler API is shipped once: in a worker it
 * listens to the worker's messages, in Node to the process's.
 */
async function start(): Promise<void> {
  if ('importScripts' in globalThis) {
    const { startInWorker } = await import('./browser');
    startInWorker();
  } else {
    const { startInProcess } = await import('./node');
    startInProcess();
  }
}

void start();
