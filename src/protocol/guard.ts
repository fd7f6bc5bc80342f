/** Run-time checks for values that come from across a boundary. A type is derived from its guard, so the two cannot disagree. */
export type Guard<T> = (value: unknown) => value is T;

/** The type that a guard vouches for. */
export type Guarded<G> = G extends Guard<infer T> ? T : never;

type Shape = Readonly<Record<string, Guard<unknown>>>;
type ObjectOf<S extends Shape> = { readonly [K in keyof S]: Guarded<S[K]> };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const guards = {
  string: (value: unknown): value is string => typeof value === 'string',
  boolean: (value: unknown): value is boolean => typeof value === 'boolean',
  /** NaN and the infinities are refused: no message has a use for them. */
  finite: (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value),
  /** A count of steps or epochs: a whole number, 0 or more. */
  count: (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
  literal:
    <const L extends string | number>(literal: L): Guard<L> =>
    (value: unknown): value is L =>
      value === literal,
  nullable:
    <T>(guard: Guard<T>): Guard<T | null> =>
    (value: unknown): value is T | null =>
      value === null || guard(value),
  array:
    <T>(guard: Guard<T>): Guard<readonly T[]> =>
    (value: unknown): value is readonly T[] =>
      Array.isArray(value) && value.every(guard),
  /** An object used as a map: every value is of one kind. */
  record:
    <T>(guard: Guard<T>): Guard<Readonly<Record<string, T>>> =>
    (value: unknown): value is Readonly<Record<string, T>> =>
      isRecord(value) && Object.values(value).every(guard),
  object:
    <S extends Shape>(shape: S): Guard<ObjectOf<S>> =>
    (value: unknown): value is ObjectOf<S> =>
      isRecord(value) && Object.entries(shape).every(([key, guard]) => guard(value[key])),
  oneOf:
    <G extends readonly Guard<unknown>[]>(...alternatives: G): Guard<Guarded<G[number]>> =>
    (value: unknown): value is Guarded<G[number]> =>
      alternatives.some((guard) => guard(value)),
};
