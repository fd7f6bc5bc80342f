import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, LanguageClient } from './LanguageClient';

const DOCUMENT = 'file:///project/train.ts';
const TRAIN = `import { CosineDecay } from 'tfjs-lr-schedules';

export const warm = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 });

export const answer = 42;
`;
const CYCLE = {
  schedule: 'TriangularCyclicalLearningRate',
  parameters: { initialLearningRate: 0.001, maximalLearningRate: 0.1, stepSize: 250 },
};

const OWN_CLIENT: ClientOptions = {
  initializationOptions: {
    readsFiles: true,
    runsCommands: true,
    watchesEvaluations: false,
    refusedKeys: [],
  },
  readFile: () => null,
};

const started: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    await one[Symbol.asyncDispose]();
  }
});

async function opened(text: string): Promise<LanguageClient> {
  const client = await LanguageClient.start(OWN_CLIENT);
  started.push(client);
  await client.open(DOCUMENT, text);
  return client;
}

describe('the request for a schedule in the source', () => {
  it('is answered with edits that make one, with its import and its lens', async () => {
    const client = await opened(TRAIN);
    const [warm] = (await client.snapshot(DOCUMENT))?.definitions ?? [];
    const answer = await client.writeScheduleEdit({
      uri: DOCUMENT,
      definitionId: warm?.definition.id ?? null,
      ...CYCLE,
    });
    if (answer.kind === 'refused') throw new Error(answer.reason);
    const { edits, name, range } = answer.written;
    // From the end, so that the places of the others stay.
    for (const edit of [...edits].reverse()) await client.change(DOCUMENT, edit.range, edit.text);
    const titles = await client.titles(DOCUMENT);
    expect(titles.filter(([, title]) => title.startsWith('LR'))).toEqual([
      [2, 'LR 0.1 → 0 over 1,000 steps'],
      [range.start.line, expect.stringMatching(/^LR 1e-3 → 0\.1 → 1e-3 over/) as string],
    ]);
    const snapshot = await client.snapshot(DOCUMENT);
    expect(snapshot?.definitions.map(({ definition }) => definition.name)).toEqual(['warm', name]);
    expect(range.start.line).toBe(4);
  });

  it('is refused for a version that is not the newest', async () => {
    const client = await opened(TRAIN);
    await client.edit(DOCUMENT, '42', '43');
    expect(
      await client.writeScheduleEdit({ uri: DOCUMENT, version: 1, definitionId: null, ...CYCLE }),
    ).toEqual({
      kind: 'refused',
      reason: 'The file has changed meanwhile; nothing was written.',
    });
  });

  it('is refused while the code is incomplete, and answered once it is whole', async () => {
    const client = await opened(TRAIN);
    await client.edit(DOCUMENT, '42;', '(42');
    const ask = { uri: DOCUMENT, definitionId: null, ...CYCLE };
    expect(await client.writeScheduleEdit(ask)).toMatchObject({ kind: 'refused' });
    await client.edit(DOCUMENT, '(42', '42;');
    expect(await client.writeScheduleEdit(ask)).toMatchObject({ kind: 'edits' });
  });
});
