import { afterEach, describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { type ClientOptions, LanguageClient } from '../LanguageClient';

const DOCUMENT = 'file:///project/train.ts';

const TRAIN = `import * as tf from '@tensorflow/tfjs';
import { ExponentialDecay } from 'tfjs-lr-schedules';

const optimizer = tf.train.sgd(0.1);
export function lower(): void {
  (optimizer as any).learningRate = 0.05;
}

export const schedule = new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 0, decayRate: 0.9 });
`;
const FIXED = TRAIN.replace('(optimizer as any).learningRate = 0.05', 'optimizer.setLearningRate(0.05)');

const OWN_CLIENT: ClientOptions = {
  initializationOptions: { readsFiles: true, runsCommands: true, watchesEvaluations: true, refusedKeys: [] },
  readFile: () => null,
  capabilities: {
    workspace: { configuration: true, workspaceEdit: { documentChanges: true } },
    textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } },
  },
};

const started: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    await one[Symbol.asyncDispose]();
  }
});

async function connect(options: ClientOptions = {}): Promise<LanguageClient> {
  const client = await LanguageClient.start(options);
  started.push(client);
  return client;
}

/** Opens a text and waits for what is said of it. */
async function opened(client: LanguageClient, text = TRAIN): Promise<void> {
  await client.open(DOCUMENT, text);
  await client.snapshot(DOCUMENT);
}

function applied(action: CodeAction | undefined, text: string): string {
  const changes = action?.edit?.changes?.[DOCUMENT];
  const [change] = action?.edit?.documentChanges ?? [];
  const edits = changes ?? (change !== undefined && 'edits' in change ? change.edits : []);
  return TextDocument.applyEdits(
    TextDocument.create(DOCUMENT, 'typescript', 1, text),
    edits.filter((edit): edit is typeof edit & { newText: string } => 'newText' in edit),
  );
}

describe('diagnostics', () => {
  it('say what is wrong, by its source and by its rates', async () => {
    const client = await connect();
    await opened(client);
    expect(client.diagnostics).toMatchObject([
      {
        uri: DOCUMENT,
        version: 1,
        diagnostics: [
          {
            code: 'no-effect-assignment',
            severity: 2,
            source: 'LR Lens',
            range: { start: { line: 5, character: 2 } },
          },
          { code: 'zero-length', severity: 1, source: 'LR Lens', range: { start: { line: 8 } } },
        ],
      },
    ]);
  });

  it('go when the mistake goes, and are said no second time while nothing changes', async () => {
    const client = await connect();
    await opened(client);
    await client.edit(DOCUMENT, 'lower', 'decrease');
    await client.snapshot(DOCUMENT);
    expect(client.diagnostics).toHaveLength(1);
    await client.edit(DOCUMENT, '(optimizer as any).learningRate = 0.05', 'optimizer.setLearningRate(0.05)');
    await client.snapshot(DOCUMENT);
    expect(client.codes(DOCUMENT)).toEqual(['zero-length']);
  });

  it('stay as they are while the text is half-typed', async () => {
    const client = await connect();
    await opened(client);
    for (const half of ['const next = tf.train.sgd(', 'const next = tf.train.sgd((step) =>', 'if (']) {
      await client.edit(DOCUMENT, '\nexport const schedule', `\n${half}\nexport const schedule`);
      await client.snapshot(DOCUMENT);
      expect(client.codes(DOCUMENT)).toEqual(['no-effect-assignment', 'zero-length']);
      await client.edit(DOCUMENT, `${half}\n`, '');
      await client.snapshot(DOCUMENT);
    }
  });

  it('go with the document', async () => {
    const client = await connect();
    await opened(client);
    await client.close(DOCUMENT);
    await client.until(() => client.diagnostics.length === 2);
    expect(client.diagnostics[1]).toEqual({ uri: DOCUMENT, diagnostics: [] });
  });

  it('are not sent for documents without any', async () => {
    const client = await connect();
    await opened(client, FIXED.replace('decaySteps: 0', 'decaySteps: 10'));
    expect(client.diagnostics).toEqual([]);
  });

  it('follow the settings, as they are and as they become', async () => {
    const client = await connect({
      capabilities: { workspace: { configuration: true } },
      settings: { findings: { severities: { 'zero-length': 'information' } } },
    });
    await opened(client);
    const severities = (): readonly unknown[] =>
      client.diagnostics.at(-1)?.diagnostics.map(({ code, severity }) => [code, severity]) ?? [];
    await client.until(() => JSON.stringify(severities()).includes('["zero-length",3]'));
    await client.changeSettings({ findings: { severities: { 'zero-length': 'off' } } });
    await client.until(() => client.codes(DOCUMENT).join() === 'no-effect-assignment');
    await client.changeSettings({ findings: { enabled: false } });
    await client.until(() => client.codes(DOCUMENT).length === 0);
    await client.changeSettings({});
    await client.until(() => client.codes(DOCUMENT).length === 2);
  });
});

describe('quick fixes', () => {
  it('carry their edit for clients that ask for it at once', async () => {
    const client = await connect();
    await opened(client);
    const [fix, ...others] = await client.actions(DOCUMENT, 'learningRate = 0.05');
    expect(others).toEqual([]);
    expect(fix).toMatchObject({ title: 'Use setLearningRate', kind: 'quickfix', isPreferred: true });
    expect(applied(fix, TRAIN)).toBe(FIXED);
  });

  it('are given a versioned edit once they are chosen', async () => {
    const client = await connect(OWN_CLIENT);
    await opened(client);
    const [fix, explain, silence] = await client.actions(DOCUMENT, 'learningRate = 0.05');
    expect(fix).not.toHaveProperty('edit');
    expect(explain?.command).toMatchObject({
      command: 'lrLens.explainFinding',
      arguments: ['no-effect-assignment'],
    });
    expect(silence?.command).toMatchObject({
      command: 'lrLens.silenceFinding',
      arguments: ['no-effect-assignment', DOCUMENT],
    });
    const resolved = await client.resolve(fix as CodeAction);
    expect(resolved.edit?.documentChanges).toMatchObject([{ textDocument: { uri: DOCUMENT, version: 1 } }]);
    expect(applied(resolved, TRAIN)).toBe(FIXED);
  });

  it('get no edit once the text is another', async () => {
    const client = await connect(OWN_CLIENT);
    await opened(client);
    const [fix] = await client.actions(DOCUMENT, 'learningRate = 0.05');
    await client.edit(DOCUMENT, 'lower', 'decrease');
    expect(await client.resolve(fix as CodeAction)).not.toHaveProperty('edit');
  });

  it('are offered at their finding alone, and among quick fixes alone', async () => {
    const client = await connect();
    await opened(client);
    expect(await client.actions(DOCUMENT, 'import *')).toEqual([]);
    expect(await client.actions(DOCUMENT, 'learningRate = 0.05', 'refactor')).toEqual([]);
    expect(await client.actions(DOCUMENT, 'learningRate = 0.05', 'quickfix')).toHaveLength(1);
  });

  it('are not offered while the text is half-typed', async () => {
    const client = await connect();
    await opened(client);
    await client.edit(DOCUMENT, '\nexport const', '\nif (\nexport const');
    await client.snapshot(DOCUMENT);
    expect(await client.actions(DOCUMENT, 'learningRate = 0.05')).toEqual([]);
  });
});
