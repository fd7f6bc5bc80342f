import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../src/protocol/finding';
import { calmFindings, type FoundIn } from '../../../../src/server/findings/calmFindings';

const TEXT = 'first\nsgd.learningRate = 1;\nthird\nlast\n';

function found(line: number, code: Finding['code'] = 'no-effect-assignment', message = 'before'): Finding {
  const range = { start: { line, character: 0 }, end: { line, character: 4 } };
  return { code, severity: 'warning', message, range };
}

function reading(text: string, ...findings: readonly Finding[]): FoundIn {
  return { text, findings };
}

const FAULT = [{ line: 3, character: 2 }];

describe('calmFindings', () => {
  it('shows what is found in a whole text, whatever was shown', () => {
    const now = reading(TEXT, found(0));
    expect(calmFindings(now, reading(TEXT, found(1)), [])).toEqual(now.findings);
  });

  it('says nothing new while the text is half-typed, and leaves what was said', () => {
    const half = TEXT.replace('last', 'las(');
    expect(calmFindings(reading(half, found(0), found(1)), reading(TEXT, found(1)), FAULT)).toEqual([
      found(1),
    ]);
  });

  it('keeps what an analysis of half-typed text does not find any more', () => {
    const half = TEXT.replace('last', 'las(');
    expect(calmFindings(reading(half), reading(TEXT, found(1)), FAULT)).toEqual([found(1)]);
  });

  it('moves what was shown with its lines', () => {
    const half = `new(\n${TEXT}`;
    expect(calmFindings(reading(half), reading(TEXT, found(1)), [{ line: 0, character: 4 }])).toEqual([
      found(2),
    ]);
  });

  it('takes the newest words for what it knew', () => {
    const half = TEXT.replace('last', 'las(');
    const now = found(1, 'no-effect-assignment', 'now');
    expect(calmFindings(reading(half, now), reading(TEXT, found(1)), FAULT)).toEqual([now]);
  });

  it('drops what was said of the very line that is being changed', () => {
    const half = TEXT.replace('sgd.learningRate = 1;', 'sgd.setLearn(');
    expect(calmFindings(reading(half), reading(TEXT, found(1)), [{ line: 1, character: 13 }])).toEqual([]);
  });

  it('in a text that is opened half-typed, says what no fault lies in and what is not found by its absence', () => {
    const now = reading(TEXT, found(1), found(3), found(0, 'unattached-schedule'));
    expect(calmFindings(now, null, FAULT)).toEqual([found(1)]);
  });
});
