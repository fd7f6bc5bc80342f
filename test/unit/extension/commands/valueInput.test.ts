import { expect, test } from 'vitest';
import { readValueInput } from '../../../../src/extension/commands/valueInput';

test.each([
  ['0', 0],
  [' 500 ', 500],
  ['1e-3', 1e-3],
  ['1E3', 1000],
  ['1_000', 1000],
  ['10,000', 10_000],
  ['1 000 000', 1_000_000],
  ['10,000.5', 10_000.5],
  ['.5', 0.5],
  ['2.', 2],
  ['-0.1', -0.1],
  ['+3', 3],
])('reads %j as a number', (text, value) => {
  expect(readValueInput(text)).toEqual({ kind: 'value', value });
});

test('reads a list of numbers in brackets', () => {
  expect(readValueInput(' [30, 1_000,1e-3,] ')).toEqual({ kind: 'value', value: [30, 1000, 1e-3] });
});

test.each(['', '  '])('takes %j for nothing', (text) => {
  expect(readValueInput(text)).toEqual({ kind: 'empty' });
});

test.each([
  'ten',
  '1,5',
  '1,00',
  '1e',
  'e3',
  '1..2',
  '0x10',
  'NaN',
  'Infinity',
  '1e999',
  '1 2',
  '1e-3 peak',
  '[]',
  '[1,,2]',
  '[a]',
  '30, 80',
])('refuses %j', (text) => {
  expect(readValueInput(text)).toEqual({ kind: 'invalid' });
});
