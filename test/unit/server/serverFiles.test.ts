import { describe, expect, it, vi } from 'vitest';
import { ServerFiles } from '../../../src/server/serverFiles';

describe('ServerFiles', () => {
  it('prefers the text of an open document', async () => {
    const open = new Map([['a', 'unsaved']]);
    const read = vi.fn(() => Promise.resolve('saved'));
    const files = new ServerFiles((uri) => open.get(uri) ?? null, read);
    expect(await files.read('a')).toBe('unsaved');
    open.set('a', '');
    expect(await files.read('a')).toBe('');
    expect(read).not.toHaveBeenCalled();
    open.delete('a');
    expect(await files.read('a')).toBe('saved');
  });
  it('reads a file once, until it is told that it changed', async () => {
    const read = vi.fn((uri: string) => Promise.resolve(`text of ${uri}`));
    const files = new ServerFiles(() => null, read);
    expect(await Promise.all([files.read('a'), files.read('a')])).toEqual(['text of a', 'text of a']);
    expect(await files.read('a')).toBe('text of a');
    expect(read).toHaveBeenCalledTimes(1);
    files.forget('a');
    await files.read('a');
    expect(read).toHaveBeenCalledTimes(2);
  });
  it('remembers that a file is not there', async () => {
    const read = vi.fn(() => Promise.resolve(null));
    const files = new ServerFiles(() => null, read);
    expect([await files.read('a'), await files.read('a')]).toEqual([null, null]);
    expect(read).toHaveBeenCalledTimes(1);
  });
  it('tries again after a failed read', async () => {
    const read = vi.fn<(uri: string) => Promise<string>>();
    read.mockRejectedValueOnce(new Error('offline')).mockResolvedValueOnce('text');
    const files = new ServerFiles(() => null, read);
    await expect(files.read('a')).rejects.toThrow('offline');
    expect(await files.read('a')).toBe('text');
  });
});
