import { describe, expect, it } from 'vitest';
import { mistakesIn } from '../../manifest/mistakesIn';
import { analyze, ratesOf } from '../support/analysis';
import { EXPONENTIAL, TRIANGULAR, type Writing, written } from './written';

const LINE = 'const exponentialSchedule = new ExponentialDecay({';
const EXPANDED = `${LINE}
  initialLearningRate: 0.1,
  decaySteps: 9_500,
  decayRate: 0.5,
});`;
const COSINE = 'new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 })';

interface Case extends Writing {
  readonly before: string;
  readonly after: string;
}

const PLACES: Readonly<Record<string, Case>> = {
  'after the imports, parted by a blank line': {
    before: "import * as tf from '@tensorflow/tfjs';\n\nexport const optimizer = tf.train.adam();\n",
    after: `import * as tf from '@tensorflow/tfjs';\nimport { ExponentialDecay } from 'tfjs-lr-schedules';\n\n${EXPANDED}\n\nexport const optimizer = tf.train.adam();\n`,
  },
  'after imports that code follows at once': {
    before: "import * as tf from '@tensorflow/tfjs';\ntf.ready();\n",
    after: `import * as tf from '@tensorflow/tfjs';\nimport { ExponentialDecay } from 'tfjs-lr-schedules';\n\n${EXPANDED}\n\ntf.ready();\n`,
  },
  'into an empty file': {
    before: '',
    after: `import { ExponentialDecay } from 'tfjs-lr-schedules';\n\n${EXPANDED}\n`,
  },
  'before the code of a file without imports': {
    before: 'export const answer = 42;\n',
    after: `import { ExponentialDecay } from 'tfjs-lr-schedules';\n\n${EXPANDED}\n\nexport const answer = 42;\n`,
  },
  'after the header of a file without imports': {
    before: '#!/usr/bin/env node\n// About this file.\n\n/** The answer. */\nexport const answer = 42;\n',
    after: `#!/usr/bin/env node\n// About this file.\n\nimport { ExponentialDecay } from 'tfjs-lr-schedules';\n\n${EXPANDED}\n\n/** The answer. */\nexport const answer = 42;\n`,
  },
  'after a comment for the compiler': {
    before: '// @ts-check\nexport const answer = 42;\n',
    after: `// @ts-check\nimport { ExponentialDecay } from 'tfjs-lr-schedules';\n\n${EXPANDED}\n\nexport const answer = 42;\n`,
  },
  'after directives': {
    before: "'use client';\nexport const answer = 42;\n",
    after: `'use client';\n\nimport { ExponentialDecay } from 'tfjs-lr-schedules';\n\n${EXPANDED}\n\nexport const answer = 42;\n`,
  },
  'after a file of comments only': {
    before: '// Nothing yet.\n',
    after: `// Nothing yet.\n\nimport { ExponentialDecay } from 'tfjs-lr-schedules';\n\n${EXPANDED}\n`,
  },
  'after a definition among its own kind': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\nconst a = ${COSINE}; // mine\nconst b = 1;\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\nconst a = ${COSINE}; // mine\n${EXPANDED}\nconst b = 1;\n`,
  },
  'after a definition that stands apart': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\n\nexport const a = ${COSINE};\n\nexport const b = 1;\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\n\nexport const a = ${COSINE};\n\n${EXPANDED}\n\nexport const b = 1;\n`,
  },
  'after a definition of several lines': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\nconst a = new CosineDecay({\n  initialLearningRate: 0.2,\n  decaySteps: 100,\n});\nconst b = 1;\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\nconst a = new CosineDecay({\n  initialLearningRate: 0.2,\n  decaySteps: 100,\n});\n\n${EXPANDED}\n\nconst b = 1;\n`,
  },
  'after a definition at the end of a file without a last line break': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\nconst a = ${COSINE};`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\nconst a = ${COSINE};\n\n${EXPANDED}`,
  },
  'into the function that holds the definition': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\nfunction f() {\n    const a = ${COSINE};\n    return a;\n}\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\nfunction f() {\n    const a = ${COSINE};\n    ${LINE}\n        initialLearningRate: 0.1,\n        decaySteps: 9_500,\n        decayRate: 0.5,\n    });\n    return a;\n}\n`,
  },
  'not behind a return, where nothing would reach it': {
    behind: 'CosineDecay',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\nfunction f() {\n  return ${COSINE};\n}\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\nfunction f() {\n  return ${COSINE};\n}\n\n${EXPANDED}\n`,
  },
  'not into a function on one line': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\nfunction f() { const a = ${COSINE}; return a; }\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\nfunction f() { const a = ${COSINE}; return a; }\n\n${EXPANDED}\n`,
  },
  'not into a class, but behind it': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\nclass Trainer {\n  private readonly a = ${COSINE};\n}\nnew Trainer();\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\nclass Trainer {\n  private readonly a = ${COSINE};\n}\n\n${EXPANDED}\n\nnew Trainer();\n`,
  },
  'between two statements on one line': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\nconst a = ${COSINE}; const b = 1;\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\nconst a = ${COSINE};\n${EXPANDED}\nconst b = 1;\n`,
  },
  'at the end of a block': {
    behind: 'a',
    before: `import { CosineDecay } from 'tfjs-lr-schedules';\n{\n  const a = ${COSINE};\n}\n`,
    after: `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\n{\n  const a = ${COSINE};\n  ${EXPANDED.replaceAll('\n', '\n  ')}\n}\n`,
  },
};

const IMPORTS: Readonly<
  Record<string, { readonly before: string; readonly after: string; readonly path?: string }>
> = {
  'already there': {
    before: "import { ExponentialDecay } from 'tfjs-lr-schedules';\n",
    after: "import { ExponentialDecay } from 'tfjs-lr-schedules';\n",
  },
  'one more name in a list': {
    before: "import { CosineDecay } from 'tfjs-lr-schedules';\n",
    after: "import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';\n",
  },
  'one more line in a list over several lines': {
    before: "import {\n  CosineDecay,\n  cosineDecay,\n} from 'tfjs-lr-schedules';\n",
    after: "import {\n  CosineDecay,\n  cosineDecay,\n  ExponentialDecay,\n} from 'tfjs-lr-schedules';\n",
  },
  'an empty list': {
    before: "import {} from 'tfjs-lr-schedules';\n",
    after: "import { ExponentialDecay } from 'tfjs-lr-schedules';\n",
  },
  'a list beside a default import': {
    before: "import lrs from 'tfjs-lr-schedules';\n",
    after: "import lrs, { ExponentialDecay } from 'tfjs-lr-schedules';\n",
  },
  'double quotes': {
    before: 'import * as tf from "@tensorflow/tfjs";\n',
    after: 'import * as tf from "@tensorflow/tfjs";\nimport { ExponentialDecay } from "tfjs-lr-schedules";\n',
  },
  'no semicolons': {
    before: "import * as tf from '@tensorflow/tfjs'\n",
    after: "import * as tf from '@tensorflow/tfjs'\nimport { ExponentialDecay } from 'tfjs-lr-schedules'\n",
  },
  'lines that end as those of Windows': {
    before: "import * as tf from '@tensorflow/tfjs';\r\n",
    after:
      "import * as tf from '@tensorflow/tfjs';\r\nimport { ExponentialDecay } from 'tfjs-lr-schedules';\r\n",
  },
  'types of the library are no values': {
    before: "import type { CosineDecay } from 'tfjs-lr-schedules';\n",
    after:
      "import type { CosineDecay } from 'tfjs-lr-schedules';\nimport { ExponentialDecay } from 'tfjs-lr-schedules';\n",
  },
  'require in a list': {
    before: "const { CosineDecay } = require('tfjs-lr-schedules');\n",
    after: "const { CosineDecay, ExponentialDecay } = require('tfjs-lr-schedules');\n",
    path: 'main.js',
  },
  'require of another package': {
    before: "const tf = require('@tensorflow/tfjs');\n",
    after:
      "const tf = require('@tensorflow/tfjs');\nconst { ExponentialDecay } = require('tfjs-lr-schedules');\n",
    path: 'main.js',
  },
  'a CommonJS file by its ending': {
    before: '// Nothing yet.\n\nconst answer = 42;\n',
    after: "// Nothing yet.\n\nconst { ExponentialDecay } = require('tfjs-lr-schedules');\n",
    path: 'main.cjs',
  },
  'a CommonJS file by its exports': {
    before: 'module.exports.answer = 42;\n',
    after: "const { ExponentialDecay } = require('tfjs-lr-schedules');\n",
    path: 'main.js',
  },
};

describe('a schedule is written', () => {
  it.each(Object.entries(PLACES))('%s', async (_, { before, after, ...writing }) => {
    expect((await written(before, { request: EXPONENTIAL, ...writing })).text).toBe(after);
  });

  it('on one line where that is short', async () => {
    const request = {
      schedule: 'PolynomialDecay',
      parameters: { initialLearningRate: 0.1, decaySteps: 100 },
    };
    // 80 characters and no more.
    expect((await written('', { request })).statement).toBe(
      'const polynomialSchedule = new PolynomialDecay({\n  initialLearningRate: 0.1,\n  decaySteps: 100,\n});',
    );
    const shorter = { schedule: 'ExponentialDecay', parameters: {} };
    await expect(written('', { request: shorter })).rejects.toThrow('initialLearningRate must be a number');
  });

  it('with the step of indentation of the file, tabs too', async () => {
    const { statement } = await written('if (true) {\n\tconsole.log(1);\n}\n', { request: EXPONENTIAL });
    expect(statement.split('\n')[1]).toBe('\tinitialLearningRate: 0.1,');
  });

  it('with line breaks of one sort', async () => {
    const { text } = await written("import * as tf from '@tensorflow/tfjs';\r\n\r\ntf.ready();\r\n");
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('so that code without semicolons keeps its meaning', async () => {
    const before = `import { CosineDecay } from 'tfjs-lr-schedules'\nconst a = ${COSINE}\n;[1, 2].forEach(console.log)\n`;
    const { text } = await written(before, { behind: 'a', request: EXPONENTIAL });
    expect(text).toBe(
      `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules'\nconst a = ${COSINE}\n${EXPANDED.slice(0, -1)}\n;[1, 2].forEach(console.log)\n`,
    );
    const hidden = await written("import 'a'\nfunction f() {}\n[1].at(0)\n", { request: EXPONENTIAL });
    expect(hidden.statement.endsWith('})')).toBe(true);
    const exposed = await written("import 'a'\n[1].at(0)\n", { request: EXPONENTIAL });
    expect(exposed.statement.endsWith('});')).toBe(true);
  });
});

