import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, readSettings } from '../../../src/server/settings';
import { manifest } from '../manifest/manifest';

describe('readSettings', () => {
  it('reads what the client answers', () => {
    expect(
      readSettings({
        lens: { enabled: false },
        hover: { enabled: false },
        inlayHints: { enabled: true },
        defaultHorizon: 500,
        evaluation: { timeLimit: 250 },
        findings: { enabled: true, severities: { 'zero-warmup': 'off', 'phantom-api': 'hint' } },
      }),
    ).toEqual({
      lens: false,
      hover: false,
      inlayHints: true,
      defaultHorizon: 500,
      timeLimit: 250,
      findings: { 'zero-warmup': 'off', 'phantom-api': 'hint' },
    });
  });
  it('wants no findings where they are turned off', () => {
    expect(readSettings({ findings: { enabled: false } }).findings).toBeNull();
  });
  it('leaves out severities and codes that there are not', () => {
    const severities = { 'zero-warmup': 'loud', 'no-such-code': 'error', 'nan-rate': 'hint' };
    expect(readSettings({ findings: { severities } }).findings).toEqual({ 'nan-rate': 'hint' });
  });
  it.each([
    [null],
    [undefined],
    ['lens'],
    [[]],
    [{ lens: 1, hover: { enabled: 'no' }, defaultHorizon: '500', evaluation: { timeLimit: Number.NaN } }],
    [{ findings: { enabled: 'no', severities: ['off'] } }],
    [{ findings: { severities: null } }],
    [{ defaultHorizon: 0, evaluation: { timeLimit: -1 } }],
  ])('takes the defaults in place of %j', (section) => {
    expect(readSettings(section)).toEqual(DEFAULT_SETTINGS);
  });
  it('has the defaults that the manifest tells', () => {
    const { properties } = manifest.contributes.configuration;
    expect({
      lens: properties['lrLens.lens.enabled']?.default,
      hover: properties['lrLens.hover.enabled']?.default,
      inlayHints: properties['lrLens.inlayHints.enabled']?.default,
      defaultHorizon: properties['lrLens.defaultHorizon']?.default,
      timeLimit: properties['lrLens.evaluation.timeLimit']?.default,
      findings: properties['lrLens.findings.severities']?.default,
    }).toEqual(DEFAULT_SETTINGS);
  });
});
