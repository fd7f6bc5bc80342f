export const DEFAULT_SETTINGS = {
  lens: true,
  hover: true,
  defaultHorizon: 1_000,
  timeLimit: 500,
};
/** Reads what the client answered for the section `lrLens`; what is absent or of the wrong type takes its default. */
export function readSettings(section) {
  const at = (...path) =>
    path.reduce(
      (value, key) => (typeof value === 'object' && value !== null ? value[key] : undefined),
      section,
    );
  const flag = (value, otherwise) => (typeof value === 'boolean' ? value : otherwise);
  const count = (value, otherwise) =>
    typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.round(value) : otherwise;
  return {
    lens: flag(at('lens', 'enabled'), DEFAULT_SETTINGS.lens),
    hover: flag(at('hover', 'enabled'), DEFAULT_SETTINGS.hover),
    defaultHorizon: count(at('defaultHorizon'), DEFAULT_SETTINGS.defaultHorizon),
    timeLimit: count(at('evaluation', 'timeLimit'), DEFAULT_SETTINGS.timeLimit),
  };
}
