/** The settings under `lrLens` that the server reads. */
export interface ServerSettings {
  readonly lens: boolean;
  readonly hover: boolean;
  readonly inlayHints: boolean;
  /** Steps to show of a schedule when nothing says how many. */
  readonly defaultHorizon: number;
  /** Milliseconds that one schedule may take. */
  readonly timeLimit: number;
}

export const DEFAULT_SETTINGS: ServerSettings = {
  lens: true,
  hover: true,
  inlayHints: false,
  defaultHorizon: 1_000,
  timeLimit: 500,
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
  };
}
