import type { ScalarType } from './ScalarTensor';

/** One operation on one value, in doubles. */
export interface UnaryKernel {
  readonly compute: (x: number) => number;
  /** The only type it takes; absent where it takes all. */
  readonly accepts?: ScalarType;
  /** The type of its result; absent where that is the argument's. */
  readonly gives?: ScalarType;
}

/** One operation on two values of one type, in doubles. */
export interface BinaryKernel {
  readonly compute: (a: number, b: number) => number;
  readonly accepts?: ScalarType | 'any';
  readonly gives?: ScalarType;
  /** Whether two booleans are counted as int32. */
  readonly widensBooleans?: boolean;
}

const FLOAT: ScalarType = 'float32';

/** Coefficients of Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26, as tf.js has them. */
const ERF = { p: 0.3275911, a: [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429] } as const;
/** Beyond these, float32 cannot tell softplus from its limits. */
const SOFTPLUS_LIMIT = Math.log(2 ** -23) + 2;
/** From Klambauer and others, Self-Normalizing Neural Networks (arXiv 1706.02515), at the digits of tf.js. */
const SELU = { scale: 1.0507009873554804934193349852946, alpha: 1.7580993408473768599402175208123 } as const;

/** Arithmetic of the CPU kernels of tf.js 4.22, by the operation's name. */
export const unaryKernels: Readonly<Record<string, UnaryKernel>> = {
  abs: { compute: Math.abs },
  acos: { compute: Math.acos },
  acosh: { compute: Math.acosh },
  asin: { compute: Math.asin },
  asinh: { compute: Math.asinh },
  atan: { compute: Math.atan },
  atanh: { compute: Math.atanh },
  ceil: { compute: Math.ceil, accepts: FLOAT },
  cos: { compute: Math.cos, accepts: FLOAT },
  cosh: { compute: Math.cosh, accepts: FLOAT },
  elu: { compute: (x) => (x >= 0 ? x : Math.exp(x) - 1), accepts: FLOAT },
  exp: { compute: Math.exp, gives: FLOAT },
  expm1: { compute: Math.expm1 },
  floor: { compute: Math.floor, accepts: FLOAT },
  isFinite: { compute: (x) => Number(Number.isFinite(x)), gives: 'bool' },
  isInf: { compute: (x) => Number(Math.abs(x) === Infinity), gives: 'bool' },
  isNaN: { compute: (x) => Number(Number.isNaN(x)), gives: 'bool' },
  log: { compute: Math.log, accepts: FLOAT },
  log1p: { compute: Math.log1p },
  logicalNot: { compute: (x) => (x === 0 ? 1 : 0), accepts: 'bool', gives: 'bool' },
  reciprocal: { compute: (x) => 1 / x },
  relu: { compute: (x) => Math.max(0, x) },
  relu6: { compute: (x) => Math.min(Math.max(0, x), 6) },
  round: { compute: roundHalfToEven },
  rsqrt: { compute: (x) => 1 / Math.sqrt(x), accepts: FLOAT },
  selu: { compute: (x) => (x >= 0 ? SELU.scale * x : SELU.alpha * (Math.exp(x) - 1)) },
  sigmoid: { compute: (x) => 1 / (1 + Math.exp(-x)), accepts: FLOAT },
  sign: { compute: (x) => (x < 0 ? -1 : x > 0 ? 1 : 0) },
  sin: { compute: Math.sin, accepts: FLOAT },
  sinh: { compute: Math.sinh },
  softplus: { compute: softplus },
  sqrt: { compute: Math.sqrt, accepts: FLOAT },
  tan: { compute: Math.tan, accepts: FLOAT },
  tanh: { compute: Math.tanh, accepts: FLOAT },
};

export const binaryKernels: Readonly<Record<string, BinaryKernel>> = {
  add: { compute: (a, b) => a + b },
  atan2: { compute: Math.atan2 },
  equal: { compute: (a, b) => Number(a === b), accepts: 'any', gives: 'bool' },
  floorDiv: { compute: (a, b) => Math.floor(a / b), gives: 'int32' },
  greater: { compute: (a, b) => Number(a > b), accepts: 'any', gives: 'bool' },
  greaterEqual: { compute: (a, b) => Number(a >= b), accepts: 'any', gives: 'bool' },
  less: { compute: (a, b) => Number(a < b), accepts: 'any', gives: 'bool' },
  lessEqual: { compute: (a, b) => Number(a <= b), accepts: 'any', gives: 'bool' },
  logicalAnd: { compute: (a, b) => a && b, accepts: 'bool', gives: 'bool' },
  logicalOr: { compute: (a, b) => a || b, accepts: 'bool', gives: 'bool' },
  maximum: { compute: Math.max, widensBooleans: true },
  minimum: { compute: Math.min, widensBooleans: true },
  mod: { compute: modulo },
  mul: { compute: (a, b) => a * b },
  notEqual: { compute: (a, b) => Number(a !== b), accepts: 'any', gives: 'bool' },
  pow: { compute: Math.pow },
  realDivision: { compute: (a, b) => a / b },
  squaredDifference: { compute: (a, b) => (a - b) * (a - b) },
  sub: { compute: (a, b) => a - b },
};

export function erf(x: number): number {
  const t = 1 / (1 + ERF.p * Math.abs(x));
  const [a1, a2, a3, a4, a5] = ERF.a;
  const polynomial = ((((a5 * t + a4) * t + a3) * t + a2) * t + a1) * t;
  return Math.sign(x) * (1 - polynomial * Math.exp(-Math.abs(x) * Math.abs(x)));
}

function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const above = x - below;
  if (above === 0.5) {
    return below % 2 === 0 ? below : below + 1;
  }
  // Written so that NaN takes the same way as in tf.js.
  return above < 0.5 ? below : above > 0.5 ? Math.ceil(x) : below + 1;
}

/** The result has the divisor's sign, as in Python. */
function modulo(a: number, b: number): number {
  const remainder = a % b;
  return (a < 0 && b < 0) || (a >= 0 && b >= 0) ? remainder : (remainder + b) % b;
}

function softplus(x: number): number {
  if (x < SOFTPLUS_LIMIT) {
    return Math.exp(x);
  }
  return x > -SOFTPLUS_LIMIT ? x : Math.log(1 + Math.exp(x));
}
