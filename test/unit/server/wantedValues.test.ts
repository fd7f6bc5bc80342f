import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, LanguageClient } from './LanguageClient';

const DOCUMENT = 'file:///project/train.ts';
const OPEN = `type Shape = 'cosine' | 'linear';
export function lrAt(step: number, peakLr: number, epochs: number, shape: Shape, mode: string) {
  if (mode === 'off') return peakLr;
  return shape === 'cosine' ? peakLr * Math.cos(step / epochs) : peakLr * (1 - step / epochs);
}
`;

const OWN_CLIENT: ClientOptions = {
  initializationOptions: { readsFiles: true, runsCommands: true, watchesEvaluations: false, refusedKeys: [] },
  readFile: () => null,
};

const started: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    await one[Symbol.asyncDispose]();
  }
});

async function opened(text: string): Promise<{ client: LanguageClient; id: string }> {
  const client = await LanguageClient.start(OWN_CLIENT);
  started.push(client);
  await client.open(DOCUMENT, text);
  const [only] = (await client.snapshot(DOCUMENT))?.definitions ?? [];
  return { client, id: only?.definition.id ?? '' };
}

describe('the values that a schedule needs', () => {
  it('are asked for by the lens and the card, with the words that may be given', async () => {
    const { client, id } = await opened(OPEN);
    const [lens] = (await client.lenses(DOCUMENT)) ?? [];
    expect(lens?.command).toEqual({
      title: 'LR needs peakLr, epochs, shape, mode',
      command: 'lrLens.giveValues',
      arguments: [{ uri: DOCUMENT, definitionId: id }],
    });
    expect(await client.card(DOCUMENT, 'lrAt')).toContain('[Give Values…](command:lrLens.giveValues?');
    expect(await client.wantedValues(DOCUMENT, id)).toEqual([
      { name: 'peakLr', choices: [] },
      { name: 'epochs', choices: [] },
      { name: 'shape', choices: ['cosine', 'linear'] },
      { name: 'mode', choices: ['off'] },
    ]);
    expect(await client.wantedValues(DOCUMENT, 'schedule-function:gone')).toBeNull();
  });

  it('make the curve once they are given, and can be asked for again', async () => {
    const { client, id } = await opened(OPEN);
    const values = { peakLr: 0.1, epochs: 10, shape: 'linear', mode: 'on' };
    await client.tellState({
      theme: 'dark',
      pinned: {},
      overrides: { [DOCUMENT]: { [id]: { horizon: 10 } } },
      entered: { [DOCUMENT]: { [id]: values } },
    });
    const [[, title] = []] = await client.titles(DOCUMENT);
    expect(title).toBe('LR 0.1 → 0 over 10 steps');
    expect((await client.wantedValues(DOCUMENT, id))?.map(({ name }) => name)).toEqual([
      'peakLr',
      'epochs',
      'shape',
      'mode',
    ]);
  });

  it('are those of the comment where it gives any, and then not asked for', async () => {
    const { client, id } = await opened(OPEN);
    await client.tellState({
      theme: 'dark',
      pinned: {},
      overrides: {},
      entered: { [DOCUMENT]: { [id]: { peakLr: 0.1, epochs: 10, shape: 'linear', mode: 'on' } } },
    });
    const written = await client.valuesCommentEdit({
      uri: DOCUMENT,
      definitionId: id,
      values: { peakLr: 0.5, epochs: 20 },
    });
    if (written.kind === 'refused') throw new Error(written.reason);
    for (const { range, text } of written.edits) await client.change(DOCUMENT, range, text);
    const [definition] = (await client.snapshot(DOCUMENT))?.definitions ?? [];
    expect(definition?.evaluation?.curve?.statistics?.start.rate).toBe(0.5);
    expect((await client.wantedValues(DOCUMENT, id))?.map(({ name }) => name)).toEqual(['shape', 'mode']);
  });

  it('are not written for a version that is not the newest', async () => {
    const { client, id } = await opened(OPEN);
    await client.edit(DOCUMENT, 'peakLr: number', 'peakLr: number ');
    const stale = { uri: DOCUMENT, version: 1, definitionId: id, values: { peakLr: 1 } };
    expect(await client.valuesCommentEdit(stale)).toEqual({
      kind: 'refused',
      reason: 'The file has changed meanwhile; nothing was written.',
    });
  });
});
