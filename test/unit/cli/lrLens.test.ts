import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { SourceFolder } from '../support/sourceFolder';
import { root as ROOT } from '../manifest/manifest';
import { CLI, lrLens, reportIn } from './lrLens';

const COSINE = `import { CosineDecay } from 'tfjs-lr-schedules';

export const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 });
`;

const FILES = {
  'cosine.ts': COSINE,
  'marked.ts': `\uFEFFimport * as lr from 'tfjs-lr-schedules'; export const marked = new lr.CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 });`,
  'epochs.ts': `import { LearningRateScheduler } from 'tfjs-lr-schedules';
// @lr epochs=5 initial=0.1
export const callback = new LearningRateScheduler((epoch, lr) => lr / (epoch + 1));
`,
  'subclass.ts': `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export class Halving extends LearningRateSchedule {
  constructor(private readonly config: { initialLearningRate: number; halfLife: number }) { super(); }
  call(step: number) { return this.config.initialLearningRate * 0.5 ** (step / this.config.halfLife); }
  getConfig() { return { ...this.config }; }
}
`,
  'throws.ts': `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export class Broken extends LearningRateSchedule {
  call(step: number): number {
    throw new Error('no rate today');
  }
  getConfig() { return {}; }
}
`,
  'endless.ts': `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export class Endless extends LearningRateSchedule {
  call(step: number): number { for (;;) {} }
  getConfig() { return {}; }
}
`,
  'dangerous.ts': `import { ExponentialDecay } from 'tfjs-lr-schedules';
import { writeFileSync } from 'node:fs';
writeFileSync('touched', '');
for (;;) {}
export const late = new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5 });
`,
  'mistakes.ts': `import * as tf from '@tensorflow/tfjs';
export const optimizer = tf.train.sgd(0.1);
(optimizer as any).learningRate = 0.05;
export const lrAt = (step: number): number => 0.1 / Math.sqrt(step);
`,
  'warned.ts': `import * as tf from '@tensorflow/tfjs';
export const optimizer = tf.train.sgd(0.1);
(optimizer as any).learningRate = 0.05;
`,
  'plain.ts': `export const answer = 42;\n`,
  'empty.ts': '',
  'half.ts': `${COSINE}export const next = new CosineDecay({ initialLear`,
  'notes.md': 'schedule',
  'shared/rates.ts': `export const PEAK = 0.2;\n`,
  'imports.ts': `import { CosineDecay } from 'tfjs-lr-schedules';
import { PEAK } from './shared/rates';
export const far = new CosineDecay({ initialLearningRate: PEAK, decaySteps: 100 });
`,
};

const folder = await SourceFolder.create(FILES);
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

