import { LIBRARY, SCHEDULE_BASE } from '../detect/library';
import type { Binding } from '../program/binding';

/** Names that every JavaScript engine has, and that a slice may therefore use. */
export const LANGUAGE_GLOBALS: ReadonlySet<string> = new Set([
  'Array',
  'ArrayBuffer',
  'BigInt',
  'Boolean',
  'DataView',
  'Date',
  'Error',
  'EvalError',
  'Float32Array',
  'Float64Array',
  'Function',
  'Infinity',
  'Int16Array',
  'Int32Array',
  'Int8Array',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'RangeError',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'WeakMap',
  'WeakSet',
  'arguments',
  'eval',
  'globalThis',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'undefined',
]);

/**
 * Harmless stand-ins for what a program's surroundings offer: nothing is set in the environment, so that `process.env.LR ?? 0.1`
 * takes its default, and what is logged goes nowhere.
 */
export const HOST_STAND_INS: ReadonlyMap<string, string> = new Map([
  ['process', '{ env: {}, argv: [] }'],
  ['console', 'new Proxy({}, { get: () => () => undefined })'],
]);

/**
 * What a name is bound to in a slice, where that is not what it stands for in the source: the base class of schedules is
 * ours, wherever it is had from, and `tf` is tf.js, which a page has by a script tag.
 */
export function boundTo(binding: Binding): Binding {
  if (binding.kind === 'declared' || binding.kind === 'module') {
    return binding;
  }
  if (binding.name === SCHEDULE_BASE) {
    return { kind: 'external', specifier: LIBRARY, name: SCHEDULE_BASE };
  }
  return binding.kind === 'global' && binding.name === 'tf'
    ? { kind: 'external', specifier: '@tensorflow/tfjs', name: '*' }
    : binding;
}
