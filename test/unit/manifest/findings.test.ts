import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES, FINDING_SEVERITIES, FINDINGS } from '../../../src/protocol/finding';
import { manifest, root } from './manifest';

interface CodeSetting {
  readonly enum: readonly string[];
  readonly default: string;
}

const SETTING = manifest.contributes.configuration.properties['lrLens.findings.severities'] as unknown as {
  readonly properties: Readonly<Record<string, CodeSetting>>;
};

describe('the setting of severities', () => {
  it('has every code there is, and no other', () => {
    expect(Object.keys(SETTING.properties)).toEqual(FINDING_CODES);
  });

  it.each(FINDING_CODES)('%s takes every severity, and tells the one it has by itself', (code) => {
    const setting = SETTING.properties[code];
    expect(setting?.enum.toSorted()).toEqual(['off', ...FINDING_SEVERITIES].toSorted());
    expect(setting?.default).toBe(FINDINGS[code]);
  });
});

describe('the README', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const sections = [...readme.matchAll(/^### `([a-z-]+)`\n\n([A-Z][a-z]+): /gm)];

  it('explains every code there is under a heading of its own, with its severity', () => {
    expect(
      Object.fromEntries(sections.map(([, code = '', severity = '']) => [code, severity.toLowerCase()])),
    ).toEqual(FINDINGS);
  });
});
