import { describe, expect, it } from 'vitest';
import { analyze, analyzerOf, uriOf } from './support/analysis';

const REST = `
export class Later extends LearningRateSchedule {
  call(step: number) { return 1 / (1 + step); }
}
const second = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });
function build() {
  const inner = new CosineDecay({ initialLearningRate: 0.4, decaySteps: 100 });
  return inner;
}
`;
const IMPORT = "import { CosineDecay, LearningRateSchedule } from 'tfjs-lr-schedules';\n";

describe('half-typed code above them hides no schedules', () => {
  it.each([
    'const first = new CosineDecay({ initialLearningRate: 0.',
    'const first = new CosineDecay({',
    'const first = new CosineDecay({ initialLearningRate: [1, (2',
    'class Open extends LearningRateSchedule {\n  call(step: number) {\n    if (step > 3) {',
    'class Open extends LearningRateSchedule {\n  call(step: number) { return `${step',
    'const text = `an open template',
    'const text = "an open string',
    'function open(a: number, ',
    'import { something from "./',
    'if (ready) {\n  start(',
    'const pattern = /[a-',
    'type Open = { a: string; b: (',
    'export const make = (a) =>',
    'switch (a) { case 1:',
    'const x = a ? b :',
    '@decorator(',
    '/* an open comment is the one thing that takes the rest with it */ const a = {',
    'describe("x", () => {\n  it("y", () => {\n    const a = 1',
    'const a = <',
    'for (let i = 0; i <',
    'enum Open { A = 1,',
    'export {',
  ])('%s', async (open) => {
    const { definitions, faults } = await analyze({ 'main.ts': `${IMPORT}${open}\n${REST}` });
    expect(definitions.map(({ name }) => name)).toEqual(expect.arrayContaining(['Later', 'second', 'inner']));
    expect(faults.length).toBeGreaterThan(0);
  });

  it('within a function, those before and after the open line', async () => {
    const text = `${IMPORT}function build() {
  const a = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 });
  const b = new CosineDecay({ initialLearningRate: 0.1, decaySteps: [
  const c = new CosineDecay({ initialLearningRate: 0.3, decaySteps: 100 });
  return [a, b, c];
}`;
    const { definitions } = await analyze({ 'main.ts': text });
    expect(definitions.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});

it.each([
  'import { CosineDecay, Learning',
  "import { CosineDecay, LearningRateSchedule } from 'tfjs",
  'import {',
])('an import that is being typed takes no schedule with it: %s', async (open) => {
  const { definitions } = await analyze({ 'main.ts': `${open}\n${REST}` });
  expect(definitions.map(({ name }) => name)).toEqual(['Later', 'second', 'inner']);
  expect(definitions.every(({ slice }) => slice !== null)).toBe(true);
});

it('lines and columns after half-typed code are those of the text', async () => {
  const text = `${IMPORT}const open = foo({ a: [1, 2\nconst rate = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });`;
  const { definitions } = await analyze({ 'main.ts': text });
  expect(definitions[0]?.nameRange).toEqual({
    start: { line: 2, character: 6 },
    end: { line: 2, character: 10 },
  });
});

it('every edit on the way gives what a fresh look at the text gives', async () => {
  const text = `${IMPORT}const before = 1;\n${REST}`;
  const typed = 'const first = new CosineDecay({ initialLearningRate: 0.3, decaySteps: 10 });';
  const kept = analyzerOf({});
  const at = text.indexOf('const before');
  for (let length = 0; length <= typed.length; length += 3) {
    const now = text.slice(0, at) + typed.slice(0, length) + text.slice(at);
    const options = { defaultHorizon: 1_000, language: null, given: {} };
    const incremental = await kept.analyze(uriOf('main.ts'), now, options);
    const fresh = await analyzerOf({}).analyze(uriOf('main.ts'), now, options);
    expect(incremental).toEqual(fresh);
  }
});
