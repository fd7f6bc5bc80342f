import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { Analyzer } from '../src/analysis/analyze';
import type { Row } from './support/row';
import { trainingFile } from './support/sources';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OPTIONS = { language: 'typescript', defaultHorizon: 1000, given: {} };

interface Tally {
  cuts: number;
  expected: number;
  found: number;
}

type Counts = Readonly<Record<'imports' | 'others', Tally>>;

/**
 * Cuts real files at every token: for each token of each top-level statement, that statement is typed only up to there
 * and the rest of the file follows. Counts how many of the definitions of the other statements analysis still finds in
 * that text alone; what the server keeps of the text before is beside that.
 */
export async function measure(): Promise<readonly Row[]> {
  const real = noCounts();
  const figures: Record<string, string> = {};
  for (const [name, text] of files()) {
    const counts = await cutAtEveryToken(name, text);
    add(real, counts);
    const both = sum(counts);
    if (both.expected > 0) {
      figures[name] = `${share(both)} of ${both.expected}, ${both.cuts} cuts`;
    }
  }
  const long = sum(await cutAtEveryToken('long', trainingFile(400, 10)));
  const all = sum(real);
  return [
    {
      what: 'half-typed code: the file’s other definitions that are found, in the samples and fixtures',
      budget: 'at least 98 %',
      result: share(all),
      met: all.found / all.expected >= 0.98,
      figures: {
        cuts: all.cuts,
        'while an import is half-typed': `${share(real.imports)} of ${real.imports.expected}`,
        'while anything else is': `${share(real.others)} of ${real.others.expected}`,
        ...figures,
        'beside these: training code of 400 lines': `${share(long)} of ${long.expected}`,
      },
    },
  ];
}

function noCounts(): Counts {
  return { imports: { cuts: 0, expected: 0, found: 0 }, others: { cuts: 0, expected: 0, found: 0 } };
}

function add(into: Counts, { imports, others }: Counts): void {
  for (const [tally, more] of [
    [into.imports, imports],
    [into.others, others],
  ] as const) {
    tally.cuts += more.cuts;
    tally.expected += more.expected;
    tally.found += more.found;
  }
}

function sum({ imports, others }: Counts): Tally {
  return {
    cuts: imports.cuts + others.cuts,
    expected: imports.expected + others.expected,
    found: imports.found + others.found,
  };
}

function share({ found, expected }: Tally): string {
  return expected === 0 ? 'none' : `${((100 * found) / expected).toFixed(2)} %`;
}

function files(): readonly (readonly [name: string, text: string])[] {
  return ['samples/src', 'test/fixtures/schedules'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [`${folder}/${file}`, readFileSync(path.join(ROOT, folder, file), 'utf8')] as const),
  );
}

async function cutAtEveryToken(name: string, text: string): Promise<Counts> {
  const analyzer = new Analyzer({
    read: (uri) => readFile(fileURLToPath(uri), 'utf8').catch(() => null),
  });
  const uri = pathToFileURL(path.join(ROOT, `${name.replace(/\.ts$/, '')}.ts`)).href;
  const whole = await analyzer.analyze(uri, text, OPTIONS);
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const counts = noCounts();
  for (const statement of file.statements) {
    const tally = ts.isImportDeclaration(statement) ? counts.imports : counts.others;
    const first = file.getLineAndCharacterOfPosition(statement.getStart()).line;
    const last = file.getLineAndCharacterOfPosition(statement.end).line;
    const others = whole.definitions.filter(
      ({ range }) => range.start.line < first || range.start.line > last,
    );
    if (others.length === 0) {
      continue;
    }
    const wanted = others.map(({ kind, name: called }) => `${kind} ${called}`);
    for (const end of tokenEnds(statement)) {
      const { definitions } = await analyzer.analyze(
        uri,
        text.slice(0, end) + text.slice(statement.end),
        OPTIONS,
      );
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
  return counts;
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
