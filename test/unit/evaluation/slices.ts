import type { Slice } from '../../../src/protocol/slice';

/** A slice of one module whose `$root` returns the value of `expression`; `head` stands before it. */
export function sliceOf(
  expression: string,
  { head = '', ...rest }: Partial<Omit<Slice, 'code'>> & { head?: string } = {},
): Slice {
  const code = `(function ($lr) { return [function (exports, require) { 'use strict';
${head}
exports.$root = () => (
${expression}
);
}]; })`;
  return {
    code,
    form: 'schedule',
    slots: [],
    given: {},
    sources: ['file:///train.ts'],
    // Every line is taken from the line of the same number in the source.
    lines: code.split('\n').map((_, line) => ({ source: 0, line })),
    usesTensors: false,
    stateless: false,
    ...rest,
  };
}

/** A slice whose schedule is the body of a function of the step. */
export function stepSlice(body: string, head = ''): Slice {
  return sliceOf(`{ call(step) { ${body} } }`, { head });
}
