import { expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { renamedUri } from '../../../src/extension/renamedUri';

const rename = (from: string, to: string): { oldUri: URI; newUri: URI } => ({
  oldUri: URI.parse(from),
  newUri: URI.parse(to),
});
const after = (uri: string, ...renames: { oldUri: URI; newUri: URI }[]): string | undefined =>
  renamedUri(URI.parse(uri), renames)?.toString();

test('follows a renamed file', () => {
  expect(after('file:///p/a.ts', rename('file:///p/a.ts', 'file:///p/b.ts'))).toBe('file:///p/b.ts');
});

test('follows a renamed folder', () => {
  expect(after('file:///p/src/a.ts', rename('file:///p/src', 'file:///p/lib'))).toBe('file:///p/lib/a.ts');
});

test('is not misled by a common beginning or another file system', () => {
  expect(after('file:///p/src2/a.ts', rename('file:///p/src', 'file:///p/lib'))).toBeUndefined();
  expect(after('memfs:/p/a.ts', rename('file:///p/a.ts', 'file:///p/b.ts'))).toBeUndefined();
});
