import { describe, expect, it } from 'vitest';
import { findingsIn } from '../analysis/findings/foundIn';

async function found(text: string): Promise<readonly (readonly [severity: string, message: string])[]> {
  const findings = await findingsIn({ 'main.ts': text }, 'main.ts');
  return findings.map(({ severity, message }) => [severity, message]);
}

const FALLING = `export const learningRateAt = (step: number): number => 0.1 - 0.0005 * step;\n`;

describe('a bad rate', () => {
  it('is an error where training is known to get there', async () => {
    expect(await found(`// @lr steps=300\n${FALLING}`)).toEqual([
      [
        'error',
        expect.stringMatching(
          /^learningRateAt gives a negative rate, .* from step 201 on, .* at 0 or above\.$/,
        ) as string,
      ],
    ]);
  });

  it('is worth a word where nothing says how long training is, and what to do about it', async () => {
    expect(await found(FALLING)).toEqual([
      [
        'information',
        expect.stringMatching(
          /from step 201 on.*; where training ends before, .*\/\/ @lr steps=… above it\.$/,
        ) as string,
      ],
    ]);
  });

  it('at the very beginning is an error however long training is', async () => {
    expect(
      await found('export const lrAt = (step: number): number => 0.1 / Math.sqrt(step);\n'),
    ).toMatchObject([['error', expect.stringMatching(/^lrAt gives Infinity at step 0, /) as string]]);
  });
});
