import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { DocumentSnapshot } from '../../../src/protocol/snapshot';
import { SourceFolder } from '../support/sourceFolder';
import { type ClientOptions, LanguageClient } from './LanguageClient';

const DOCUMENT = 'file:///project/train.ts';
const RATES = 'file:///project/rates.ts';

const TRAIN = `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';

const warm = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000, alpha: 0.096 });
console.log(warm.call(500));

export const steep = new ExponentialDecay({ initialLearningRate: 0.5, decaySteps: 10, decayRate: 0.5 });
`;

const ENDLESS = `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export class Endless extends LearningRateSchedule {
  call(step: number): number {
    for (;;) {}
  }
  getConfig() { return {}; }
}
`;

const OWN_CLIENT: ClientOptions = {
  initializationOptions: { readsFiles: true, runsCommands: true, watchesEvaluations: true, refusedKeys: [] },
  readFile: () => null,
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

function definitionNamed(
  snapshot: DocumentSnapshot | null,
  name: string,
): DocumentSnapshot['definitions'][number] {
  const found = snapshot?.definitions.find(({ definition }) => definition.name === name);
  if (found === undefined) {
    throw new Error(`there is no ${name}`);
  }
  return found;
}

/** The key of the only schedule of a text. */
async function keyOf(text: string): Promise<string> {
  const client = await connect(OWN_CLIENT);
  await client.open(DOCUMENT, text);
  const [only] = (await client.snapshot(DOCUMENT))?.definitions ?? [];
  if (only?.key == null) {
    throw new Error('there is no schedule that can be evaluated');
  }
  return only.key;
}

describe('serve', () => {
  it('says what it can do', async () => {
    const { server } = await connect();
    expect(server).toMatchObject({
      serverInfo: { name: 'LR Lens' },
      capabilities: { textDocumentSync: 2, hoverProvider: true, codeLensProvider: {} },
    });
  });

  describe('lenses', () => {
    it('stand above each schedule, for any editor', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      expect(await client.titles(DOCUMENT)).toEqual([
        [2, 'LR 0.1 → 0.0096 over 1,000 steps'],
        [5, expect.stringMatching(/^LR 0\.5 → .* over .* steps$/) as string],
      ]);
    });
    it('carry the commands of a client that has them', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      const commands = ((await client.lenses(DOCUMENT)) ?? [])
        .filter(({ range }) => range.start.line === 2)
        .map(({ command }) => command);
      const target = [{ uri: DOCUMENT, definitionId: expect.stringContaining('warm') as string }];
      expect(commands).toEqual([
        {
          title: expect.stringMatching(/^LR /) as string,
          command: 'lrLens.showRateAtStep',
          arguments: target,
        },
        { title: 'Preview', command: 'lrLens.previewSchedule', arguments: target },
        { title: 'Train', command: 'lrLens.trainSchedule', arguments: target },
      ]);
    });
    it('are not shown to those who turned them off', async () => {
      const client = await connect({
        capabilities: { workspace: { configuration: true, codeLens: { refreshSupport: true } } },
        settings: { lens: { enabled: false } },
      });
      await client.until(() => client.lensRefreshes === 1);
      await client.open(DOCUMENT, TRAIN);
      expect(await client.lenses(DOCUMENT)).toEqual([]);
      await client.changeSettings({ lens: { enabled: true } });
      await client.until(() => client.lensRefreshes === 2);
      expect(await client.lenses(DOCUMENT)).toHaveLength(2);
    });
    it('are absent from files that have no schedules, of any sort', async () => {
      const client = await connect();
      for (const [uri, text] of [
        ['file:///empty.ts', ''],
        ['file:///plain.ts', 'export const answer = 42;'],
        ['file:///false.ts', `const digraph = { rankdir: 'LR' }; // learning rate`],
        ['file:///notes.md', TRAIN],
      ] as const) {
        await client.open(uri, text, uri.endsWith('.md') ? 'markdown' : 'typescript');
        expect(await client.lenses(uri)).toEqual([]);
        expect(await client.hover(uri, '')).toBeNull();
      }
    });
  });

  describe('hover', () => {
    it('shows the rate, the curve, the steps that matter and the sentence', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      const hover = await client.hover(DOCUMENT, 'warm =');
      expect(hover?.range).toEqual({ start: { line: 2, character: 6 }, end: { line: 2, character: 10 } });
      const card = await client.card(DOCUMENT, 'warm =');
      expect(card).toMatch(/^\*\*0\.0096\*\* at step 1,000/);
      const [, image = ''] = /!\[.*\]\(data:image\/svg\+xml;base64,([^|)]+)/.exec(card) ?? [];
      expect(Buffer.from(image, 'base64').toString()).toMatch(/^<svg .*<path d="M.*<\/svg>$/);
      expect(card).toMatch(/\| step \| 0 \|.*\| 1,000 \|/);
      expect(card).toMatch(/\| rate \| 0\.1 \|.*\| 0\.0096 \|/);
      expect(card).toMatch(/\|  \| start \|/);
      expect(card).toMatch(/^[A-Z].*cosine.*\.$/m);
      expect(card).toContain('[Preview](command:lrLens.previewSchedule?');
    });
    it('answers on the constructor', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      expect(await client.card(DOCUMENT, 'ExponentialDecay({', 3)).toContain('at step');
    });
    it('answers on a call with the rate of its step', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      expect(await client.card(DOCUMENT, 'call(500)', 6)).toMatch(/^\*\*0\.0548\*\* at step 500/);
    });
    it('answers on a parameter with the rate of the step that it names', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      await client.edit(DOCUMENT, 'alpha: 0.096', 'alpha: 0.096, warmupTarget: 0.4, warmupSteps: 200');
      expect(await client.card(DOCUMENT, '200', 1)).toMatch(/^\*\*0\.4\*\* at step 200/);
    });
    it('shows the step that was pinned, under the theme that was told', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      const dark = await client.card(DOCUMENT, 'warm');
      await client.tellState({ theme: 'light', pinned: { [DOCUMENT]: 500 }, overrides: {}, entered: {} });
      const light = await client.card(DOCUMENT, 'warm');
      expect(light).toMatch(/^\*\*0\.0548\*\* at step 500/);
      expect(/base64,\S+/.exec(light)?.[0]).not.toBe(/base64,\S+/.exec(dark)?.[0]);
    });
    it('is silent beside schedules', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      expect(await client.hover(DOCUMENT, 'console')).toBeNull();
    });
    it('offers other editors nothing that they cannot show', async () => {
      const client = await connect();
      await client.open(DOCUMENT, ENDLESS);
      const card = await client.card(DOCUMENT, 'Endless');
      expect(card).not.toContain('command:');
      expect(card).not.toContain('$(');
    });
    it('keeps text of the document from becoming markup', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(
        DOCUMENT,
        `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export class Sly extends LearningRateSchedule {
  call(step: number): number { throw new Error('[x](command:evil) <img src=x> \`code\` **bold**'); }
  getConfig() { return {}; }
}
`,
      );
      const card = await client.card(DOCUMENT, 'Sly');
      expect(card).toContain('evil');
      expect(card).not.toContain('[x](');
      expect(card).not.toContain('<img');
      expect(card).not.toContain(' **bold**');
    });
  });

  describe('edits', () => {
    it('are followed, one range at a time', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      expect((await client.titles(DOCUMENT))[0]?.[1]).toBe('LR 0.1 → 0.0096 over 1,000 steps');
      await client.edit(DOCUMENT, '1000', '2000');
      await client.edit(DOCUMENT, 'initialLearningRate: 0.1', 'initialLearningRate: 0.2');
      await client.edit(DOCUMENT, 'const warm', '\n\nconst warm');
      expect((await client.titles(DOCUMENT))[0]).toEqual([4, 'LR 0.2 → 0.0192 over 2,000 steps']);
    });
    it('are announced once they are understood', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      expect(await client.knows(DOCUMENT)).toEqual({ uri: DOCUMENT, version: 1, definitions: 2 });
      await client.edit(DOCUMENT, 'export const steep', '// const steep');
      expect(await client.knows(DOCUMENT)).toEqual({ uri: DOCUMENT, version: 2, definitions: 1 });
    });
    it('of another open file are seen before they are saved', async () => {
      const client = await connect({
        ...OWN_CLIENT,
        capabilities: { workspace: { codeLens: { refreshSupport: true } } },
        readFile: (uri) => (uri === RATES ? 'export const PEAK = 0.3;' : null),
      });
      await client.open(
        DOCUMENT,
        `import { CosineDecay } from 'tfjs-lr-schedules';
import { PEAK } from './rates';
export const far = new CosineDecay({ initialLearningRate: PEAK, decaySteps: 100 });
`,
      );
      expect((await client.titles(DOCUMENT))[0]?.[1]).toBe('LR 0.3 → 0 over 100 steps');
      await client.open(RATES, 'export const PEAK = 0.3;');
      const refreshes = client.lensRefreshes;
      await client.edit(RATES, '0.3', '0.7');
      await client.until(() => client.lensRefreshes > refreshes);
      expect((await client.titles(DOCUMENT))[0]?.[1]).toBe('LR 0.7 → 0 over 100 steps');
      await client.close(RATES);
      expect((await client.titles(DOCUMENT))[0]?.[1]).toBe('LR 0.3 → 0 over 100 steps');
    });
    it('read other files themselves for editors that do not', async () => {
      await using folder = await SourceFolder.create({});
      await writeFile(folder.pathOf('rates.ts'), 'export const PEAK = 0.4;');
      const client = await connect();
      const uri = pathToFileURL(folder.pathOf('train.ts')).href;
      await client.open(
        uri,
        `import { CosineDecay } from 'tfjs-lr-schedules';
import { PEAK } from './rates';
export const far = new CosineDecay({ initialLearningRate: PEAK, decaySteps: 100 });
`,
      );
      expect((await client.titles(uri))[0]?.[1]).toBe('LR 0.4 → 0 over 100 steps');
    });
    it('that leave a definition half-typed keep its last good result', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      const whole = await client.titles(DOCUMENT);
      await client.edit(DOCUMENT, 'decaySteps: 1000, alpha: 0.096 });', 'decaySteps: ');
      expect(await client.titles(DOCUMENT)).toEqual(whole);
      const stale = definitionNamed(await client.snapshot(DOCUMENT), 'warm');
      expect(stale).toMatchObject({ stale: true, evaluation: { curve: { lastIndex: 1000 } } });
      expect(await client.card(DOCUMENT, 'warm')).toContain('last complete form');
      await client.edit(DOCUMENT, 'decaySteps: ', 'decaySteps: 3000 });');
      expect(definitionNamed(await client.snapshot(DOCUMENT), 'warm')).toMatchObject({
        stale: false,
        evaluation: { curve: { lastIndex: 3000 } },
      });
    });
    it('move the place of an error with the line it is on', async () => {
      const client = await connect();
      await client.open(
        DOCUMENT,
        `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export class Broken extends LearningRateSchedule {
  call(step: number): number {
    throw new Error('no rate today');
  }
  getConfig() { return {}; }
}
`,
      );
      const line = async (): Promise<number | undefined> =>
        definitionNamed(await client.snapshot(DOCUMENT), 'Broken').evaluation?.problem?.location?.range.start
          .line;
      expect(await line()).toBe(3);
      await client.edit(DOCUMENT, 'export class', '// One.\n// Two.\nexport class');
      expect(await line()).toBe(5);
    });
  });

  it('names a schedule that does not end, and goes on answering', async () => {
    const client = await connect();
    await client.open(DOCUMENT, TRAIN);
    await client.open('file:///project/endless.ts', ENDLESS);
    expect(await client.titles('file:///project/endless.ts')).toEqual([
      [1, expect.stringContaining('LR takes too long: stopped after 0.5 s') as string],
    ]);
    expect(await client.titles(DOCUMENT)).toHaveLength(2);
    await client.edit('file:///project/endless.ts', 'for (;;) {}', 'return 0.1;');
    expect((await client.titles('file:///project/endless.ts'))[0]?.[1]).toBe('LR 0.1 → 0.1 over 1,000 steps');
  });

  describe('an evaluation', () => {
    it('is told of before it begins, and when none is left', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      const snapshot = await client.snapshot(DOCUMENT);
      const keys = snapshot?.definitions.map(({ key }) => key);
      await client.until(() => client.evaluating.length > 2);
      expect(client.evaluating).toEqual([...(keys ?? []), null]);
    });
    it('that is known already is not told of', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      await client.titles(DOCUMENT);
      await client.until(() => client.evaluating.length > 2);
      await client.edit(DOCUMENT, 'const warm', '// Warm.\nconst warm');
      await client.titles(DOCUMENT);
      await client.edit(DOCUMENT, 'decaySteps: 1000', 'decaySteps: 1001');
      await client.until(() => client.evaluating.length > 4);
      const changed = definitionNamed(await client.snapshot(DOCUMENT), 'warm').key;
      expect(client.evaluating.slice(3)).toEqual([changed, null]);
    });
    it('is not waited for to say that the definitions are known', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, ENDLESS);
      const { definitions } = await client.knows(DOCUMENT);
      expect(definitions).toBe(1);
      expect(client.evaluating).toEqual([]);
      expect(definitionNamed(await client.snapshot(DOCUMENT), 'Endless').evaluation?.problem?.code).toBe(
        'timeout',
      );
    });
    it('of a half-typed schedule is left out, since its last good result is shown', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      await client.until(() => client.evaluating.length > 2);
      await client.edit(DOCUMENT, 'decaySteps: 1000', 'decaySteps: [1000');
      expect(definitionNamed(await client.snapshot(DOCUMENT), 'warm').stale).toBe(true);
      await client.edit(DOCUMENT, 'decaySteps: [1000', 'decaySteps: 2000');
      const { key } = definitionNamed(await client.snapshot(DOCUMENT), 'warm');
      await client.until(() => client.evaluating.length > 4);
      expect(client.evaluating.slice(3)).toEqual([key, null]);
    });
    it('is not told of to other editors', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      await client.titles(DOCUMENT);
      expect(client.evaluating).toEqual([]);
    });
    it('that held a server before is refused until the schedule is changed', async () => {
      const key = await keyOf(ENDLESS);
      const client = await connect({
        ...OWN_CLIENT,
        initializationOptions: {
          readsFiles: true,
          runsCommands: true,
          watchesEvaluations: true,
          refusedKeys: [key],
        },
      });
      await client.open(DOCUMENT, TRAIN + ENDLESS);
      expect((await client.titles(DOCUMENT)).map(([, title]) => title)).toEqual([
        'LR 0.1 → 0.0096 over 1,000 steps',
        'Preview',
        'Train',
        expect.stringMatching(/^LR 0\.5 → .* steps$/),
        'Preview',
        'Train',
        'LR holds the evaluation in one operation that cannot be interrupted; change it to try again',
        'Preview',
        'Train',
      ]);
      expect(await client.card(DOCUMENT, 'Endless')).toContain(
        'Holds the evaluation in one operation that cannot be interrupted',
      );
      expect(client.evaluating).not.toContain(key);
      await client.edit(DOCUMENT, 'for (;;) {}', 'return 0.1;');
      expect((await client.titles(DOCUMENT)).at(-3)?.[1]).toBe('LR 0.1 → 0.1 over 1,000 steps');
    });
  });

  describe('the requests of our own client', () => {
    it('give the whole snapshot of a document', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      const snapshot = await client.snapshot(DOCUMENT);
      expect(snapshot).toMatchObject({ uri: DOCUMENT, version: 1, notice: null });
      expect(snapshot?.definitions.map(({ definition }) => definition.name)).toEqual(['warm', 'steep']);
      expect(snapshot?.calls).toMatchObject([
        { at: 500, definitionId: definitionNamed(snapshot, 'warm').definition.id },
      ]);
      expect(await client.snapshot('file:///not-open.ts')).toBeNull();
    });
    it('give rates at any step', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      const { definition } = definitionNamed(await client.snapshot(DOCUMENT), 'steep');
      expect(await client.ratesAt({ uri: DOCUMENT, definitionId: definition.id, at: [20, 0, 10] })).toEqual([
        { at: 0, rate: 0.5 },
        { at: 10, rate: 0.25 },
        { at: 20, rate: 0.125 },
      ]);
      expect(await client.ratesAt({ uri: DOCUMENT, definitionId: 'gone', at: [1] })).toEqual([]);
    });
    it('say what a document has for training, as it stands in the editor', async () => {
      const client = await connect({
        ...OWN_CLIENT,
        readFile: (uri) =>
          uri === 'file:///project/model.ts'
            ? "import * as tf from '@tensorflow/tfjs';\nexport const makeModel = () => tf.sequential();"
            : null,
      });
      await client.open(DOCUMENT, "import { makeModel } from './model';\nmodel.fit(x, y, { epochs: 5 });\n");
      await client.edit(DOCUMENT, 'epochs: 5', 'epochs: 50');
      expect(await client.trainingContext(DOCUMENT)).toMatchObject({
        optimizers: [],
        models: [
          {
            name: 'makeModel',
            uri: 'file:///project/model.ts',
            slice: { form: 'value', sources: ['file:///project/model.ts'] },
            problem: null,
          },
        ],
        epochs: { value: 50, place: { uri: DOCUMENT, line: 1 } },
      });
      expect(await client.trainingContext('file:///not-open.ts')).toBeNull();
    });
    it('put entered values in the place of inferred ones', async () => {
      const client = await connect(OWN_CLIENT);
      await client.open(DOCUMENT, TRAIN);
      const { definition } = definitionNamed(await client.snapshot(DOCUMENT), 'warm');
      await client.tellState({
        theme: 'dark',
        pinned: {},
        overrides: { [DOCUMENT]: { [definition.id]: { horizon: 50 } } },
        entered: {},
      });
      expect(definitionNamed(await client.snapshot(DOCUMENT), 'warm')).toMatchObject({
        definition: { timeline: { horizon: { value: 50, from: 'panel' } } },
        evaluation: { curve: { lastIndex: 50 } },
      });
    });
    it('take over what only the page could compute', async () => {
      const client = await connect({
        ...OWN_CLIENT,
        capabilities: { workspace: { codeLens: { refreshSupport: true } } },
      });
      await client.open(DOCUMENT, TRAIN);
      const { definition, key, evaluation } = definitionNamed(await client.snapshot(DOCUMENT), 'warm');
      const curve = evaluation?.curve;
      if (key === null || curve?.statistics == null) {
        throw new Error('warm has no curve');
      }
      const refreshes = client.lensRefreshes;
      await client.tellEvaluation({
        uri: DOCUMENT,
        definitionId: definition.id,
        key,
        evaluation: {
          host: 'webview',
          curve: { ...curve, statistics: { ...curve.statistics, start: { at: 0, rate: 0.25 } } },
          problem: null,
        },
      });
      await client.until(() => client.lensRefreshes > refreshes);
      expect((await client.titles(DOCUMENT))[0]?.[1]).toBe('LR 0.25 → 0.0096 over 1,000 steps');
    });
  });

  describe('settings', () => {
    it('change the steps that are assumed', async () => {
      const client = await connect({
        capabilities: { workspace: { configuration: true, codeLens: { refreshSupport: true } } },
        settings: { defaultHorizon: 42 },
      });
      await client.open(DOCUMENT, ENDLESS.replace('for (;;) {}', 'return 0.1;'));
      await client.until(() => client.lensRefreshes > 0);
      expect((await client.titles(DOCUMENT))[0]?.[1]).toBe('LR 0.1 → 0.1 over 42 steps');
    });
  });

  describe('its process', () => {
    it('ends with 0 when the client says so', async () => {
      const client = await connect();
      await client.stop();
      expect(await client.exit()).toEqual({ code: 0, signal: null });
    });
    it('ends when the client is gone', async () => {
      const client = await connect();
      await client.open(DOCUMENT, TRAIN);
      await client.titles(DOCUMENT);
      client.process.stdin?.destroy();
      expect(await client.exit()).toEqual({ code: 1, signal: null });
    });
  });
});
