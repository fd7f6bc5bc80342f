import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FindingFix } from '../../../../src/analysis/findings/fixes';
import { root } from '../../manifest/manifest';
import { analyze, analyzerOf, uriOf } from '../support/analysis';
import { type FindingFixture, findingFixtures } from './fixtures';

/** Fixes of a fixture, each with the text that it makes of it. */
interface Fixed {
  readonly fixture: FindingFixture;
  readonly fix: FindingFix;
  readonly text: string;
}

const CASES: readonly Fixed[] = (
  await Promise.all(
    findingFixtures()
      .filter(({ reports }) => reports)
      .map(async (fixture) => {
        const { files, file, text } = fixture;
        const fixes = await analyzerOf(files).findingFixes(uriOf(file), text, null);
        return fixes.map((fix) => ({ fixture, fix, text: applied(fix, text) }));
      }),
  )
).flat();

function applied({ edits }: FindingFix, text: string): string {
  return TextDocument.applyEdits(
    TextDocument.create('file:///a.ts', 'typescript', 1, text),
    edits.map(({ range, text: newText }) => ({ range, newText })),
  );
}

const named = CASES.map((one, i) => [`${i}: ${one.fixture.file}, ${one.fix.finding.code}`, one] as const);

describe('a fix', () => {
  it.each([
    'no-effect-assignment',
    'non-numeric-rate',
    'phantom-api',
    'mixed-callbacks',
    'incomplete-config',
    'unsafe-config',
  ])('exists for %s', (code) => {
    expect(CASES.some(({ fix }) => fix.finding.code === code)).toBe(true);
  });

  it.each(named)('%s does away with its finding and adds none', async (_, { fixture, fix, text }) => {
    const { findings: before } = await analyze(fixture.files, fixture.file);
    const { findings: after } = await analyze({ ...fixture.files, [fixture.file]: text }, fixture.file);
    const count = (list: typeof before, code: string): number =>
      list.filter((one) => one.code === code).length;
    expect(count(after, fix.finding.code)).toBe(count(before, fix.finding.code) - 1);
    expect(after.length).toBe(before.length - 1);
  });
});

/** Every text that a fix makes, beside the fixture as it was, type-checked in one program. */
function errorsOf(texts: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    allowJs: true,
    checkJs: true,
    noImplicitAny: false,
    skipLibCheck: true,
    noImplicitOverride: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    paths: { 'tfjs-lr-schedules': [path.join(root, 'src/schedules/index.ts')] },
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    readFile: (file) => texts.get(file) ?? disk.readFile(file),
    fileExists: (file) => texts.has(file) || disk.fileExists(file),
    getSourceFile: (file, version, ...rest) => {
      const text = texts.get(file);
      return text === undefined
        ? disk.getSourceFile(file, version, ...rest)
        : ts.createSourceFile(file, text, version, true);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return new Map(
    [...texts.keys()].map((file) => {
      const source = program.getSourceFile(file);
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [file, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))];
    }),
  );
}

describe('the text that a fix makes', () => {
  const folder = path.join(root, 'test/fixtures/findings/fixed');
  const place = (i: number, { fixture }: Fixed): string => path.join(folder, `${i}_${fixture.file}`);
  const before = (i: number, { fixture }: Fixed): string => path.join(folder, `${i}_before_${fixture.file}`);
  const errors = errorsOf(
    new Map(
      CASES.flatMap((one, i) => [
        [place(i, one), one.text] as const,
        [before(i, one), one.fixture.text] as const,
      ]),
    ),
  );

  it.each(CASES.map((one, i) => [`${i}: ${one.fixture.file}, ${one.fix.finding.code}`, i, one] as const))(
    '%s has no type error that was not there',
    (_, i, one) => {
      const known = errors.get(before(i, one)) ?? [];
      expect((errors.get(place(i, one)) ?? []).filter((error) => !known.includes(error))).toEqual([]);
    },
  );
});
