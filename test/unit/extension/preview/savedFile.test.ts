import { describe, expect, test } from 'vitest';
import { bytesOfBase64, safeFileName } from '../../../../src/extension/preview/savedFile';

describe('the name of a saved file', () => {
  test.each([
    ['two-spirals.csv', 'two-spirals.csv'],
    ['Zwei Spiralen · adam.png', 'Zwei Spiralen · adam.png'],
    ['../../.bashrc', 'bashrc'],
    ['/etc/passwd', 'etc-passwd'],
    ['C:\\Users\\a.json', 'C-Users-a.json'],
    ['a<b>|c?.csv', 'a-b-c-.csv'],
    ['a\u0000b\n.csv', 'a-b-.csv'],
    ['  ..  ', 'training'],
    ['', 'training'],
    ['name.', 'name'],
  ])('of %j is %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test('is cut where it is too long, and keeps its ending', () => {
    const name = safeFileName(`${'x'.repeat(300)}.json`);
    expect(name).toHaveLength(100);
    expect(name.endsWith('x.json')).toBe(true);
    expect(safeFileName('y'.repeat(300))).toBe('y'.repeat(100));
  });
});

describe('its bytes', () => {
  test('are those that were encoded, whatever they are', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(bytesOfBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
    expect(bytesOfBase64('')).toEqual(new Uint8Array());
  });

  test('are none of what is not base64', () => {
    expect(() => bytesOfBase64('!')).toThrow();
  });
});
