import { type Guard, type Guarded, guards } from './guard';

/** How loudly a finding is shown, as in the Language Server Protocol. */
export const FINDING_SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** Everything that can be found wrong with a schedule, and how severe it is by default. Codes are stable: settings name them. */
export const FINDINGS = {
  'no-effect-assignment': 'warning',
  'non-numeric-rate': 'error',
  'phantom-api': 'error',
  'optimizer-in-hook': 'warning',
  'mixed-callbacks': 'error',
  'zero-warmup': 'hint',
  'zero-length': 'error',
  'compounding-decay': 'warning',
  'unapplied-rate': 'warning',
  'unattached-schedule': 'warning',
  'negative-rate': 'error',
  'nan-rate': 'error',
  'infinite-rate': 'error',
  'no-rate': 'error',
  'failing-schedule': 'error',
  'too-slow': 'error',
  'rise-after-end': 'warning',
  'unsorted-boundaries': 'error',
  'boundary-beyond-end': 'warning',
  'warmup-beyond-end': 'warning',
  'incomplete-config': 'warning',
  'unsafe-config': 'warning',
} as const satisfies Readonly<Record<string, FindingSeverity>>;

export type FindingCode = keyof typeof FINDINGS;
export const FINDING_CODES = Object.keys(FINDINGS) as readonly FindingCode[];

export const isFindingCode: Guard<FindingCode> = (value): value is FindingCode =>
  typeof value === 'string' && Object.hasOwn(FINDINGS, value);

export const isFindingSeverity: Guard<FindingSeverity> = (value): value is FindingSeverity =>
  FINDING_SEVERITIES.some((severity) => severity === value);

const isPosition = guards.object({ line: guards.count, character: guards.count });

/** Something that is wrong with a schedule, or with how it is used, at a place in a document. */
export const isFinding = guards.object({
  code: isFindingCode,
  severity: isFindingSeverity,
  /** One plain sentence: the thing, what is wrong with it, and what to do. */
  message: guards.string,
  /** In the document that it was found in. */
  range: guards.object({ start: isPosition, end: isPosition }),
});
export type Finding = Guarded<typeof isFinding>;

/** What a person may set for a code: how severe it is, or not to hear of it. */
export type FindingSetting = FindingSeverity | 'off';
export type FindingSettings = Readonly<Partial<Record<FindingCode, FindingSetting>>>;

/** The findings that a person wants to hear of, as severe as they say; in order of their place. */
export function withSettings(findings: readonly Finding[], settings: FindingSettings): readonly Finding[] {
  return findings.flatMap((finding) => {
    const severity = settings[finding.code] ?? finding.severity;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
}
