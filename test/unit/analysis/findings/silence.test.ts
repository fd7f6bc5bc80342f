import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../../../src/protocol/finding';
import { expandSnippet } from '../../manifest/expandSnippet';
import { manifest, readJson, root } from '../../manifest/manifest';
import { casesOf, kindFolders } from '../support/fieldCases';
import { findingsIn } from './foundIn';

/** What is right of code that people really wrote, wherever it is found: it is there to be seen. Nothing else is. */
const PLAIN_TO_SEE: ReadonlySet<string> = new Set<FindingCode>([
  'phantom-api',
  'non-numeric-rate',
  'optimizer-in-hook',
  'zero-warmup',
]);

describe('no finding stands', () => {
  const negatives = ['hard/negative', ...kindFolders('negative')].flatMap(casesOf);
  it.each(negatives.map((one) => [`${one.kind}/${one.file}`, one] as const))(
    'in what is no schedule: %s',
    async (_, { files, file }) => {
      expect(await findingsIn(files, file)).toEqual([]);
    },
  );

  const samples = path.join(root, 'samples/src');
  const texts = Object.fromEntries(
    readdirSync(samples).map((file) => [file, readFileSync(path.join(samples, file), 'utf8')]),
  );
  it.each(Object.keys(texts))('in the sample %s', async (file) => {
    expect(await findingsIn(texts, file)).toEqual([]);
  });

  const snippets = manifest.contributes.snippets
    .filter(({ language }) => language === 'typescript' || language === 'javascript')
    .flatMap(({ language, path: file }) =>
      Object.values(readJson(file) as Record<string, { prefix: string; body: readonly string[] }>).map(
        ({ prefix, body }) =>
          [prefix, `${prefix}.${language === 'typescript' ? 'ts' : 'js'}`, expandSnippet(body)] as const,
      ),
    );
  it.each(snippets)(
    'in what %s inserts, but that its warmup begins at 0 (%s)',
    async (prefix, file, text) => {
      const found = (await findingsIn({ [file]: text }, file)).map(
        ({ code, severity }) => `${severity} ${code}`,
      );
      // Keras begins it there too, and one step is little: a hint.
      expect(found).toEqual(prefix === 'lr-cosine' ? ['hint zero-warmup'] : []);
    },
  );
});

describe('in schedules of all kinds', () => {
  const positives = ['hard/positive', ...kindFolders('positive')].flatMap(casesOf);
  it.each(positives.map((one) => [`${one.kind}/${one.file}`, one] as const))(
    '%s has those findings alone that anyone can see to be right',
    async (_, { files, file }) => {
      const found = await findingsIn(files, file);
      expect(found.filter(({ code }) => !PLAIN_TO_SEE.has(code))).toEqual([]);
    },
  );
});
