import { describe, expect, it } from 'vitest';
import { answerFor, TRIANGULAR } from './written';

async function refusal(text: string, request = TRIANGULAR, path = 'main.ts'): Promise<string | null> {
  const answer = await answerFor(text, { request, path });
  return answer.kind === 'refused' ? answer.reason : null;
}

describe('nothing is written', () => {
  it('into code that is incomplete', async () => {
    expect(await refusal('const a = 1;\nconst b = (\nconst c = 2;\n')).toMatch(
      /^There is a syntax error on line [23];/,
    );
  });
  it.each([
    [
      'a class that the library does not have',
      'EvilDecay',
      {},
      'EvilDecay is no schedule that can be written.',
    ],
    ['a name that every object has', 'constructor', {}, 'constructor is no schedule that can be written.'],
    [
      'a class that takes a function',
      'CyclicalLearningRate',
      { initialLearningRate: 0.1, maximalLearningRate: 1, stepSize: 1 },
      'CyclicalLearningRate is no schedule that can be written.',
    ],
    [
      'a value that cannot work',
      'TriangularCyclicalLearningRate',
      { initialLearningRate: 0.1, maximalLearningRate: 1, stepSize: 0 },
      'TriangularCyclicalLearningRate: stepSize must be greater than 0, got 0.',
    ],
    [
      'a parameter that is wanting',
      'TriangularCyclicalLearningRate',
      { initialLearningRate: 0.1, stepSize: 1 },
      /^TriangularCyclicalLearningRate: maximalLearningRate must be a number/,
    ],
    [
      'a parameter that is code',
      'CosineDecay',
      { initialLearningRate: 0.1, decaySteps: 10, 'alpha: alert(1), x': 0 },
      /^CosineDecay: has no parameter alpha: alert\(1\), x/,
    ],
  ])('for %s', async (_, schedule, parameters, reason) => {
    expect(await refusal('', { schedule, parameters: parameters as never })).toMatch(reason);
  });
  it('into what no person wrote', async () => {
    expect(await refusal('', TRIANGULAR, 'notes.md')).toBe('This file is no source that a person wrote.');
    expect(await refusal(`const a=1;${'a+=1;'.repeat(2_000)}// learning rate`)).toBe(
      'This file is no source that a person wrote.',
    );
  });
});
