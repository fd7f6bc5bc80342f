import { describe, expect, it } from 'vitest';
import { analyze, only, ratesOf } from './support/analysis';

const IMPORT = "import { CosineDecay } from 'tfjs-lr-schedules';";
const DEFINITION = 'const rate = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });';

describe('texts as they come', () => {
  it('an empty file has nothing to say', async () => {
    expect(await analyze({ 'main.ts': '' })).toEqual({
      definitions: [],
      calls: [],
      findings: [],
      faults: [],
      dependencies: [],
      notice: null,
    });
  });

  it.each([
    ['CRLF', `${IMPORT}\r\n\r\n${DEFINITION}\r\n`, { line: 2, character: 6 }],
    ['tabs', `${IMPORT}\n\n\t\t${DEFINITION}`, { line: 2, character: 8 }],
    ['CRLF in half-typed code', `${IMPORT}\r\nfoo({\r\n${DEFINITION}\r\n`, { line: 2, character: 6 }],
    ['a hash-bang', `#!/usr/bin/env node\n${IMPORT}\n${DEFINITION}`, { line: 2, character: 6 }],
  ])('%s', async (_, text, start) => {
    const definition = await only({ 'main.ts': text });
    expect(definition.nameRange.start).toEqual(start);
    expect(ratesOf(definition, 50)).toEqual([0.1]);
  });

  it('emoji and other scripts in names and strings count as editors count them', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}\nconst 学習率 = '🚀🚀', größe = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });`,
    });
    expect(definition.name).toBe('größe');
    expect(definition.nameRange.start.character).toBe(20);
  });

  it('50,000 lines, schedules at both ends', async () => {
    const filler = Array.from({ length: 49_998 }, (_, i) => `export const value${i} = ${i};`).join('\n');
    const { definitions } = await analyze({
      'main.ts': `${IMPORT}\n${DEFINITION}\n${filler}\nconst last = new CosineDecay({ initialLearningRate: 0.4, decaySteps: 100 });`,
    });
    expect(definitions.map(({ name, range }) => [name, range.start.line])).toEqual([
      ['rate', 1],
      ['last', 50_000],
    ]);
  });

  it('too long a file is not read, and that is said', async () => {
    const result = await analyze({ 'main.ts': `${IMPORT}\n${DEFINITION}\n${'// a line\n'.repeat(500_000)}` });
    expect(result).toMatchObject({ definitions: [], notice: expect.stringContaining('too long') as string });
  });

  it('more schedules than can be shown are cut off, and that is said', async () => {
    const text = `${IMPORT}\n${'use(new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 }));\n'.repeat(501)}`;
    const { definitions, notice } = await analyze({ 'main.ts': text });
    expect(definitions).toHaveLength(500);
    expect(notice).toContain('500');
  });
});

it('a name defined by itself comes to an end', async () => {
  const { definitions } = await analyze({
    'main.ts': `${IMPORT}\nconst a = b, b = a;\nexport const s = new CosineDecay({ initialLearningRate: a, decaySteps: 100 });`,
  });
  expect(definitions).toHaveLength(1);
});

it('files that re-export one another for ever come to an end', async () => {
  const { definitions } = await analyze({
    'main.ts':
      "import { CosineDecay } from './a';\nconst s = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });",
    'a.ts': "export * from './b';\nexport { Other } from './b';",
    'b.ts': "export * from './a';\nexport { Other } from './a';",
  });
  expect(definitions).toEqual([]);
});
