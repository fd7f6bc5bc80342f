import { expect, test } from 'vitest';
import { readIndexInput } from '../../../../src/extension/commands/indexInput';

test.each([
  ['0', 0],
  [' 500 ', 500],
  ['10,000', 10_000],
  ['10_000', 10_000],
  ['1 000 000', 1_000_000],
])('reads %j as an index', (text, at) => {
  expect(readIndexInput(text)).toEqual({ kind: 'index', at });
});

test.each(['', '   '])('takes %j for an emptied box', (text) => {
  expect(readIndexInput(text)).toEqual({ kind: 'empty' });
});

test.each(['-1', '1.5', '1e3', '1,00', 'ten', '0x10', '99999999999999999999', '1,,000'])(
  'refuses %j',
  (text) => {
    expect(readIndexInput(text)).toEqual({ kind: 'invalid' });
  },
);
