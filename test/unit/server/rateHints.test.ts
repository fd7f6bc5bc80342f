import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, LanguageClient } from './LanguageClient';

const DOCUMENT = 'file:///project/train.ts';
const CALLS = `import { ExponentialDecay } from 'tfjs-lr-schedules';
const halving = new ExponentialDecay({ initialLearningRate: 0.5, decaySteps: 10, decayRate: 0.5 });
const AT = 20;
console.log(halving.call(10)); // half of it
console.log(halving.call(0), halving.call(AT));\r
console.log(halving.call(
  13
));
console.log(halving.call(Number(process.argv[2])));
`;

const started: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    await one[Symbol.asyncDispose]();
  }
});

async function opened(settings: unknown): Promise<LanguageClient> {
  const options: ClientOptions = {
    capabilities: { workspace: { configuration: true, inlayHint: { refreshSupport: true } } },
    settings,
  };
  const client = await LanguageClient.start(options);
  started.push(client);
  await client.open(DOCUMENT, CALLS);
  return client;
}

describe('hints', () => {
  it('say what a call gives, behind all else on its line', async () => {
    const client = await opened({ inlayHints: { enabled: true } });
    await client.until(() => client.hintRefreshes === 1);
    const hints = await client.hints(DOCUMENT);
    expect(hints.map(({ position, label }) => [position.line, position.character, label])).toEqual([
      [3, 'console.log(halving.call(10)); // half of it'.length, '= 0.25'],
      [4, 'console.log(halving.call(0), halving.call(AT));'.length, '= 0.5, 0.125'],
      [7, '));'.length, '= 0.2031'],
    ]);
    expect(hints[2]?.tooltip).toMatch(/^halving: 0\.20306\d+ at step 13$/);
    expect((await client.hints(DOCUMENT, 4, 5)).map(({ position }) => position.line)).toEqual([4]);
  });
  it('follow the schedule as it is typed', async () => {
    const client = await opened({ inlayHints: { enabled: true } });
    await client.until(() => client.hintRefreshes === 1);
    await client.hints(DOCUMENT);
    await client.edit(DOCUMENT, 'initialLearningRate: 0.5', 'initialLearningRate: 8');
    expect((await client.hints(DOCUMENT)).map(({ label }) => label)).toEqual(['= 4', '= 8, 2', '= 3.249']);
  });
  it('are off until they are turned on', async () => {
    const client = await opened({});
    expect(await client.hints(DOCUMENT)).toEqual([]);
    await client.changeSettings({ inlayHints: { enabled: true } });
    await client.until(() => client.hintRefreshes === 1);
    expect(await client.hints(DOCUMENT)).toHaveLength(3);
  });
});
