import { expect, test } from 'vitest';
import { EvaluationTurns } from '../../../src/server/evaluationTurns';

/** Turns that note in order what was told and what was done. */
function noted(): { readonly turns: EvaluationTurns; readonly notes: (string | null)[] } {
  const notes: (string | null)[] = [];
  const turns = new EvaluationTurns(({ key }) => {
    notes.push(key);
    return Promise.resolve();
  });
  return { turns, notes };
}

test('each evaluation directly follows the word of it, whoever else wants one', async () => {
  const { turns, notes } = noted();
  const take = (key: string): Promise<string> =>
    turns.take(key, 1, () => {
      notes.push(`${key} done`);
      return key;
    });
  expect(await Promise.all([take('a'), take('b'), take('c')])).toEqual(['a', 'b', 'c']);
  expect(notes).toEqual(['a', 'a done', 'b', 'b done', 'c', 'c done']);
});

test('one who rests ends nothing that another began', async () => {
  const { turns, notes } = noted();
  const first = turns.take('a', 1, () => notes.push('a done'));
  turns.rest();
  await Promise.all([first, turns.take('b', 1, () => notes.push('b done'))]);
  expect(notes).toEqual(['a', 'a done', null, 'b', 'b done']);
});

test('says that it rests once, and only after an evaluation', async () => {
  const { turns, notes } = noted();
  turns.rest();
  await turns.take('a', 1, () => {});
  turns.rest();
  turns.rest();
  await turns.take('b', 1, () => {});
  expect(notes).toEqual(['a', null, 'b']);
});

test('an evaluation that fails does not keep the next from its turn', async () => {
  const { turns } = noted();
  const fails = turns.take('a', 1, () => {
    throw new Error('no sandbox');
  });
  await expect(fails).rejects.toThrow('no sandbox');
  expect(await turns.take('b', 1, () => 'b')).toBe('b');
});