describe('the import is written', () => {
  it.each(Object.entries(IMPORTS))('%s', async (_, { before, after, path = 'main.ts' }) => {
    expect((await written(before, { request: EXPONENTIAL, path })).text).toContain(after);
  });

  it.each([
    ['an alias', "import { ExponentialDecay as Exp } from 'tfjs-lr-schedules';\n", 'new Exp({'],
    ['a namespace', "import * as lrs from 'tfjs-lr-schedules';\n", 'new lrs.ExponentialDecay({'],
    ['a namespace by require', "const lrs = require('tfjs-lr-schedules');\n", 'new lrs.ExponentialDecay({'],
    [
      'a namespace by import equals',
      "import lrs = require('tfjs-lr-schedules');\n",
      'new lrs.ExponentialDecay({',
    ],
    ['an alias by require', "const { ExponentialDecay: Exp } = require('tfjs-lr-schedules');\n", 'new Exp({'],
  ])('not at all where there is %s', async (_, before, made) => {
    const { text, statement } = await written(before, { request: EXPONENTIAL });
    expect(text.startsWith(before)).toBe(true);
    expect(text.split('tfjs-lr-schedules')).toHaveLength(2);
    expect(statement).toContain(made);
  });

  it('not where a local file passes the class on', async () => {
    const before = "import { Exp } from './schedules';\n";
    const { text, statement } = await written(before, {
      request: EXPONENTIAL,
      otherFiles: { 'schedules.ts': "export { ExponentialDecay as Exp } from 'tfjs-lr-schedules';\n" },
    });
    expect(text).not.toContain('tfjs-lr-schedules');
    expect(statement).toContain('new Exp({');
  });

  it.each([
    ['a class of the file', 'class ExponentialDecay {}\nexport { ExponentialDecay };\n'],
    [
      'a type',
      "import type { ExponentialDecay } from 'tfjs-lr-schedules';\nexport type E = ExponentialDecay;\n",
    ],
    [
      'a type among values',
      "import { CosineDecay, type ExponentialDecay } from 'tfjs-lr-schedules';\nexport type E = ExponentialDecay | CosineDecay;\n",
    ],
  ])('under another name where its own is that of %s', async (_, before) => {
    const { text, statement } = await written(before, { request: EXPONENTIAL });
    expect(text).toContain('ExponentialDecay as ExponentialDecay2 }');
    expect(statement).toContain('new ExponentialDecay2({');
    expect(mistakesIn({ 'main.ts': text }, { strict: true })).toEqual([]);
  });

  it('where a name by require comes later than the definition, the schedule comes later still', async () => {
    const before =
      "const { CosineDecay } = require('./mine');\nconst a = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });\nconst { cosineDecay } = require('tfjs-lr-schedules');\n";
    const { text } = await written(before, {
      path: 'main.js',
      behind: 'a',
      request: EXPONENTIAL,
      otherFiles: {
        'mine.js': "export { CosineDecay } from 'tfjs-lr-schedules';\n",
      },
    });
    expect(text.indexOf('new ExponentialDecay')).toBeGreaterThan(
      text.indexOf('cosineDecay, ExponentialDecay'),
    );
  });
});

