import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { javaScriptSnippets } from '../../../tools/snippets.mjs';
import { expandSnippet } from './expandSnippet';
import { manifest, readJson, root } from './manifest';
import { mistakesIn } from './mistakesIn';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const PREFIXES = [
  'lr-callback',
  'lr-cosine',
  'lr-cosine-restarts',
  'lr-cyclical',
  'lr-exponential',
  'lr-inverse-time',
  'lr-piecewise',
  'lr-polynomial',
  'lr-subclass',
];

function snippetsOf(language: string): Snippet[] {
  return manifest.contributes.snippets
    .filter((contribution) => contribution.language === language)
    .flatMap((contribution) => Object.values(readJson(contribution.path) as Record<string, Snippet>));
}

const expanded = (language: string, extension: string): Record<string, string> =>
  Object.fromEntries(
    snippetsOf(language).map(({ prefix, body }) => [`${prefix}.${extension}`, expandSnippet(body)]),
  );

describe.each(['typescript', 'typescriptreact', 'javascript', 'javascriptreact'])('in %s', (language) => {
  test('there is one for each form', () => {
    expect(
      snippetsOf(language)
        .map(({ prefix }) => prefix)
        .sort(),
    ).toEqual(PREFIXES);
  });

  test('each has stops to fill in and a place to end at', () => {
    for (const { body, prefix } of snippetsOf(language)) {
      expect(body.join('\n'), prefix).toMatch(/\$\{1:/);
      expect(body.at(-1), prefix).toBe('$0');
    }
  });
});

test('each compiles under --strict in an empty TypeScript file', () => {
  expect(mistakesIn(expanded('typescript', 'ts'), { strict: true, noImplicitOverride: true })).toEqual([]);
  expect(mistakesIn(expanded('typescriptreact', 'tsx'), { strict: true, jsx: ts.JsxEmit.Preserve })).toEqual(
    [],
  );
}, 60_000);

test('each is right in an empty JavaScript file', () => {
  const options = { allowJs: true, checkJs: true, strict: true, noImplicitAny: false };
  expect(mistakesIn(expanded('javascript', 'js'), options)).toEqual([]);
}, 60_000);

test('the check does find a mistake', () => {
  const wrong =
    "import { CosineDecay } from 'tfjs-lr-schedules';\nnew CosineDecay({ initialLearningRate: 1 });";
  expect(mistakesIn({ 'wrong.ts': wrong }, { strict: true })).toEqual([
    expect.stringContaining('decaySteps'),
  ]);
}, 60_000);

test('the ones for JavaScript are up to date with those for TypeScript', async () => {
  const written = readFileSync(path.join(root, 'snippets/own.javascript.json'), 'utf8');
  expect(JSON.parse(written), 'run `node tools/snippets.mjs`').toEqual(
    JSON.parse(await javaScriptSnippets()),
  );
});
