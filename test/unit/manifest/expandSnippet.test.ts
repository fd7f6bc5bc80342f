import { expect, test } from 'vitest';
import { expandSnippet } from './expandSnippet';

test.each([
  ['a$0b', 'ab'],
  ['${1:x} + ${1:ignored} + $1', 'x + x + x'],
  ['${2|one,two|}!', 'one!'],
  ['${1}', ''],
  ['{ ${1:{ a: 1 \\}} }', '{ { a: 1 } }'],
  ['${1:a ${2:b}} $2', 'a b b'],
  ['costs \\$5', 'costs $5'],
])('%s becomes %s', (body, expanded) => {
  expect(expandSnippet([body])).toBe(expanded);
});

test.each(['${1:open', '${1|a,b', '$name'])('refuses %s', (body) => {
  expect(() => expandSnippet([body])).toThrow();
});
