import { describe, expect, it } from 'vitest';
import { FINDING_CODES, isFinding } from '../../../../src/protocol/finding';
import { findingsIn } from './foundIn';
import { asMarked, findingFixtures, marked } from './fixtures';

const FIXTURES = findingFixtures();

describe('the fixtures', () => {
  it.each(FIXTURES.map(({ code, file, ...rest }) => [`${code}/${file}`, { code, file, ...rest }] as const))(
    '%s reports exactly what it marks',
    async (_, { files, file, text }) => {
      const findings = await findingsIn(files, file);
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

describe('every code', () => {
  it.each(FINDING_CODES)('%s has two fixtures that report it and two that stay silent', (code) => {
    const of = (reports: boolean): number =>
      FIXTURES.filter((fixture) => fixture.code === code && fixture.reports === reports).length;
    expect(of(true)).toBeGreaterThanOrEqual(2);
    expect(of(false)).toBeGreaterThanOrEqual(2);
  });
});
