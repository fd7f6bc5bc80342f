import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import type { EnteredValues } from '../../../../src/protocol/enteredValue';
import type { ValuesCommentEditResult } from '../../../../src/protocol/server';
import { analyze, analyzerOf, uriOf } from '../support/analysis';

const FUNCTION = `export function lrAt(step: number, peakLr: number, totalSteps: number) {
  return peakLr * (1 - step / totalSteps);
}
`;
const VALUES = { peakLr: 1e-3, totalSteps: 12_345 };

async function answerFor(
  text: string,
  values: EnteredValues = VALUES,
  { name = 'lrAt', path = 'main.ts' } = {},
): Promise<ValuesCommentEditResult> {
  const { definitions } = await analyze({ [path]: text }, path);
  const definition = definitions.find((one) => one.name === name);
  if (definition === undefined) throw new Error(`there is no ${name}`);
  const place = { language: null, definitionId: definition.id };
  return analyzerOf({ [path]: text }).writeValuesComment(uriOf(path), text, place, values);
}

/** The text with the comment, once it is sure that the definition has its values by it. */
async function commented(text: string, values: EnteredValues = VALUES, options = {}): Promise<string> {
  const answer = await answerFor(text, values, options);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  const document = TextDocument.create('file:///main.ts', 'typescript', 1, text);
  const edits = answer.edits.map(({ range, text: newText }) => ({ range, newText }));
  const result = TextDocument.applyEdits(document, edits);
  const { name = 'lrAt', path = 'main.ts' } = options as { name?: string; path?: string };
  const { definitions } = await analyze({ [path]: result }, path);
  const definition = definitions.find((one) => one.name === name);
  expect(definition?.missing).toEqual([]);
  expect(definition?.problem).toBeNull();
  return result;
}

describe('a comment that gives values', () => {
  it('is put above the definition', async () => {
    expect(await commented(FUNCTION)).toBe(`// @lr peakLr=1e-3 totalSteps=12_345\n${FUNCTION}`);
  });
  it('takes words too, and every digit of a number', async () => {
    const text = `export function lrAt(step: number, peakLr: number, schedule: 'cosine' | 'linear') {
  return schedule === 'cosine' ? peakLr * Math.cos(step / 1000) : peakLr * (1 - step / 1000);
}
`;
    expect(await commented(text, { peakLr: 0.123456789, schedule: 'cosine' })).toBe(
      `// @lr peakLr=0.123456789 schedule=cosine\n${text}`,
    );
  });
  it('takes lists of numbers, in place of one that is there', async () => {
    const text = `// @lr milestones=[30, 80] peakLr=0.2
export function lrAt(epoch: number, peakLr: number, milestones: number[]) {
  return peakLr * 0.1 ** (Number(epoch >= milestones[0]) + Number(epoch >= milestones[1]));
}
`;
    expect(await commented(text, { milestones: [10, 1_000], peakLr: 0.1 })).toBe(
      text.replace('[30, 80] peakLr=0.2', '[10, 1_000] peakLr=0.1'),
    );
  });
  it('goes between the documentation of a definition and the definition', async () => {
    const documented = `/**\n * The rate.\n * @param step the step\n */\n`;
    expect(await commented(documented + FUNCTION)).toBe(
      `${documented}// @lr peakLr=1e-3 totalSteps=12_345\n${FUNCTION}`,
    );
  });
  it('leaves a comment that is about the next line where it is', async () => {
    const text = `// eslint-disable-next-line max-params\n${FUNCTION}`;
    expect(await commented(text)).toBe(`// @lr peakLr=1e-3 totalSteps=12_345\n${text}`);
  });
  it('goes above the decorators of a class', async () => {
    const text = `import { LearningRateSchedule } from 'tfjs-lr-schedules';
const sealed = (target: unknown) => target;
@sealed
export class Warm extends LearningRateSchedule {
  constructor(private readonly peak: number) { super(); }
  call(step: number) { return this.peak * step / 100; }
  getConfig() { return { peak: this.peak }; }
}
`;
    expect(await commented(text, { peak: 0.5 }, { name: 'Warm' })).toBe(
      text.replace('@sealed', '// @lr peak=0.5\n@sealed'),
    );
  });
  it('has the indentation and the line breaks of the code', async () => {
    const text = `class Trainer {\r\n\tlrAt(step: number, peakLr: number) {\r\n\t\treturn peakLr * 0.5 ** step;\r\n\t}\r\n}\r\n`;
    expect(await commented(text, { peakLr: 1 })).toBe(text.replace('\tlrAt', '\t// @lr peakLr=1\r\n\tlrAt'));
  });
  it('goes above a member of an object, beside others', async () => {
    const text = `export const schedules = {
  constantLr: (step: number) => 0.1 * 0.9 ** step,
  cosineLr: (step: number, peakLr: number) => peakLr * Math.cos(step / 1000),
};
`;
    expect(await commented(text, { peakLr: 1 }, { name: 'cosineLr' })).toBe(
      text.replace('  cosineLr', '  // @lr peakLr=1\n  cosineLr'),
    );
  });
  it('never becomes part of a text', async () => {
    const text = `import { LearningRateScheduler } from 'tfjs-lr-schedules';
export const page = (
  <p>
    Rates:
    {plot(new LearningRateScheduler((epoch, lr) => lr * factor ** epoch))}
  </p>
);
`;
    const options = { name: 'LearningRateScheduler', path: 'main.tsx' };
    expect(await commented(text, { factor: 0.9 }, options)).toBe(
      text.replace('export const', '// @lr factor=0.9\nexport const'),
    );
  });
});

describe('a comment that is there', () => {
  it('gets what it lacks, and other values for what it has', async () => {
    expect(await commented(`// @lr peakLr=1 steps=500\n${FUNCTION}`)).toBe(
      `// @lr peakLr=1e-3 steps=500 totalSteps=12_345\n${FUNCTION}`,
    );
  });
  it('keeps its form', async () => {
    expect(await commented(`/* see below; @lr steps=500 */\n${FUNCTION}`)).toBe(
      `/* see below; @lr steps=500 peakLr=1e-3 totalSteps=12_345 */\n${FUNCTION}`,
    );
    expect(await commented(`/**\n * The rate.\n * @lr\n */\n${FUNCTION}`)).toBe(
      `/**\n * The rate.\n * @lr peakLr=1e-3 totalSteps=12_345\n */\n${FUNCTION}`,
    );
  });
  it('does not take one name for another that ends with it', async () => {
    expect(await commented(`// @lr totalPeakLr=3, peakLr=2\n${FUNCTION}`)).toBe(
      `// @lr totalPeakLr=3, peakLr=1e-3 totalSteps=12_345\n${FUNCTION}`,
    );
  });
});

describe('no comment is written', () => {
  it('into code that is incomplete', async () => {
    expect(await answerFor(`${FUNCTION}const x = (`)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('syntax error') as string,
    });
  });
  it('of a name that it cannot carry', async () => {
    expect(await answerFor(FUNCTION, { 'a b': 1 })).toMatchObject({ kind: 'refused' });
  });
  it('for a definition that is gone', async () => {
    const place = { language: null, definitionId: 'schedule-function:gone' };
    expect(
      await analyzerOf({ 'main.ts': FUNCTION }).writeValuesComment(uriOf('main.ts'), FUNCTION, place, VALUES),
    ).toMatchObject({ kind: 'refused', reason: expect.stringContaining('gone') as string });
  });
});
