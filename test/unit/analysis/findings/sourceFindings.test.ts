import { describe, expect, it } from 'vitest';
import { FINDING_CODES, isFinding } from '../../../../src/protocol/finding';
import { analyze } from '../support/analysis';
import { asMarked, findingFixtures, marked } from './fixtures';

const FIXTURES = findingFixtures();

describe('the fixtures', () => {
  it.each(FIXTURES.map(({ code, file, ...rest }) => [`${code}/${file}`, { code, file, ...rest }] as const))(
    '%s reports exactly what it marks',
    async (_, { files, file, text }) => {
      const { findings } = await analyze(files, file);
      expect(asMarked(findings, text)).toEqual(marked(text));
      expect(findings.filter((finding) => !isFinding(finding))).toEqual([]);
    },
  );

  it.each(
    FIXTURES.filter(({ reports }) => reports).map(({ code, file, text }) => [`${code}/${file}`, code, text]),
  )('%s marks its own code', (_, code, text) => {
    expect(marked(text).map((one) => one.code)).toContain(code);
  });

  it.each([...new Set(FIXTURES.map(({ code }) => code))])('%s is a code', (code) => {
    expect(FINDING_CODES).toContain(code);
  });
});
