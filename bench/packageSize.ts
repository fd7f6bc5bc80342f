import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Row } from './support/row';

const VSIX = fileURLToPath(new URL('../build/lr-lens.vsix', import.meta.url));
const MOST_MEGABYTES = 2.5;

interface Entry {
  readonly name: string;
  readonly packed: number;
  readonly size: number;
}

/** The size of the packaged extension, and what is in it. */
export async function measure(): Promise<readonly Row[]> {
  const file = await readFile(VSIX);
  const megabytes = file.length / 1024 ** 2;
  const entries = [...entriesOf(file)].sort((a, b) => b.packed - a.packed);
  return [
    {
      what: 'package',
      budget: `under ${MOST_MEGABYTES} MB`,
      result: `${megabytes.toFixed(2)} MB`,
      met: megabytes < MOST_MEGABYTES,
      figures: Object.fromEntries(
        entries.map(({ name, packed, size }) => [name, `${kilobytes(packed)} packed, ${kilobytes(size)}`]),
      ),
    },
  ];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** Reads a zip file's directory (PKWARE APPNOTE, 4.3.12 and 4.3.16). */
function* entriesOf(zip: Buffer): Generator<Entry> {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== DIRECTORY_END) {
    end -= 1;
  }
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = zip.readUInt16LE(at + 28);
    yield {
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
    };
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}
