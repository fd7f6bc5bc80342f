import { expect } from 'vitest';
import { test } from './framework/test';

const IMPORT =
  "import { CosineDecay, ExponentialDecay, LearningRateScheduler, PiecewiseConstantDecay } from 'tfjs-lr-schedules';";
const GOOD =
  'export const good = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, alpha: 0.5 });';
const GOOD_LENS = 'LR 0.1 → 0.05 over 100 steps | Preview | Train';

const WRONG = [
  {
    code: 'new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 0, decayRate: 0.5 })',
    says: /ExponentialDecay.*decaySteps.* 0/,
  },
  {
    code: 'new PiecewiseConstantDecay({ boundaries: [200, 100], values: [1, 0.5, 0.1] })',
    says: /PiecewiseConstantDecay.*boundaries/,
  },
  { code: "new LearningRateScheduler(() => '0.1' as never)", says: /string "0\.1"/ },
  { code: "new LearningRateScheduler(() => { throw new Error('no rate today'); })", says: /no rate today/ },
  { code: 'new LearningRateScheduler(() => { for (;;); })', says: /takes too long/ },
  {
    code: 'new LearningRateScheduler(() => { const all = []; for (;;) all.push(new Array(1e6).fill(1)); })',
    says: /memory|takes too long/,
  },
  { code: 'new LearningRateScheduler((epoch) => Math.log(epoch))', says: /gives -Infinity at epoch 0/ },
  { code: 'new LearningRateScheduler((epoch) => 3 - epoch)', says: /negative.*epoch 4/ },
  {
    code: 'new ExponentialDecay({ initialLearningRate: missing, decaySteps: 100, decayRate: 0.5 })',
    says: /missing from \.\/nowhere, which cannot be found/,
  },
  {
    code: 'new ExponentialDecay({ initialLearningRate: unknown, decaySteps: 100, decayRate: 0.5 })',
    says: /unknown-package/,
  },
];

const FILE = [
  IMPORT,
  "import { missing } from './nowhere';",
  "import { unknown } from 'unknown-package';",
  ...WRONG.flatMap(({ code }, i) => [`// @lr epochs=10 initial=0.1`, `export const wrong${i} = ${code};`]),
  GOOD,
  '',
].join('\n');

test('what cannot work is said above it, the rest of the file is not troubled', async ({ openWindow }) => {
  const window = await openWindow({
    files: {
      'wrong.ts': FILE,
      'empty.ts': '',
      'crlf.ts': `${IMPORT}\r\n\r\n\t${GOOD}\r\n`,
      'bom.ts': `\uFEFF${IMPORT}\n${GOOD}\n`,
      'emoji.ts': `${IMPORT}\nconst 学習率 = '🚀🚀', größe = ${GOOD.slice(GOOD.indexOf('new'))}\nconsole.log(学習率, größe);\n`,
      'cycle.ts': `import { decaySteps } from './cycleBack';\n${IMPORT}\nexport const rate = 0.1;\nexport const good = new CosineDecay({ initialLearningRate: rate, decaySteps, alpha: 0.5 });\n`,
      'cycleBack.ts':
        "import { rate } from './cycle';\nexport const decaySteps = 100;\nexport const back = () => rate;\n",
      'minified.js': `${IMPORT}${`var a=1,b=2;function c(d){return d*${GOOD.length}}`.repeat(3_000)}`,
    },
    open: 'wrong.ts',
  });
  const wrong = window.editor('wrong.ts');
  await expect
    .poll(() => wrong.lenses())
    .toEqual([...WRONG.map(({ says }) => expect.stringMatching(says) as unknown), GOOD_LENS]);

  // A throw is shown with its line in the person's own file, and leads there.
  await wrong.setCursor(11, 20);
  await window.runCommand('Learning Rate: Preview Schedule');
  await window.preview.shown();
  await expect
    .poll(() => window.preview.problems())
    .toEqual([expect.stringMatching(/no rate today[^]*wrong\.ts:11/)]);

  for (const file of ['crlf.ts', 'bom.ts', 'emoji.ts', 'cycle.ts']) {
    const editor = await window.openFile(file);
    await expect.poll(() => editor.lenses(), { message: file }).toEqual([GOOD_LENS]);
  }
  const empty = await window.openFile('empty.ts');
  await window.runCommand('Learning Rate: Preview Schedule');
  await expect.poll(() => window.tabs()).toContain('LR: empty.ts');
  await expect
    .poll(() => window.preview.notices())
    .toEqual(['There is no learning-rate schedule in empty.ts.']);
  await empty.replaceAll(`${IMPORT}\n${GOOD}\n`);
  await expect.poll(() => empty.lenses()).toEqual([GOOD_LENS]);
  await expect.poll(() => window.preview.statistics('End')).toEqual([expect.stringContaining('0.05')]);

  await window.openFile('minified.js');
  await window.runCommand('Learning Rate: Preview Schedule');
  await expect.poll(() => window.tabs()).toContain('LR: minified.js');
  await expect.poll(() => window.preview.notices()).toEqual([expect.stringContaining('looks minified')]);
});

test('a file of 50,000 lines has its lenses, and follows typing', async ({ openWindow }) => {
  const filler = Array.from({ length: 50_000 }, (_, i) => `export const value${i} = ${i};`);
  const window = await openWindow({
    files: { 'long.ts': [IMPORT, GOOD, ...filler].join('\n') },
    open: 'long.ts',
  });
  const editor = window.editor('long.ts');
  await expect.poll(() => editor.lenses()).toEqual([GOOD_LENS]);
  await editor.overtype(2, 77, 80, '200');
  await expect.poll(() => editor.lenses()).toEqual(['LR 0.1 → 0.05 over 200 steps | Preview | Train']);
});
