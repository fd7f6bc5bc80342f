import { ScheduleFault } from '../runtime/fault';

type Native = (this: unknown, ...given: unknown[]) => unknown;

/** Elements that one call may go over: far more than a schedule has, and gone over within some milliseconds. */
const MOST_ELEMENTS = 2 ** 21;
/** Characters that a search may compare, at worst each of one string with each of the other. */
const MOST_COMPARISONS = 2 ** 28;
/** Characters of a string to be put into Unicode's normal form, whose cost grows with the square of a run of accents. */
const MOST_NORMALIZED = 2 ** 14;

/** Methods that go over all of an array without calling back, for which the interpreter does not look at the clock. */
const SWEEPING_ARRAY_METHODS = [
  ...['concat', 'copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex'],
  ...['flat', 'flatMap', 'forEach', 'includes', 'indexOf', 'join', 'lastIndexOf', 'map', 'reduce'],
  ...['reduceRight', 'reverse', 'shift', 'slice', 'some', 'sort', 'splice', 'toLocaleString', 'toReversed'],
  ...['toSorted', 'toSpliced', 'unshift', 'with'],
];
/** Those that typed arrays have of the same kind; buffers are bounded by the memory of the sandbox. */
const SWEEPING_TYPED_ARRAY_METHODS = [...SWEEPING_ARRAY_METHODS, 'set', 'subarray'];
const SWEEPING_STRING_METHODS = [
  ...['concat', 'endsWith', 'isWellFormed', 'match', 'padEnd', 'padStart', 'repeat', 'search', 'slice'],
  ...['startsWith', 'substr', 'substring', 'toLocaleLowerCase', 'toLocaleUpperCase', 'toLowerCase'],
  ...['toUpperCase', 'toWellFormed', 'trim', 'trimEnd', 'trimStart'],
];
const SEARCHING_STRING_METHODS = ['includes', 'indexOf', 'lastIndexOf', 'replace', 'replaceAll', 'split'];
const SWEEPING_FUNCTIONS = [
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'parseFloat'],
  ...['parseInt', 'unescape'],
];
const NORMALIZING_STRING_METHODS = ['localeCompare', 'normalize'];

/**
 * QuickJS looks at the clock once in ten thousand calls or jumps, whatever each of them costs. Where a single call can
 * take milliseconds that is too seldom, so such natives look at it themselves, and refuse what is beyond all reason.
 * Operators cannot be guarded, nor can a slice that sets out to deceive these guards; the server's client watches for it.
 * @param look told how many elements a call goes over; does not return when the time is up.
 */
export function guardNatives(look: (elements: number) => void): void {
  const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object;
  guardAll(Array.prototype, SWEEPING_ARRAY_METHODS, sweeping(look));
  guardAll(typedArrayPrototype, SWEEPING_TYPED_ARRAY_METHODS, sweeping(look));
  guardAll(String.prototype, SWEEPING_STRING_METHODS, looking(look));
  guardAll(String.prototype, SEARCHING_STRING_METHODS, searching(look));
  guardAll(String.prototype, NORMALIZING_STRING_METHODS, normalizing(look));
  guardAll(globalThis, SWEEPING_FUNCTIONS, looking(look));
  guardAll(Object, ['assign', 'entries', 'fromEntries', 'keys', 'values'], looking(look));
  guardAll(JSON, ['parse', 'stringify'], looking(look));
  guard(JSON, 'stringify', callingBack);
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

type Wrap = (native: Native) => Native;

function looking(look: (elements: number) => void): Wrap {
  return (native) =>
    function (this: unknown, ...given: unknown[]) {
      look(lengthOf(this) + lengthOf(given[0]));
      return Reflect.apply(native, this, given);
    };
}

/** For methods of arrays and of what is like them. Those that `concat` puts together count, too. */
function sweeping(look: (elements: number) => void): Wrap {
  return (native) =>
    function (this: unknown, ...given: unknown[]) {
      let elements = arrayLength(this);
      if (native.name === 'concat') {
        for (const each of given) elements += arrayLength(each);
      }
      look(elements);
      if (elements > MOST_ELEMENTS) {
        throw new ScheduleFault('memory', `makes an array of ${elements} elements`);
      }
      return Reflect.apply(native, this, given);
    };
}

function searching(look: (elements: number) => void): Wrap {
  return (native) =>
    function (this: unknown, ...given: unknown[]) {
      const [length, sought] = [lengthOf(this), lengthOf(given[0])];
      look(length);
      if (length * sought > MOST_COMPARISONS) {
        throw new ScheduleFault('memory', `searches a string of ${length} characters for one of ${sought}`);
      }
      return Reflect.apply(native, this, given);
    };
}

function normalizing(look: (elements: number) => void): Wrap {
  return (native) =>
    function (this: unknown, ...given: unknown[]) {
      const length = Math.max(lengthOf(this), lengthOf(given[0]));
      look(length);
      if (length > MOST_NORMALIZED) {
        throw new ScheduleFault('memory', `normalizes a string of ${length} characters`);
      }
      return Reflect.apply(native, this, given);
    };
}

/** A value that holds another twice, which holds another twice, and so on, is soon without end when written out. */
function callingBack(native: Native): Native {
  return function (this: unknown, value: unknown, replacer?: unknown, space?: unknown) {
    const calls = typeof replacer === 'function' || Array.isArray(replacer);
    const same = (_key: string, each: unknown): unknown => each;
    return Reflect.apply(native, this, [value, calls ? replacer : same, space]);
  };
}

function lengthOf(text: unknown): number {
  return typeof text === 'string' ? text.length : 0;
}

/** As natives read it: 0 where there is none. */
function arrayLength(value: unknown): number {
  const isLikeOne = typeof value === 'object' && value !== null;
  return isLikeOne ? Number((value as { readonly length?: unknown }).length) || 0 : lengthOf(value);
}

function guardAll(owner: object, names: readonly string[], wrap: Wrap): void {
  for (const name of names) guard(owner, name, wrap);
}

function guard(owner: object, name: string, wrap: Wrap): void {
  const native = (owner as Record<string, unknown>)[name];
  if (typeof native === 'function') {
    const value = wrap(native as Native);
    Object.defineProperty(value, 'name', { value: name });
    Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  }
}
