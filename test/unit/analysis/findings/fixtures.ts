import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../../../src/protocol/finding';

const FOLDER = fileURLToPath(new URL('../../../fixtures/findings/', import.meta.url));

/** A fixture of findings: those that report mark theirs with `// ^^^^ code` on the line below, the others stay silent. */
export interface FindingFixture {
  /** The code that it is about: the name of its folder. */
  readonly code: string;
  readonly file: string;
  readonly text: string;
  readonly reports: boolean;
  /** Every file of the folder by its name, for imports. */
  readonly files: Readonly<Record<string, string>>;
}

/** The fixtures of all codes; files that begin with neither `report` nor `silent` are there to be imported. */
export function findingFixtures(): readonly FindingFixture[] {
  return readdirSync(FOLDER).flatMap((code) => {
    const files = Object.fromEntries(
      readdirSync(path.join(FOLDER, code)).map((file) => [
        file,
        readFileSync(path.join(FOLDER, code, file), 'utf8'),
      ]),
    );
    return Object.entries(files)
      .filter(([file]) => /^(?:report|silent)/.test(file))
      .map(([file, text]) => ({ code, file, text, files, reports: file.startsWith('report') }));
  });
}

/** A finding by its place as markers give it: 1-based line, and the characters of it that are marked. */
interface Marked {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly code: string;
}

const MARKER = /^\s*\/\/ *(\^+) ([a-z-]+)$/;

/** What the markers of a fixture say. */
export function marked(text: string): readonly Marked[] {
  const found: Marked[] = [];
  let line = 0;
  text.split('\n').forEach((content, i) => {
    const [, carets = '', code = ''] = MARKER.exec(content) ?? [];
    if (code === '') {
      line = i + 1;
    } else {
      const from = content.indexOf('^');
      found.push({ line, from, to: from + carets.length, code });
    }
  });
  return found;
}

/** Findings as markers would say them: of one that spans lines, its first. */
export function asMarked(findings: readonly Finding[], text: string): readonly Marked[] {
  const lines = text.split('\n');
  return findings.map(({ code, range: { start, end } }) => ({
    line: start.line + 1,
    from: start.character,
    to: end.line === start.line ? end.character : (lines[start.line] ?? '').length,
    code,
  }));
}
