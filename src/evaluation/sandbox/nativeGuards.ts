import { ScheduleFault } from '../runtime/fault';

type Native = (this: unknown, ...given: unknown[]) => unknown;

/** Elements that one call may go over: far more than a schedule has, and gone over within some milliseconds. */
const MOST_ELEMENTS = 2 ** 21;

/** Methods that go over all of an array without calling back, for which the interpreter does not look at the clock. */
const SWEEPING_ARRAY_METHODS = [
  ...[
    'concat',
    'copyWithin',
    'every',
    'fill',
    'filter',
    'find',
    'findIndex',
    'findLast',
    'findLastIndex',
    'flat',
  ],
  ...[
    'flatMap',
    'forEach',
    'includes',
    'indexOf',
    'join',
    'lastIndexOf',
    'map',
    'reduce',
    'reduceRight',
    'reverse',
  ],
  ...['shift', 'slice', 'some', 'sort', 'splice', 'toReversed', 'toSorted', 'toSpliced', 'unshift', 'with'],
];
const SWEEPING_STRING_METHODS = [
  ...['concat', 'includes', 'indexOf', 'lastIndexOf', 'normalize', 'padEnd', 'padStart', 'repeat', 'replace'],
  ...['replaceAll', 'slice', 'split', 'substring', 'toLowerCase', 'toUpperCase', 'trim'],
];

/**
 * QuickJS looks at the clock once in ten thousand calls or jumps, whatever each of them costs. Where a single call can
 * take milliseconds that is too seldom, so such natives look at it themselves, and refuse arrays beyond all reason.
 * @param look told how many elements a call goes over; does not return when the time is up.
 */
export function guardNatives(look: (elements: number) => void): void {
  for (const name of SWEEPING_ARRAY_METHODS) {
    guard(Array.prototype, name, (native) => {
      return function (this: unknown, ...given: unknown[]) {
        const { length } = Object(this) as { length?: unknown };
        const elements = typeof length === 'number' ? length : 0;
        look(elements);
        if (elements > MOST_ELEMENTS) {
          throw new ScheduleFault('memory', `makes an array of ${elements} elements`);
        }
        return Reflect.apply(native, this, given);
      };
    });
  }
  for (const name of SWEEPING_STRING_METHODS) {
    guard(String.prototype, name, looking(look));
  }
  for (const name of ['assign', 'entries', 'fromEntries', 'keys', 'values']) {
    guard(Object, name, looking(look));
  }
  for (const name of ['parse', 'stringify']) {
    guard(JSON, name, looking(look));
  }
}

/** Takes away what makes code of text: a page under our policy refuses it too, so that both hosts agree. */
export function forbidCodeFromText(): void {
  const refuse = function (): never {
    throw new EvalError('a schedule cannot make code of text');
  };
  const global = globalThis as { eval: unknown; Function: unknown };
  const kinds = [
    Function.prototype,
    Object.getPrototypeOf(async () => {}) as object,
    Object.getPrototypeOf(function* () {}) as object,
    Object.getPrototypeOf(async function* () {}) as object,
  ];
  for (const prototype of kinds) {
    Object.defineProperty(prototype, 'constructor', { value: refuse, configurable: false, writable: false });
  }
  // So that `value instanceof Function` still tells functions.
  refuse.prototype = Function.prototype as unknown;
  global.Function = refuse;
  global.eval = refuse;
}

function looking(look: (elements: number) => void): (native: Native) => Native {
  return (native) =>
    function (this: unknown, ...given: unknown[]) {
      look(typeof this === 'string' ? this.length : 0);
      return Reflect.apply(native, this, given);
    };
}

function guard(owner: object, name: string, wrap: (native: Native) => Native): void {
  const native = (owner as Record<string, unknown>)[name];
  if (typeof native === 'function') {
    const value = wrap(native as Native);
    Object.defineProperty(value, 'name', { value: name });
    Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  }
}
