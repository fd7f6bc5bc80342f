import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', 'src', 'training', 'data');

// A byte for each number: the archive that the extension is packed into takes out what repeats.
const table = await readFile(path.join(folder, 'optdigits.csv'), 'utf8');
const numbers = table.trim().split('\n').join(',').split(',').map(Number);
await writeFile(path.join(folder, 'digits.bin'), Uint8Array.from(numbers));
