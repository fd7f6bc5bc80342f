import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { Analyzer } from '../src/analysis/analyze';
import type { Row } from './support/row';
import { trainingFile } from './support/sources';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OPTIONS = { defaultHorizon: 1000, given: {} };

interface Tally {
  cuts: number;
  expected: number;
  found: number;
}

/**
 * Cuts real files at every token: for each token of each top-level statement, that statement is typed only up to there
 * and the rest of the file follows. Counts how many of the definitions of the other statements are still found.
 */
export async function measure(): Promise<readonly Row[]> {
  const total: Tally = { cuts: 0, expected: 0, found: 0 };
  const figures: Record<string, string> = {};
  for (const [name, text] of files()) {
    const tally = await cutAtEveryToken(name, text);
    if (tally.expected > 0) {
      total.cuts += tally.cuts;
      total.expected += tally.expected;
      total.found += tally.found;
      figures[name] =
        `${share(tally)} of ${tally.expected.toLocaleString('en')}, ${tally.cuts.toLocaleString('en')} cuts`;
    }
  }
  return [
    {
      what: 'half-typed code: the file’s other definitions that are found',
      budget: 'at least 98 %',
      result: share(total),
      met: total.found / total.expected >= 0.98,
      figures: { ...figures, cuts: total.cuts },
    },
  ];
}

function share({ found, expected }: Tally): string {
  return `${((100 * found) / expected).toFixed(2)} %`;
}

/** The samples, the fixtures, and training code with many schedules. */
function files(): readonly (readonly [name: string, text: string])[] {
  const real = ['samples/src', 'test/fixtures/schedules'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [`${folder}/${file}`, readFileSync(path.join(ROOT, folder, file), 'utf8')] as const),
  );
  return [...real, ['training code of 400 lines', trainingFile(400, 10)]];
}

async function cutAtEveryToken(name: string, text: string): Promise<Tally> {
  const analyzer = new Analyzer({ read: () => Promise.resolve(null) });
  const uri = `file:///bench/${path.basename(name)}.ts`;
  const whole = await analyzer.analyze(uri, text, OPTIONS);
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const tally: Tally = { cuts: 0, expected: 0, found: 0 };
  for (const statement of file.statements) {
    const from = statement.getStart();
    const lines = [from, statement.end].map((offset) => file.getLineAndCharacterOfPosition(offset).line);
    const [first = 0, last = 0] = lines;
    const others = whole.definitions.filter(
      ({ range }) => range.start.line < first || range.start.line > last,
    );
    if (others.length === 0) {
      continue;
    }
    const wanted = others.map(({ kind, name: called }) => `${kind} ${called}`);
    for (const end of tokenEnds(statement)) {
      const cut = text.slice(0, end) + text.slice(statement.end);
      const { definitions } = await analyzer.analyze(uri, cut, OPTIONS);
      const left = definitions.map(({ kind, name: called }) => `${kind} ${called}`);
      tally.cuts += 1;
      for (const one of wanted) {
        tally.expected += 1;
        const at = left.indexOf(one);
        if (at !== -1) {
          left.splice(at, 1);
          tally.found += 1;
        }
      }
    }
  }
  return tally;
}

/** Where each token of a statement ends. */
function tokenEnds(statement: ts.Statement): readonly number[] {
  const ends: number[] = [];
  const visit = (node: ts.Node): void => {
    const children = node.getChildren();
    if (children.length === 0 && node.end > node.getStart()) {
      ends.push(node.end);
    }
    for (const child of children) {
      visit(child);
    }
  };
  visit(statement);
  return ends;
}
