function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
export const guards = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  /** NaN and the infinities are refused: no message has a use for them. */
  finite: (value) => typeof value === 'number' && Number.isFinite(value),
  /** A count of steps or epochs: a whole number, 0 or more. */
  count: (value) => Number.isSafeInteger(value) && value >= 0,
  literal: (literal) => (value) => value === literal,
  nullable: (guard) => (value) => value === null || guard(value),
  array: (guard) => (value) => Array.isArray(value) && value.every(guard),
  object: (shape) => (value) =>
    isRecord(value) && Object.entries(shape).every(([key, guard]) => guard(value[key])),
  oneOf:
    (...alternatives) =>
    (value) =>
      alternatives.some((guard) => guard(value)),
};
