import { afterEach, describe, expect, it } from 'vitest';
import { IgnoreRules } from '../../../src/server/workspace/ignoreRules';
import { Quiet } from '../../../src/server/workspace/Quiet';
import { type ClientOptions, LanguageClient } from './LanguageClient';

const ROOT = 'file:///project';
const DECAY = (rate: number): string => `import { ExponentialDecay } from 'tfjs-lr-schedules';
export const decay = new ExponentialDecay({ initialLearningRate: ${rate}, decaySteps: 10, decayRate: 0.5 });
`;

const started: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    await one[Symbol.asyncDispose]();
  }
});

/** A client whose workspace is a map of texts by their path; null stands for what cannot be decoded. */
async function withWorkspace(
  files: Map<string, string | null>,
): Promise<{ client: LanguageClient; index: () => ReturnType<LanguageClient['index']> }> {
  const read = (uri: string): string | null => files.get(uri.slice(ROOT.length + 1)) ?? null;
  const options: ClientOptions = {
    initializationOptions: {
      readsFiles: true,
      runsCommands: true,
      watchesEvaluations: true,
      refusedKeys: [],
    },
    readFile: read,
  };
  const client = await LanguageClient.start(options);
  started.push(client);
  const paths = (isWanted: (path: string) => boolean): readonly string[] =>
    [...files.keys()].filter(isWanted);
  return {
    client,
    index: () =>
      client.index({
        folders: [{ uri: ROOT, paths: paths((path) => !path.endsWith('.gitignore')) }],
        ignoreFiles: paths((path) => path.endsWith('.gitignore')).map((path) => `${ROOT}/${path}`),
      }),
  };
}

function listed(client: LanguageClient): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...client.indexed].map(([uri, { definitions }]) => [
      uri.slice(ROOT.length + 1),
      definitions.map(({ name, rates }) => `${name} ${rates}`),
    ]),
  );
}

