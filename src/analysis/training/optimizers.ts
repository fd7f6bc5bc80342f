import ts from 'typescript';
import type { OptimizerFound } from '../../protocol/training/context';
import { OPTIMIZER_NAMES, type OptimizerName } from '../../protocol/training/setup';
import { constantOf, propertyOf } from '../program/constants';
import { rangeOf } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { NAMED_OPTIMIZERS, OPTIMIZER_FACTORIES } from '../../protocol/optimizerRates';
import { compileOptions } from './compile';
import { textOf } from './names';
import { tensorflowPath } from './tensorflowPath';

/** What the factories and the constructors take after the rate, in order. */
const PARAMETERS: Readonly<Record<OptimizerName, readonly string[]>> = {
  sgd: [],
  momentum: ['momentum', 'useNesterov'],
  adagrad: ['initialAccumulatorValue'],
  adadelta: ['rho', 'epsilon'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamax: ['beta1', 'beta2', 'epsilon', 'decay'],
  rmsprop: ['decay', 'momentum', 'epsilon', 'centered'],
};

const CLASSES: ReadonlyMap<string, OptimizerName> = new Map([
  ['SGDOptimizer', 'sgd'],
  ['MomentumOptimizer', 'momentum'],
  ['AdagradOptimizer', 'adagrad'],
  ['AdadeltaOptimizer', 'adadelta'],
  ['AdamOptimizer', 'adam'],
  ['AdamaxOptimizer', 'adamax'],
  ['RMSPropOptimizer', 'rmsprop'],
]);

/** The names that `compile` knows. */
const TEXTS: ReadonlyMap<string, OptimizerName> = new Map([
  ['SGD', 'sgd'],
  ['sgd', 'sgd'],
  ['Adagrad', 'adagrad'],
  ['adagrad', 'adagrad'],
  ['Adadelta', 'adadelta'],
  ['adadelta', 'adadelta'],
  ['Adam', 'adam'],
  ['adam', 'adam'],
  ['Adamax', 'adamax'],
  ['adamax', 'adamax'],
  ['RMSProp', 'rmsprop'],
  ['rmsprop', 'rmsprop'],
]);

/** The optimizers that are made within a node: by a factory, a class, or by their name in `compile`. */
export function optimizersIn(node: ts.Node, program: LoadedProgram): readonly OptimizerFound[] {
  const found: OptimizerFound[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isTypeNode(inner)) {
      return;
    }
    const made =
      ts.isCallExpression(inner) || ts.isNewExpression(inner)
        ? (madeBy(inner, program) ?? namedIn(inner, program))
        : null;
    if (made !== null) {
      found.push(made);
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

function madeBy(node: ts.CallExpression | ts.NewExpression, program: LoadedProgram): OptimizerFound | null {
  const name = ts.isNewExpression(node)
    ? classCalled(node.expression, program)
    : factoryCalled(node.expression, program);
  if (name === null) {
    return null;
  }
  const [rate, ...others] = node.arguments ?? [];
  const fallback = ts.isNewExpression(node) ? null : (OPTIMIZER_FACTORIES[name] ?? null);
  return {
    name,
    learningRate: rate === undefined ? fallback : numberOf(rate, program),
    parameters: parametersOf(name, others, program),
    uri: node.getSourceFile().fileName,
    range: rangeOf(node),
  };
}

function factoryCalled(callee: ts.Expression, program: LoadedProgram): OptimizerName | null {
  const name = ts.isPropertyAccessExpression(callee)
    ? OPTIMIZER_NAMES.find((known) => known === callee.name.text)
    : undefined;
  // Only what is named like a factory is worth looking up.
  const path = name === undefined ? null : tensorflowPath(callee, program);
  return name !== undefined && path?.length === 2 && path[0] === 'train' ? name : null;
}

function classCalled(callee: ts.Expression, program: LoadedProgram): OptimizerName | null {
  const path = tensorflowPath(callee, program);
  return path?.length === 1 ? (CLASSES.get(path[0] ?? '') ?? null) : null;
}

function parametersOf(
  name: OptimizerName,
  values: readonly ts.Expression[],
  program: LoadedProgram,
): Readonly<Record<string, number | boolean>> {
  const entries = PARAMETERS[name].flatMap((parameter, i) => {
    const written = values[i];
    const value = written === undefined ? undefined : constantOf(written, program)?.value;
    return value === undefined ? [] : [[parameter, value] as const];
  });
  return Object.fromEntries(entries);
}

function numberOf(expression: ts.Expression, program: LoadedProgram): number | null {
  const value = constantOf(expression, program)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** `compile({ optimizer: 'adam' })`: the names have defaults of their own. */
function namedIn(node: ts.CallExpression | ts.NewExpression, program: LoadedProgram): OptimizerFound | null {
  const options = compileOptions(node, program);
  const optimizer = options === null ? null : propertyOf(options, 'optimizer');
  const name = optimizer === null ? undefined : TEXTS.get(textOf(optimizer, program) ?? '');
  return optimizer === null || name === undefined
    ? null
    : {
        name,
        learningRate: NAMED_OPTIMIZERS[name] ?? null,
        parameters: {},
        uri: optimizer.getSourceFile().fileName,
        range: rangeOf(optimizer),
      };
}
