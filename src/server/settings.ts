import { type FindingSettings, isFindingCode, isFindingSeverity } from '../protocol/finding';

/** The settings under `lrLens` that the server reads. */
export interface ServerSettings {
  readonly lens: boolean;
  readonly hover: boolean;
  readonly inlayHints: boolean;
  /** Steps to show of a schedule when nothing says how many. */
  readonly defaultHorizon: number;
  /** Milliseconds that one schedule may take. */
  readonly timeLimit: number;
  /** How severe a person wants findings to be, by their codes; null where they want none at all. */
  readonly findings: FindingSettings | null;
}

export const DEFAULT_SETTINGS: ServerSettings = {
  lens: true,
  hover: true,
  inlayHints: false,
  defaultHorizon: 1_000,
  timeLimit: 500,
  findings: {},
};

/** Reads what the client answered for the section `lrLens`; what is absent or of the wrong type takes its default. */
export function readSettings(section: unknown): ServerSettings {
  const at = (...path: readonly string[]): unknown =>
    path.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      section,
    );
  const flag = (value: unknown, otherwise: boolean): boolean =>
    typeof value === 'boolean' ? value : otherwise;
  const count = (value: unknown, otherwise: number): number =>
    typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.round(value) : otherwise;
  return {
    lens: flag(at('lens', 'enabled'), DEFAULT_SETTINGS.lens),
    hover: flag(at('hover', 'enabled'), DEFAULT_SETTINGS.hover),
    inlayHints: flag(at('inlayHints', 'enabled'), DEFAULT_SETTINGS.inlayHints),
    defaultHorizon: count(at('defaultHorizon'), DEFAULT_SETTINGS.defaultHorizon),
    timeLimit: count(at('evaluation', 'timeLimit'), DEFAULT_SETTINGS.timeLimit),
    findings: at('findings', 'enabled') === false ? null : severities(at('findings', 'severities')),
  };
}

/** What is set for codes that there are; the rest of it is no setting of ours. */
function severities(section: unknown): FindingSettings {
  const entries = Object.entries(typeof section === 'object' && section !== null ? section : {});
  return Object.fromEntries(
    entries.filter(
      ([code, severity]) => isFindingCode(code) && (severity === 'off' || isFindingSeverity(severity)),
    ),
  );
}
