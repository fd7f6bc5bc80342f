import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, inject, it, onTestFinished } from 'vitest';
import { builtForTests } from './support/places';
import { launchBrowser } from './support/PreviewDriver';

const SERVER = path.join(builtForTests, 'server/server.js');

/** A client as the web extension host has one, over the messages of a worker that was started from a blob. */
const CLIENT = `
import { BrowserMessageReader, BrowserMessageWriter, createProtocolConnection } from 'vscode-languageserver-protocol/browser';

globalThis.inspect = async (server, uri, text, position) => {
  const worker = new Worker(URL.createObjectURL(new Blob([server], { type: 'text/javascript' })));
  const connection = createProtocolConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'typescript', version: 1, text },
  });
  const textDocument = { uri };
  const lenses = await connection.sendRequest('textDocument/codeLens', { textDocument });
  const hover = await connection.sendRequest('textDocument/hover', { textDocument, position });
  connection.dispose();
  worker.terminate();
  return { titles: lenses.map(({ command }) => command.title), card: hover.contents.value };
};
`;

interface Inspected {
  readonly titles: readonly string[];
  readonly card: string;
}

it('the server answers from a worker, sandbox included', async () => {
  const browser = await launchBrowser(inject('chromium'));
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  // A blank page has no origin to start workers from.
  await page.route('http://editor.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>editor</title>' }),
  );
  await page.goto('http://editor.test/');
  const { outputFiles } = await build({
    stdin: { contents: CLIENT, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
  });
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  const inspected = await page.evaluate(
    ({ server, text }) =>
      (
        globalThis as unknown as {
          inspect: (server: string, uri: string, text: string, position: object) => Promise<Inspected>;
        }
      ).inspect(server, 'file:///train.ts', text, { line: 1, character: 8 }),
    {
      server: await readFile(SERVER, 'utf8'),
      text: `import { CosineDecay } from 'tfjs-lr-schedules';
const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 });
`,
    },
  );
  expect(inspected.titles).toEqual(['LR 0.1 → 0 over 100 steps']);
  expect(inspected.card).toMatch(/^\*\*0\*\* at step 100/);
  expect(inspected.card).toContain('data:image/svg+xml;base64,');
});