describe('lr-lens inspect', () => {
  it('tells people the name, kind, place, curve and rates of a schedule', async () => {
    const { code, stdout, stderr } = await lrLens(['inspect', 'cosine.ts'], folder.path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [file, title, curve, steps, rates] = stdout.split('\n');
    expect(file).toBe('cosine.ts');
    expect(title).toContain('schedule CosineDecay (schedule-instance)  cosine.ts:3:25');
    expect(curve).toMatch(/[▁-█]{20}/);
    expect(steps).toMatch(/step.* 0 .* 100$/);
    expect(rates).toMatch(/rate.* 0\.1 .* 0$/);
  });

  it('prints one JSON document with 1-based ranges', async () => {
    const outcome = await lrLens(['inspect', 'cosine.ts', '--json', '--at', '0,50,100'], folder.path);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    const line = COSINE.split('\n')[2] ?? '';
    const column = (text: string): number => line.indexOf(text) + 1;
    expect(reportIn(outcome)).toEqual({
      version: 1,
      files: [
        {
          path: 'cosine.ts',
          findings: [],
          notice: null,
          definitions: [
            {
              name: 'schedule',
              kind: 'schedule-instance',
              schedule: 'CosineDecay',
              index: 'step',
              range: {
                start: { line: 3, column: column('new ') },
                end: { line: 3, column: column(';') },
              },
              parameters: [
                {
                  name: 'initialLearningRate',
                  value: 0.1,
                  editable: true,
                  path: 'cosine.ts',
                  range: {
                    start: { line: 3, column: column('0.1') },
                    end: { line: 3, column: column('0.1') + 3 },
                  },
                },
                {
                  name: 'decaySteps',
                  value: 100,
                  editable: true,
                  path: 'cosine.ts',
                  range: {
                    start: { line: 3, column: column('100') },
                    end: { line: 3, column: column('100') + 3 },
                  },
                },
              ],
              timeline: { horizon: { value: 100, from: 'parameters' } },
              evaluable: true,
              reason: null,
              sentence: expect.stringContaining('cosine') as string,
              values: [
                { at: 0, rate: 0.1 },
                { at: 50, rate: expect.closeTo(0.05, 12) as number },
                { at: 100, rate: 0 },
              ],
              findings: [],
            },
          ],
        },
      ],
    });
  });

  it('counts columns as editors do, without the byte order mark', async () => {
    const outcome = await lrLens(['inspect', 'marked.ts', '--json'], folder.path);
    const text = FILES['marked.ts'].slice(1);
    expect(reportIn(outcome).files[0]?.definitions[0]?.range.start).toEqual({
      line: 1,
      column: text.indexOf('new lr') + 1,
    });
  });

  it('speaks of epochs where the schedule does', async () => {
    const { stdout } = await lrLens(['inspect', 'epochs.ts', '--at', '0,3'], folder.path);
    expect(stdout).toMatch(/epoch +0 +3\n +rate +0\.1 +/);
  });

  it('looks as many steps ahead as --steps says', async () => {
    const outcome = await lrLens(['inspect', 'cosine.ts', '--json', '--steps', '25'], folder.path);
    const [definition] = reportIn(outcome).files[0]?.definitions ?? [];
    expect(definition?.timeline['horizon']).toEqual({ value: 25, from: 'option' });
    expect(definition?.values.at(-1)?.at).toBe(25);
  });

  it('asks for the values that a class is made with, and takes them from --set', async () => {
    const asked = await lrLens(['inspect', 'subclass.ts', '--json'], folder.path);
    expect(asked.code).toBe(0);
    const [waiting] = reportIn(asked).files[0]?.definitions ?? [];
    expect(waiting).toMatchObject({ name: 'Halving', evaluable: false, values: [] });
    expect(waiting?.reason).toContain('initialLearningRate');
    expect(waiting?.reason).toContain('halfLife');

    const told = await lrLens(
      [
        'inspect',
        'subclass.ts',
        '--json',
        '--at=0,10',
        '--set',
        'initialLearningRate=0.4',
        '--set=halfLife=10',
      ],
      folder.path,
    );
    expect(reportIn(told).files[0]?.definitions[0]).toMatchObject({
      evaluable: true,
      reason: null,
      values: [
        { at: 0, rate: 0.4 },
        { at: 10, rate: 0.2 },
      ],
    });
  });

  it('says what a schedule throws and where, and exits with 1', async () => {
    const outcome = await lrLens(['inspect', 'throws.ts', 'cosine.ts', '--json'], folder.path);
    expect(outcome).toMatchObject({ code: 1, stderr: '' });
    const [broken, whole] = reportIn(outcome).files;
    expect(broken?.definitions[0]?.findings).toMatchObject([
      {
        code: 'failing-schedule',
        severity: 'error',
        message: expect.stringMatching(/^Broken fails at step 0: .*no rate today/) as string,
        path: 'throws.ts',
        range: { start: { line: 4 } },
      },
    ]);
    expect(whole?.definitions[0]?.evaluable).toBe(true);

    const plain = await lrLens(['inspect', 'throws.ts'], folder.path);
    expect(plain.code).toBe(1);
    expect(plain.stdout.match(/no rate today/g)).toHaveLength(1);
    expect(plain.stdout).toContain('[failing-schedule] (throws.ts:4:5)');
    expect(plain.stdout).not.toContain('    at ');
  });

  it('lists what is wrong, by its source beside its schedules and by its rates among them', async () => {
    const outcome = await lrLens(['inspect', 'mistakes.ts', '--json'], folder.path);
    expect(outcome.code).toBe(1);
    const [file] = reportIn(outcome).files;
    expect(file?.findings).toMatchObject([
      {
        code: 'no-effect-assignment',
        severity: 'warning',
        path: 'mistakes.ts',
        range: { start: { line: 3, column: 1 }, end: { line: 3, column: 32 } },
      },
    ]);
    expect(file?.definitions.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      ['infinite-rate'],
    ]);

    const plain = await lrLens(['inspect', 'mistakes.ts'], folder.path);
    expect(plain.stdout).toMatch(
      /^ {2}warning: Assigning .* \[no-effect-assignment\] \(mistakes\.ts:3:1\)$/m,
    );
    expect(plain.stdout).toMatch(/^ {4}error: lrAt gives Infinity at step 0, .* \[infinite-rate\]/m);
  });

  it('exits with 0 where nothing found is an error', async () => {
    const outcome = await lrLens(['inspect', 'warned.ts'], folder.path);
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toContain('[no-effect-assignment]');
  });

  it('ends a schedule that does not end', async () => {
    const outcome = await lrLens(['inspect', 'endless.ts', '--json'], folder.path);
    expect(outcome.code).toBe(1);
    expect(reportIn(outcome).files[0]?.definitions[0]?.findings[0]).toMatchObject({ code: 'too-slow' });
  });

  it('runs nothing else of a file', async () => {
    const { code } = await lrLens(['inspect', 'dangerous.ts'], folder.path);
    expect(code).toBe(0);
    expect((await lrLens(['inspect', 'touched'], folder.path)).stderr).toContain('there is no such file');
  });

  it('reads what a file imports, and names the file that holds a value', async () => {
    const outcome = await lrLens(['inspect', 'imports.ts', '--json'], folder.path);
    expect(reportIn(outcome).files[0]?.definitions[0]).toMatchObject({
      evaluable: true,
      parameters: expect.arrayContaining([
        expect.objectContaining({ value: 0.2, path: 'shared/rates.ts' }),
      ]) as unknown,
    });
  });

  it('says of a file that it has no schedules', async () => {
    const { code, stdout, stderr } = await lrLens(['inspect', 'plain.ts', 'empty.ts'], folder.path);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'plain.ts\n  no schedules\n\nempty.ts\n  no schedules\n',
      stderr: '',
    });
  });

  it('finds what stands above half-typed code', async () => {
    const outcome = await lrLens(['inspect', 'half.ts', '--json'], folder.path);
    expect(reportIn(outcome).files[0]?.definitions).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'schedule', evaluable: true })]),
    );
  });

  it('keeps the order of several files', async () => {
    const names = ['plain.ts', 'cosine.ts', 'epochs.ts'];
    const outcome = await lrLens(['inspect', '--json', ...names], folder.path);
    expect(reportIn(outcome).files.map(({ path }) => path)).toEqual(names);
  });

  it.each([
    ['nowhere.ts', 'cannot read nowhere.ts: there is no such file'],
    ['shared', 'cannot read shared: it is a folder; name the files in it'],
    ['notes.md', 'notes.md is not a TypeScript or JavaScript file'],
    ['loop.ts', 'cannot read loop.ts: '],
  ])('exits with 2 for %s and reads the rest', async (unreadable, reason) => {
    await symlink('loop.ts', folder.pathOf('loop.ts')).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'EEXIST' });
    });
    const outcome = await lrLens(['inspect', unreadable, 'cosine.ts', '--json'], folder.path);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/^lr-lens: [^\n]+\n$/);
    expect(outcome.stderr).toContain(reason);
    expect(reportIn(outcome).files.map(({ path }) => path)).toEqual(['cosine.ts']);
  });

  it('leaves a reader in peace that has seen enough', async () => {
    const child = spawn(
      process.execPath,
      [CLI, 'inspect', ...Array<string>(40).fill('cosine.ts'), '--json'],
      {
        cwd: folder.path,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.destroy();
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  });
});

describe('lr-lens', () => {
  it.each([
    [['inspect', 'cosine.ts', '--plot'], "lr-lens: Unknown option '--plot'\n"],
    [['inspect'], 'lr-lens: inspect needs at least one file\n'],
    [['serve'], 'lr-lens: serve takes one option, --stdio\n'],
    [['draw'], 'lr-lens: there is no command draw; try lr-lens --help\n'],
  ])('answers %j with one line and 2', async (args, stderr) => {
    expect(await lrLens(args, folder.path)).toEqual({ code: 2, stdout: '', stderr });
  });

  it('tells how it is used', async () => {
    const { code, stdout } = await lrLens(['--help'], folder.path);
    expect(code).toBe(0);
    for (const word of ['inspect', '--json', '--at', '--steps', '--set', 'serve --stdio']) {
      expect(stdout).toContain(word);
    }
  });

  it('tells its version', async () => {
    const { code, stdout } = await lrLens(['--version'], folder.path);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it('is what npx runs in this repository', async () => {
    const { stdout } = await promisify(execFile)('npx', ['lr-lens', '--version'], { cwd: ROOT });
    expect(stdout).toBe((await lrLens(['--version'], ROOT)).stdout);
  });
});
