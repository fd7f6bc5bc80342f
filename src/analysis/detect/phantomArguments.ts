import ts from 'typescript';
import { constantOf, definingExpression } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { staticNameOf } from './arithmetic';
import { isInitialRate, plainName } from './vocabulary';

/** A value under the name that our library has for it. */
export interface NamedArgument {
  readonly name: string;
  readonly node: ts.Expression;
}

/** The arguments of a call as a configuration of our library: by name, or one object that is passed on. */
export type ReadArguments =
  | { readonly kind: 'named'; readonly values: readonly NamedArgument[] }
  | { readonly kind: 'whole'; readonly config: ts.Expression };

/** The parameters of each class in the order of TensorFlow 1, which most positional calls follow. `-` is not used by us. */
const POSITIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ExponentialDecay', ['initialLearningRate', 'globalStep', 'decaySteps', 'decayRate', 'staircase']],
  ['InverseTimeDecay', ['initialLearningRate', 'globalStep', 'decaySteps', 'decayRate', 'staircase']],
  [
    'PolynomialDecay',
    ['initialLearningRate', 'globalStep', 'decaySteps', 'endLearningRate', 'power', 'cycle'],
  ],
  [
    'CosineDecay',
    ['initialLearningRate', 'globalStep', 'decaySteps', 'alpha', 'warmupTarget', 'warmupSteps'],
  ],
  ['CosineDecayRestarts', ['initialLearningRate', 'globalStep', 'firstDecaySteps', 'tMul', 'mMul', 'alpha']],
  ['PiecewiseConstantDecay', ['globalStep', 'boundaries', 'values']],
]);
/** Parameters that are left out by their place when nothing speaks for them. */
const UNUSED = 'globalStep';

/** Other names that people give to the parameters. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['learningrate', 'initialLearningRate'],
  ['initiallr', 'initialLearningRate'],
  ['initialrate', 'initialLearningRate'],
  ['lr', 'initialLearningRate'],
  ['baselr', 'initialLearningRate'],
  ['gamma', 'decayRate'],
  ['rate', 'decayRate'],
  ['decay', 'decayRate'],
  ['decayfactor', 'decayRate'],
  ['steps', 'decaySteps'],
  ['totalsteps', 'decaySteps'],
  ['decayperiod', 'decaySteps'],
  ['step', UNUSED],
  ['globalstep', UNUSED],
  ['iterations', UNUSED],
  ['minlearningrate', 'endLearningRate'],
  ['minlr', 'endLearningRate'],
  ['endlr', 'endLearningRate'],
]);

/** Reads the arguments of a phantom schedule. Authors differ in their order, so names and sizes of values decide. */
export function phantomArguments(
  className: string,
  given: readonly ts.Expression[],
  program: LoadedProgram,
): ReadArguments | null {
  const [first] = given;
  const positions = POSITIONS.get(className);
  if (first === undefined || positions === undefined || given.some(ts.isSpreadElement)) {
    return null;
  }
  const object = objectBehind(first, program);
  if (object !== null) {
    return object.properties.every(ts.isPropertyAssignment)
      ? { kind: 'named', values: fromObject(object, positions) }
      : { kind: 'whole', config: first };
  }
  return { kind: 'named', values: fromPositions(positions, given, program) };
}

function objectBehind(expression: ts.Expression, program: LoadedProgram): ts.ObjectLiteralExpression | null {
  const inner = unwrap(expression);
  const defined = ts.isObjectLiteralExpression(inner) ? inner : definingExpression(inner, program);
  const object = defined === null ? null : unwrap(defined);
  return object !== null && ts.isObjectLiteralExpression(object) ? object : null;
}

function fromObject(
  object: ts.ObjectLiteralExpression,
  positions: readonly string[],
): readonly NamedArgument[] {
  return object.properties.filter(ts.isPropertyAssignment).flatMap((property) => {
    const name = roleOf(staticName(property.name) ?? '', positions);
    return name === null || name === UNUSED ? [] : [{ name, node: property.initializer }];
  });
}

function roleOf(name: string, positions: readonly string[]): string | null {
  const plain = plainName(name);
  const known = positions.find((position) => plainName(position) === plain) ?? SYNONYMS.get(plain);
  if (known !== undefined) {
    // `decaySteps` is the first of several lengths where there are several.
    return positions.includes(known)
      ? known
      : known === 'decaySteps' && positions.includes('firstDecaySteps')
        ? 'firstDecaySteps'
        : null;
  }
  return isInitialRate(name) ? 'initialLearningRate' : null;
}

function fromPositions(
  positions: readonly string[],
  given: readonly ts.Expression[],
  program: LoadedProgram,
): readonly NamedArgument[] {
  const roles = given.map((argument) => roleOf(staticNameOf(argument) ?? '', positions));
  const open = (): readonly string[] => positions.filter((position) => !roles.includes(position));
  given.forEach((argument, i) => {
    if (roles[i] === null) {
      const value = constantOf(argument, program)?.value;
      roles[i] =
        open().find((position) => fits(position, value, given.length - i, open().length, argument)) ?? null;
    }
  });
  return given.flatMap((node, i) => {
    const name = roles[i] ?? null;
    return name === null || name === UNUSED ? [] : [{ name, node }];
  });
}

/** Whether a value may be meant for a parameter, by its kind and size. */
function fits(
  position: string,
  value: unknown,
  left: number,
  open: number,
  argument: ts.Expression,
): boolean {
  if (position === 'boundaries' || position === 'values') {
    return typeof value !== 'number' && typeof value !== 'boolean';
  }
  if (ts.isArrayLiteralExpression(unwrap(argument))) {
    return false;
  }
  if (position === UNUSED) {
    // A count of steps so far is there to be skipped only if all the others are given too.
    return value === 0 && left >= Math.min(3, open - 1);
  }
  if (typeof value === 'boolean') {
    return position === 'staircase' || position === 'cycle';
  }
  if (typeof value !== 'number') {
    return position !== 'staircase' && position !== 'cycle';
  }
  if (/steps/i.test(position)) {
    return value > 1;
  }
  return position === 'decayRate' || /rate$/i.test(position)
    ? value <= 1
    : position !== 'staircase' && position !== 'cycle';
}
