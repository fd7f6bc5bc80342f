import { describe, expect, it } from 'vitest';
import { curveIcon } from '../../../../src/extension/schedules/curveIcon';
import { neighbour, type Places } from '../../../../src/extension/schedules/neighbour';
import { countOf, filtered } from '../../../../src/extension/schedules/scheduleFilter';
import type { DefinitionSummary, FileSummary } from '../../../../src/protocol/workspaceIndex';

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function summary(name: string, sentence: string, kind: DefinitionSummary['kind']): DefinitionSummary {
  return { id: name, name, kind, nameRange: NOWHERE, rates: '0.1 → 0', sentence, shape: [] };
}

const FILES: readonly FileSummary[] = [
  {
    uri: 'file:///w/src/b.ts',
    definitions: [
      summary('warm', 'warms up to 0.1, then cosine', 'schedule-instance'),
      summary('stairs', 'falls in steps', 'inline-rate'),
    ],
    notice: null,
  },
  { uri: 'file:///w/a.ts', definitions: [summary('lrAt', 'cosine to 0', 'schedule-function')], notice: null },
];

describe('a filter', () => {
  const names = (filter: string): readonly (readonly string[])[] =>
    filtered(FILES, filter, (uri) => uri.slice('file:///w/'.length)).map(({ uri, definitions }) => [
      uri.slice(-4),
      ...definitions.map(({ name }) => name),
    ]);
  it('that is empty shows all, by the paths of their files', () => {
    expect(names('  ')).toEqual([
      ['a.ts', 'lrAt'],
      ['b.ts', 'warm', 'stairs'],
    ]);
  });
  it('tells by name, kind, sentence and path, whatever the case', () => {
    expect(names('LRAT')).toEqual([['a.ts', 'lrAt']]);
    expect(names('inline-rate')).toEqual([['b.ts', 'stairs']]);
    expect(names('cosine')).toEqual([
      ['a.ts', 'lrAt'],
      ['b.ts', 'warm'],
    ]);
    expect(names('cosine src/')).toEqual([['b.ts', 'warm']]);
    expect(names('cosine stairs')).toEqual([]);
  });
  it('leaves a count', () => {
    expect(countOf(FILES)).toBe(3);
  });
});

describe('the next schedule', () => {
  const at = (line: number) => ({ line, character: 4 });
  const files: readonly Places[] = [
    { uri: 'a', positions: [at(3), at(9)] },
    { uri: 'b', positions: [] },
    { uri: 'c', positions: [at(0)] },
  ];
  it.each([
    ['a', 0, 'next', 'a', 3],
    ['a', 3, 'next', 'a', 9],
    ['a', 9, 'next', 'c', 0],
    ['b', 5, 'next', 'c', 0],
    ['c', 0, 'next', 'a', 3],
    ['x', 0, 'next', 'a', 3],
    ['a', 9, 'previous', 'a', 3],
    ['a', 3, 'previous', 'c', 0],
    ['b', 5, 'previous', 'a', 9],
    ['c', 0, 'previous', 'a', 9],
  ] as const)('from %s:%i %s is %s:%i', (uri, line, direction, toUri, toLine) => {
    expect(neighbour(files, { uri, position: at(line) }, direction)).toEqual({
      uri: toUri,
      position: at(toLine),
    });
  });
  it('is the only one again, and none where there is none', () => {
    const one = [{ uri: 'a', positions: [at(1)] }];
    expect(neighbour(one, { uri: 'a', position: at(1) }, 'next')).toEqual({ uri: 'a', position: at(1) });
    expect(neighbour([{ uri: 'a', positions: [] }], { uri: 'a', position: at(1) }, 'next')).toBeNull();
  });
});

describe('the picture of a curve', () => {
  it('falls from the upper left to the lower right', () => {
    const icon = curveIcon([1, 0.5, 0], 'dark') ?? '';
    const svg = Buffer.from(icon.slice('data:image/svg+xml;base64,'.length), 'base64').toString();
    expect(svg).toContain('d="M1.5 1.5L8 8L14.5 14.5"');
    expect(icon).not.toBe(curveIcon([1, 0.5, 0], 'light'));
  });
  it('is not there without a curve', () => {
    expect(curveIcon([], 'light')).toBeNull();
  });
});