describe('the schedules of a workspace', () => {
  it('are listed by file, with their rates, their sentence and their shape', async () => {
    const { client, index } = await withWorkspace(
      new Map([
        ['train.ts', DECAY(0.5)],
        [
          'lib/two.js',
          `${DECAY(0.5)}export const other = new ExponentialDecay({ initialLearningRate: 1, decaySteps: 10, decayRate: 0.5 });`,
        ],
        ['plain.ts', 'export const answer = 42;'],
        ['digraph.ts', `export const layout = { rankdir: 'LR' };`],
        ['binary.ts', null],
      ]),
    );
    expect(await index()).toEqual({ files: 5, ignored: 0, unreadable: 1, complete: true });
    expect(Object.keys(listed(client)).sort()).toEqual(['lib/two.js', 'train.ts']);
    const [decay] = client.indexed.get(`${ROOT}/train.ts`)?.definitions ?? [];
    expect(decay).toMatchObject({
      name: 'decay',
      kind: 'schedule-instance',
      nameRange: { start: { line: 1 } },
    });
    expect(decay?.rates).toMatch(/^0\.5 → .* over .* steps$/);
    expect(decay?.sentence).toMatch(/0\.5/);
    expect(decay?.shape).toHaveLength(16);
    expect(decay?.shape[0]).toBe(1);
    expect(decay?.shape.at(-1)).toBeLessThan(0.1);
    expect(await client.summaryCard(`${ROOT}/train.ts`, decay?.id ?? '')).toMatch(
      /!\[.*\]\(data:image\/svg\+xml/,
    );
    expect(await client.summaryCard(`${ROOT}/train.ts`, 'gone')).toBeNull();
  });

  it('are not looked for where a .gitignore says so', async () => {
    const { client, index } = await withWorkspace(
      new Map([
        ['.gitignore', 'out/\n*.gen.ts\n!keep.gen.ts\n'],
        ['src/.gitignore', '!wanted.gen.ts\n/local.ts\n'],
        ['out/a.ts', DECAY(1)],
        ['a.gen.ts', DECAY(1)],
        ['keep.gen.ts', DECAY(1)],
        ['src/wanted.gen.ts', DECAY(1)],
        ['src/local.ts', DECAY(1)],
        ['src/deep/local.ts', DECAY(1)],
      ]),
    );
    expect(await index()).toMatchObject({ files: 3, ignored: 3 });
    expect(Object.keys(listed(client)).sort()).toEqual([
      'keep.gen.ts',
      'src/deep/local.ts',
      'src/wanted.gen.ts',
    ]);
  });

  it('follow what is saved, deleted, made and typed, in files that they are made from too', async () => {
    const files = new Map<string, string | null>([
      ['train.ts', DECAY(0.5)],
      ['rates.ts', 'export const BASE = 0.25;'],
      ['uses.ts', `import { BASE } from './rates';\n${DECAY(0.5).replace('0.5', 'BASE')}`],
    ]);
    const { client, index } = await withWorkspace(files);
    await index();
    const first = (path: string): string => listed(client)[path]?.[0] ?? '';
    expect(first('uses.ts')).toMatch(/^decay 0\.25 → /);

    files.set('train.ts', DECAY(0.75));
    files.set('rates.ts', 'export const BASE = 0.125;');
    files.set('new.ts', DECAY(3));
    await client.reindex([`${ROOT}/train.ts`, `${ROOT}/rates.ts`, `${ROOT}/new.ts`]);
    await client.until(
      () => /0\.75/.test(first('train.ts')) && /0\.125/.test(first('uses.ts')) && first('new.ts') !== '',
    );

    files.delete('new.ts');
    await client.reindex([`${ROOT}/new.ts`]);
    await client.until(() => client.indexed.get(`${ROOT}/new.ts`)?.definitions.length === 0);

    await client.open(`${ROOT}/rates.ts`, 'export const BASE = 8;');
    await client.edit(`${ROOT}/rates.ts`, '8', '16');
    await client.until(() => /^decay 16 /.test(first('uses.ts')));
    await client.close(`${ROOT}/rates.ts`);
    await client.until(() => /^decay 0\.125 /.test(first('uses.ts')));
  });

  it('that run long are called so without holding up the others', async () => {
    const endless = `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export class Endless extends LearningRateSchedule {
  call(step: number): number { for (;;) {} }
  getConfig() { return {}; }
}
`;
    const { client, index } = await withWorkspace(
      new Map([
        ['endless.ts', endless],
        ['train.ts', DECAY(0.5)],
      ]),
    );
    await index();
    expect(listed(client)['endless.ts']?.[0]).toMatch(/^Endless takes too long: stopped after 0\.2 s/);
    expect(listed(client)['train.ts']).toHaveLength(1);
  });

  it('are capped in a file of very many, which is said', async () => {
    const many = `import { ExponentialDecay } from 'tfjs-lr-schedules';\n${Array.from(
      { length: 20_000 },
      (_, i) =>
        `const d${i} = new ExponentialDecay({ initialLearningRate: 1, decaySteps: 9, decayRate: 0.5 });`,
    ).join('\n')}`;
    const { client, index } = await withWorkspace(new Map([['many.ts', many]]));
    await index();
    const summary = client.indexed.get(`${ROOT}/many.ts`);
    expect(summary?.definitions).toHaveLength(500);
    expect(summary?.notice).toBe('Only the first 500 schedules of this file are shown.');
    await client.open(`${ROOT}/many.ts`, many);
    expect((await client.lenses(`${ROOT}/many.ts`))?.at(-1)?.command?.title).toBe(summary?.notice);
  });

  it('are no more looked for once that is called off', async () => {
    const files = new Map(Array.from({ length: 400 }, (_, i) => [`f${i}.ts`, DECAY(i + 1)] as const));
    const { client, index } = await withWorkspace(files);
    const asked = index();
    await client.until(() => client.indexed.size > 0);
    client.cancelIndex();
    const { complete, files: looked } = await asked;
    expect(complete).toBe(false);
    expect(looked).toBeLessThan(400);
  });
});

describe('rules of .gitignore files', () => {
  const rules = new IgnoreRules([
    { folder: 'vscode-remote://host/w/', text: 'build\n**/gen/*.ts\n# note\n' },
    { folder: 'vscode-remote://host/w/a%20b/', text: '!build\nmy file.ts\n' },
  ]);
  it.each([
    ['vscode-remote://host/w/build/x.ts', true],
    ['vscode-remote://host/w/deep/build/x.ts', true],
    ['vscode-remote://host/w/a%20b/build/x.ts', false],
    ['vscode-remote://host/w/a%20b/my%20file.ts', true],
    ['vscode-remote://host/w/gen/x.ts', true],
    ['vscode-remote://host/w/gen/deep/x.ts', false],
    ['vscode-remote://host/elsewhere/build/x.ts', false],
    ['memfs:/w/build/x.ts', false],
    ['vscode-remote://host/w/100%/x.ts', false],
  ])('%s is ignored: %j', (uri, isIgnored) => {
    expect(rules.ignores(uri)).toBe(isIgnored);
  });
});

describe('work in the background', () => {
  it('waits until nobody types, and not for ever', async () => {
    let now = 0;
    let typing = true;
    const quiet = new Quiet(
      () => now,
      (milliseconds) => {
        now += Math.max(1, milliseconds);
        if (typing) quiet.disturb();
        return Promise.resolve();
      },
    );
    await quiet.come();
    expect(now).toBeGreaterThanOrEqual(3_000);
    typing = false;
    const before = now;
    await quiet.come();
    expect(now - before).toBeGreaterThanOrEqual(299);
    const settled = now;
    await quiet.come();
    expect(now - settled).toBeLessThanOrEqual(1);
  });
});
