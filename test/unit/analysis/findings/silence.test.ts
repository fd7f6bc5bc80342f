import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandSnippet } from '../../manifest/expandSnippet';
import { manifest, readJson, root } from '../../manifest/manifest';
import { casesOf, kindFolders } from '../support/fieldCases';
import { findingsIn } from './foundIn';

/** What is rightly found in a fixture of detection, by folder and file: these are after code that people really wrote. */
const RIGHTLY: Readonly<Record<string, readonly string[]>> = {
  'positive/phantomDecay.js': ['non-numeric-rate', 'phantom-api', 'phantom-api'],
  'composition/joined.js': ['zero-warmup', 'zero-warmup'],
  'composition/warmupAround.ts': ['zero-warmup'],
  'inline-rate/branches.tsx': ['zero-warmup'],
  'phantom-api/exponential.ts': ['non-numeric-rate', 'phantom-api'],
  'phantom-api/kerasStyle.mjs': ['phantom-api', 'phantom-api', 'phantom-api'],
  'phantom-api/optionalScheduler.js': ['phantom-api'],
  'phantom-api/plateau.js': ['phantom-api'],
  'phantom-api/schedulerByName.ts': ['phantom-api'],
  'phantom-api/schedulerConst.js': ['phantom-api'],
  'phantom-api/withGlobalStep.js': ['non-numeric-rate', 'phantom-api'],
  'schedule-factory/curried.ts': ['zero-warmup'],
  'schedule-factory/importedConstants.ts': ['zero-warmup'],
  'schedule-function/chinchilla.ts': ['zero-warmup'],
  'schedule-function/multiplierAndArrow.mjs': ['zero-warmup', 'zero-warmup'],
};

function codesOf(findings: Awaited<ReturnType<typeof findingsIn>>): readonly string[] {
  return findings.map(({ code }) => code).sort();
}

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
    '%s has those findings alone that are right',
    async (name, { files, file }) => {
      expect(codesOf(await findingsIn(files, file))).toEqual(RIGHTLY[name] ?? []);
    },
  );
});
