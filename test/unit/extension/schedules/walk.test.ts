import { describe, expect, it } from 'vitest';
import { type Entry, walk, type Walk } from '../../../../src/extension/schedules/walk';

/** A tree of folders: an object is a folder, a string a file, null a symbolic link. */
interface Tree {
  readonly [name: string]: Tree | string | null;
}

function entriesOf(tree: Tree, path: string): readonly Entry[] {
  let folder: Tree = tree;
  for (const name of path === '' ? [] : path.split('/')) {
    const inner = folder[name];
    if (typeof inner !== 'object' || inner === null) throw new Error(`${path} is no folder`);
    folder = inner;
  }
  return Object.entries(folder).map(([name, inner]) => ({
    name,
    kind: inner === null ? 'other' : typeof inner === 'string' ? 'file' : 'folder',
  }));
}

function walkOver(tree: Tree, options: Partial<Walk> = {}): Promise<readonly string[]> {
  return walk({
    list: (path) => Promise.resolve(entriesOf(tree, path)),
    isExcluded: (path) => path.endsWith('node_modules'),
    isWanted: (path) => path.endsWith('.ts'),
    isCancelled: () => false,
    most: 100,
    ...options,
  });
}

describe('a walk', () => {
  it('finds the wanted files, without links and what is excluded', async () => {
    const tree = {
      'a.ts': '',
      'b.md': '',
      loop: null,
      node_modules: { 'x.ts': '' },
      src: { 'c.ts': '', deep: { 'd.ts': '' } },
    };
    expect(await walkOver(tree)).toEqual(['a.ts', 'src/c.ts', 'src/deep/d.ts']);
  });
  it('comes to an end in folders without one', async () => {
    const list = (): Promise<readonly Entry[]> =>
      Promise.resolve([
        { name: 'again', kind: 'folder' },
        { name: 'a.ts', kind: 'file' },
      ]);
    expect(await walkOver({}, { list })).toHaveLength(40);
  });
  it('leaves out a folder that is gone while it is read', async () => {
    const tree = { 'a.ts': '', gone: { 'b.ts': '' }, src: { 'c.ts': '' } };
    const list: Walk['list'] = (path) =>
      path === 'gone' ? Promise.reject(new Error('no such folder')) : Promise.resolve(entriesOf(tree, path));
    expect(await walkOver(tree, { list })).toEqual(['a.ts', 'src/c.ts']);
  });
  it('ends at the most files, and when it is called off', async () => {
    const tree = { 'a.ts': '', 'b.ts': '', src: { 'c.ts': '' } };
    expect(await walkOver(tree, { most: 1 })).toEqual(['a.ts']);
    expect(await walkOver(tree, { isCancelled: () => true })).toEqual([]);
  });
});