describe('what is written', () => {
  const texts = Object.entries(PLACES).map(([name, one]) => ({ name, before: one.before, writing: one }));

  it.each(texts)('is a schedule with the rates that were asked for: $name', async ({ before, writing }) => {
    const { text, name, statement } = await written(before, { request: EXPONENTIAL, ...writing });
    expect(statement).toMatch(/^const exponentialSchedule = new ExponentialDecay\(\{[^]*\}\);$/);
    const { definitions, faults } = await analyze({ 'main.ts': text });
    expect(faults).toEqual([]);
    const definition = definitions.find((one) => one.name === name);
    if (definition === undefined) throw new Error(`${name} is not found`);
    expect(ratesOf(definition, 0, 9_500)).toEqual([0.1, 0.05]);
  });

  it('is free of type errors', async () => {
    const files: Record<string, string> = {};
    for (const [index, { before, writing }] of texts.entries()) {
      files[`case${index}.ts`] = (await written(before, { ...writing, request: TRIANGULAR })).text;
    }
    expect(mistakesIn(files, { strict: true })).toEqual([]);
  });

  it('is named so that nothing has the same name', async () => {
    const before =
      'function f(cyclicalSchedule: number) {\n  return cyclicalSchedule;\n}\nf(cyclicalSchedule2);\n';
    expect((await written(before)).name).toBe('cyclicalSchedule3');
  });

  it('has its numbers as a person writes them', async () => {
    const request = {
      schedule: 'TriangularCyclicalLearningRate',
      parameters: {
        initialLearningRate: 0.000_251_188_643,
        maximalLearningRate: 0.125_892_541,
        stepSize: 2_000,
      },
    };
    const { statement } = await written('', { request });
    expect(statement).toContain('initialLearningRate: 2.512e-4,\n');
    expect(statement).toContain('maximalLearningRate: 0.1259,\n');
    expect(statement).toContain('stepSize: 2_000,\n');
  });

  it('can be taken twice', async () => {
    const once = await written("import * as tf from '@tensorflow/tfjs';\n\ntf.ready();\n");
    const twice = await written(once.text, { behind: once.name });
    expect(twice.name).toBe('cyclicalSchedule2');
    expect(twice.text.split('tfjs-lr-schedules')).toHaveLength(2);
    expect((await analyze({ 'main.ts': twice.text })).definitions.map(({ name }) => name)).toEqual([
      'cyclicalSchedule',
      'cyclicalSchedule2',
    ]);
  });
});
