import { describe, expect, test } from 'vitest';
import {
  fileNameOf,
  isRunFile,
  MOST_BYTES,
  MOST_RUNS,
  newestFirst,
  runFromText,
  summaryOf,
  superfluous,
  type KeptFile,
} from '../../../../src/extension/runs/keptRuns';
import { storedRun } from './storedRun';

/** Files of runs made at these times, by name. */
function filesOf(...files: readonly { readonly created: number | null; readonly bytes?: number }[]) {
  return new Map<string, KeptFile>(
    files.map(({ created, bytes = 10 }, index) => {
      const id = `run-${index}`;
      const summary = created === null ? null : summaryOf(storedRun({ id, created }));
      return [`${id}.json`, { bytes, summary }];
    }),
  );
}

describe('a run in a file', () => {
  test('comes back as it was', () => {
    const run = storedRun({ id: 'a' });
    expect(runFromText(JSON.stringify(run))).toEqual(run);
  });

  test.each([
    ['half a file', JSON.stringify(storedRun({ id: 'a' })).slice(0, -40)],
    ['an empty file', ''],
    ['something else', '{"version":1}'],
    ['a list', '[]'],
    ['a later version', JSON.stringify({ ...storedRun({ id: 'a' }), version: 2 })],
    ['a series without numbers', JSON.stringify(storedRun({ id: 'a' })).replace('[0.5,0.25]', '["x",null]')],
    ['a problem that is not known', JSON.stringify(storedRun({ id: 'a' })).replace('two-moons', 'two-suns')],
  ])('is none in %s', (_, text) => {
    expect(runFromText(text)).toBeNull();
  });

  test('has a name that its id tells, and that leads nowhere else', () => {
    expect(fileNameOf('3f2a-77')).toBe('3f2a-77.json');
    expect(isRunFile('3f2a-77.json')).toBe(true);
    for (const id of ['', '../a', 'a/b', 'a\\b', 'a.b', '-a', 'a b', 'ä', 'a'.repeat(65), 'a:b', 'a%2fb']) {
      expect(fileNameOf(id), id).toBeNull();
    }
    for (const name of ['.json', '.DS_Store', 'a.txt', 'a.b.json', 'runs']) {
      expect(isRunFile(name), name).toBe(false);
    }
  });
});

describe('the list', () => {
  test('has the newest run first, and leaves out what could not be read', () => {
    const files = filesOf({ created: 5 }, { created: null }, { created: 9 }, { created: 7 });
    expect(newestFirst(files).map(({ created }) => created)).toEqual([9, 7, 5]);
  });

  test('keeps its order for runs of one time', () => {
    const ids = newestFirst(filesOf({ created: 1 }, { created: 1 }, { created: 1 })).map(({ id }) => id);
    expect(ids).toEqual(['run-0', 'run-1', 'run-2']);
  });

  test('holds the header of a run and nothing of its records', () => {
    expect(Object.keys(summaryOf(storedRun({ id: 'a' }))).sort()).toEqual([
      'created',
      'id',
      'title',
      'uri',
      'version',
    ]);
  });
});

describe('what is dropped', () => {
  const many = (count: number): readonly { readonly created: number }[] =>
    Array.from({ length: count }, (_, index) => ({ created: index + 1 }));

  test('is nothing while there are few and small ones', () => {
    expect(superfluous(filesOf(...many(MOST_RUNS)))).toEqual([]);
  });

  test('is the oldest when there is one too many', () => {
    expect(superfluous(filesOf(...many(MOST_RUNS), { created: 0.5 }))).toEqual([`run-${MOST_RUNS}.json`]);
  });

  test('is what could not be read, before any that could', () => {
    expect(superfluous(filesOf(...many(MOST_RUNS), { created: null }))).toEqual([`run-${MOST_RUNS}.json`]);
  });

  test('is as many of the oldest as are too large together, and the newest never', () => {
    const half = { bytes: MOST_BYTES / 2 };
    const files = filesOf({ created: 3, ...half }, { created: 1, ...half }, { created: 2, ...half });
    expect(superfluous(files)).toEqual(['run-1.json']);
    expect(superfluous(filesOf({ created: 1 }, { created: 2, bytes: MOST_BYTES }))).toEqual(['run-0.json']);
  });
});
