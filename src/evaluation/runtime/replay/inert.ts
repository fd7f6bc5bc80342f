/**
 * Stands for what a callback does beside setting rates, such as saving the model: it can be called, taken apart and
 * written to, and nothing comes of it. As a number it is NaN, which no rate is.
 */
export function inert(): unknown {
  const own = new Map<PropertyKey, unknown>();
  const target = function inertValue() {};
  return new Proxy(target, {
    get: (_, property) => {
      if (own.has(property)) {
        return own.get(property);
      }
      switch (property) {
        case Symbol.toPrimitive:
          return (hint: string) => (hint === 'string' ? '' : Number.NaN);
        case Symbol.iterator:
          return () => [].values();
        case 'length':
          return 0;
        case 'then':
          // What waits for it goes on at once, with nothing.
          return (goOn: unknown) => {
            if (typeof goOn === 'function') {
              (goOn as (value: undefined) => void)(undefined);
            }
            return inert();
          };
        default:
          return inert();
      }
    },
    set: (_, property, value) => {
      own.set(property, value);
      return true;
    },
    apply: () => inert(),
    construct: () => inert() as object,
  });
}
