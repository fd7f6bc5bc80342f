import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Workspace } from './analysis';

/** What is to be found at one place of a fixture. */
export interface ExpectedDefinition {
  readonly kind: string;
  readonly name: string;
  readonly index: 'step' | 'epoch';
  /** Whether values have to be asked for before there is a curve. */
  readonly asks?: boolean;
  /** Whether there can be no curve, whatever is asked for. */
  readonly unplottable?: boolean;
  /** Rates by index, computed by hand or by another formula. */
  readonly rates?: Readonly<Record<string, number>>;
}

/** A fixture file with all the definitions that it has. */
export interface FieldCase {
  readonly kind: string;
  readonly file: string;
  readonly files: Workspace;
  readonly expected: readonly ExpectedDefinition[];
}

const FIXTURES = fileURLToPath(new URL('../../../fixtures/detection/', import.meta.url));

/** The fixtures of one folder below `test/fixtures/detection`, each with the others beside it, for its imports. */
export function casesOf(folder: string): readonly FieldCase[] {
  const place = path.join(FIXTURES, folder);
  const files = Object.fromEntries(
    readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.json'))
      .map(({ name }) => [name, readFileSync(path.join(place, name), 'utf8')]),
  );
  const expected = folder.includes('positive')
    ? (JSON.parse(readFileSync(expectationsOf(place), 'utf8')) as Record<string, ExpectedDefinition[]>)
    : {};
  return Object.keys(files).map((file) => {
    const definitions = expected[file] ?? [];
    if (folder.includes('positive') && expected[file] === undefined) {
      throw new Error(`${folder}/${file} has no expectation`);
    }
    return { kind: path.basename(folder), file, files, expected: definitions };
  });
}

function expectationsOf(place: string): string {
  return readdirSync(place).includes('expected.json')
    ? path.join(place, 'expected.json')
    : path.join(place, '..', 'expected.json');
}

/** The folders of fixtures by kind. */
export function kindFolders(side: 'positive' | 'negative'): readonly string[] {
  return readdirSync(path.join(FIXTURES, side), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${side}/${name}`);
}
