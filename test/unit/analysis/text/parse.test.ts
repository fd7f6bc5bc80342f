import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { cut, joined } from '../../../../src/analysis/text/cut';
import { isSourceFileName, parse, type ParsedText } from '../../../../src/analysis/text/parse';

const ROOT = path.join(import.meta.dirname, '../../../..');
const FOLDERS = ['src/analysis', 'samples', 'test/fixtures', 'test/unit', 'bench'];

/** Whole code as people write it: our own. */
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isSourceFileName(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|[\\/]dist[\\/]/.test(file)),
);

/** Every node below a file, with its kind and its place. */
function nodesOf(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    found.push(`${ts.SyntaxKind[node.kind]} ${node.getStart()}-${node.end}`);
    ts.forEachChild(node, visit);
  };
  file.statements.forEach(visit);
  return found;
}

function whole(fileName: string, text: string): ts.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
}

function parsed(text: string, previous: ParsedText | null = null): ParsedText {
  return parse('main.ts', text, null, previous);
}

describe('text that is parsed in pieces', () => {
  it('has the nodes that it has as a whole', () => {
    const differing = FILES.filter((file) => {
      const text = readFileSync(file, 'utf8');
      const { sourceFile, faults } = parse(file, text, null, null);
      const reference = whole(file, text);
      return (
        faults.length > 0 ||
        JSON.stringify(nodesOf(sourceFile)) !== JSON.stringify(nodesOf(reference)) ||
        ts.isExternalModule(sourceFile) !== ts.isExternalModule(reference)
      );
    });
    expect(FILES.length).toBeGreaterThan(200);
    expect(differing).toEqual([]);
  });

  it.each([
    ['a literal', 'const text = `\n\nexport const a = {\n`;\n\nconst b = 1;\n'],
    ['two literals', 'const s = `\n\nconst a = 1;\n`;\n\nconst t = `\n\nconst b = 2;\n`;\n'],
    ['a comment', '/* A\n\nconst a = 1;\n*/\n\nconst b = "/*";\n\n  /*\n\nconst c = `;\n*/\nconst d = 1;\n'],
    ['brackets', "describe('a', () => {\n\nconst a = [1];\n\nfunction b() {}\n\n});\n\nconst c = 1;\n"],
    [
      'brackets in brackets',
      'run({ a: () => {\n\nconst a = [\n  2];\n\n}, b: [\n\n// two\n]});\n\nconst c = 1;\n',
    ],
    ['an operator and what follows it', 'const f =\n\nfunction () {};\n\nconst b = a +\n\nclass {};\n'],
    ['`await` in a module', "import 'a';\n\nconst a = 1;\n\nawait (a);\n\nfunction f() {}\n"],
  ])('a gap in %s is none between declarations', (_, text) => {
    const { sourceFile, faults } = parsed(text);
    expect(faults).toEqual([]);
    expect(nodesOf(sourceFile)).toEqual(nodesOf(whole('main.ts', text)));
  });

  it('has its faults where they are', () => {
    const { faults } = parsed('const a = 1;\n\nconst b = f(1;\n\nconst c = [1\n');
    expect(faults.map(({ line }) => line)).toEqual([2, 2, 5, 4]);
  });
});

describe('cuts', () => {
  it('go before declarations, with what stands right above them', () => {
    const pieces = [
      "import 'a';\nimport 'b';\n\n",
      '/** A. */\n@sealed\nclass A {}\n\n\n',
      'const b = 1;\nconst c = 2;\n\nb();\n',
    ];
    expect(cut(pieces.join(''))).toEqual(pieces);
  });

  it('do not go through indented code', () => {
    expect(cut('function f() {\n\n  const a = 1;\n\n  // one\n  return a;\n}\n')).toHaveLength(1);
  });

  it('go where they went but for those that an edit touches', () => {
    const before = cut('const a = 1;\n\nconst b = 2;\n\nconst c = 3;\n');
    const after = cut('const a = 1;\n\nconst b = [2;\n\nconst c = 3;\n');
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
  });
});

it.each([
  [
    ['', '', ''],
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
  ],
  [
    ['', '({', '', '})', ''],
    [
      [0, 1],
      [1, 4],
      [4, 5],
    ],
  ],
  [['({', '}', ')'], [[0, 3]]],
  [
    ['(', '', ''],
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
  ],
  [
    ['(', ']', ')'],
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
  ],
  [
    ['`', '({', '`', '('],
    [
      [0, 3],
      [3, 4],
    ],
  ],
])('pieces that leave %j without a partner are joined as %j', (unmatched, stretches) => {
  expect(joined(unmatched)).toEqual(stretches);
});

it('what is typed anywhere leaves the nodes that a fresh parse has, and keeps those of other declarations', () => {
  const file = path.join(ROOT, 'src/analysis/analyze.ts');
  const text = readFileSync(file, 'utf8');
  let known = parsed(text);
  for (const typed of ['a', '(', ' {', '`', '\n\nconst a = [', '/*', '*/', '}', ')', "'", '\n\n', ';']) {
    for (let at = 0; at < text.length; at += 2_477) {
      const now = text.slice(0, at) + typed + text.slice(at);
      known = parsed(now, known);
      const fresh = parsed(now);
      expect(known.faults).toEqual(fresh.faults);
      expect(nodesOf(known.sourceFile)).toEqual(nodesOf(fresh.sourceFile));
      const [first] = known.sourceFile.statements;
      known = parsed(text, known);
      if (at > text.indexOf('\n\n')) {
        expect(known.sourceFile.statements[0]).toBe(first);
      }
    }
  }
  expect(known.faults).toEqual([]);
});
