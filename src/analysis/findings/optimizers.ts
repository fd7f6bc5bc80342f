import ts from 'typescript';
import { OPTIMIZER_NAMES, type OptimizerName } from '../../protocol/training/setup';
import { bindingOfExpression } from '../program/binding';
import { propertyOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { compileOptions } from '../training/compile';
import { textOf } from '../training/names';
import { tensorflowPath } from '../training/tensorflowPath';
import type { CheckedFile } from './check';
import { isReassigned } from './references';

/** Optimizers held through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 8;

/** The optimizer that `tf.train.adam(…)` or `new tf.AdamOptimizer(…)` makes; null for any other call. */
export function optimizerMadeBy(
  call: ts.CallExpression | ts.NewExpression,
  program: LoadedProgram,
): OptimizerName | null {
  if (ts.isNewExpression(call)) {
    const path = tensorflowPath(call.expression, program);
    return path?.length === 1 ? classOf(path[0] ?? '') : null;
  }
  const callee = call.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : null;
  const known = OPTIMIZER_NAMES.find((one) => one === name);
  // Only what is named like a factory is worth looking up.
  const path = known === undefined ? null : tensorflowPath(callee, program);
  return path?.length === 2 && path[0] === 'train' ? (known ?? null) : null;
}

/** `SGDOptimizer` and its like. */
function classOf(name: string): OptimizerName | null {
  return name.endsWith('Optimizer')
    ? (OPTIMIZER_NAMES.find((one) => one === name.slice(0, -'Optimizer'.length).toLowerCase()) ?? null)
    : null;
}

/** The kind of optimizer that an expression can only be; null where the source leaves it open. */
export function optimizerOf(
  expression: ts.Expression,
  file: CheckedFile,
  steps = MOST_STEPS,
): OptimizerName | null {
  const cast = castOf(expression, file.program);
  if (cast !== null) {
    return cast;
  }
  const inner = unwrap(expression);
  if (steps === 0) {
    return null;
  }
  if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) {
    return optimizerMadeBy(inner, file.program);
  }
  if (ts.isIdentifier(inner)) {
    const binding = bindingOfExpression(inner, file.program);
    return binding?.kind === 'declared' ? ofDeclaration(binding.declaration, file, steps) : null;
  }
  if (!ts.isPropertyAccessExpression(inner)) {
    return null;
  }
  return inner.expression.kind === ts.SyntaxKind.ThisKeyword
    ? ofMember(inner, file, steps)
    : inner.name.text === 'optimizer'
      ? compiledWith(inner.expression, file, steps)
      : null;
}

/** What a cast on the way to an expression says: `(model.optimizer as tf.SGDOptimizer)`. */
function castOf(expression: ts.Expression, program: LoadedProgram): OptimizerName | null {
  for (let inner = expression; ; inner = inner.expression) {
    if (ts.isAsExpression(inner) || ts.isTypeAssertionExpression(inner) || ts.isSatisfiesExpression(inner)) {
      const named = ofType(inner.type, program);
      if (named !== null) {
        return named;
      }
    } else if (!ts.isParenthesizedExpression(inner) && !ts.isNonNullExpression(inner)) {
      return null;
    }
  }
}

function ofType(type: ts.TypeNode | undefined, program: LoadedProgram): OptimizerName | null {
  const path =
    type !== undefined && ts.isTypeReferenceNode(type) ? tensorflowPath(type.typeName, program) : null;
  return path?.length === 1 ? classOf(path[0] ?? '') : null;
}

function ofDeclaration(declaration: ts.Declaration, file: CheckedFile, steps: number): OptimizerName | null {
  if (ts.isParameter(declaration)) {
    return ofType(declaration.type, file.program);
  }
  if (!ts.isVariableDeclaration(declaration)) {
    return null;
  }
  const typed = ofType(declaration.type, file.program);
  if (typed !== null || declaration.initializer === undefined) {
    return typed;
  }
  return isReassigned(declaration) ? null : optimizerOf(declaration.initializer, file, steps - 1);
}

/** `this.optimizer`, where its class says what it holds each time that it is given a value. */
function ofMember(
  access: ts.PropertyAccessExpression,
  file: CheckedFile,
  steps: number,
): OptimizerName | null {
  const holder = ts.findAncestor(access, ts.isClassLike);
  if (holder === undefined) {
    return null;
  }
  const given: (OptimizerName | null)[] = [];
  for (const member of holder.members) {
    if (ts.isPropertyDeclaration(member) && staticName(member.name) === access.name.text) {
      const typed = ofType(member.type, file.program);
      if (typed !== null) {
        return typed;
      }
      if (member.initializer !== undefined) {
        given.push(optimizerOf(member.initializer, file, steps - 1));
      }
    }
  }
  const visit = (node: ts.Node): void => {
    const isGiven =
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      node.left.expression.kind === ts.SyntaxKind.ThisKeyword &&
      node.left.name.text === access.name.text;
    if (isGiven) {
      given.push(optimizerOf(node.right, file, steps - 1));
    }
    ts.forEachChild(node, visit);
  };
  visit(holder);
  return agreed(given);
}

/** What the model is compiled with, where all calls of `compile` on it say the same. */
function compiledWith(model: ts.Expression, file: CheckedFile, steps: number): OptimizerName | null {
  const given = file.trainingCalls.flatMap((call): (OptimizerName | null)[] => {
    const callee = call.expression;
    if (
      !ts.isPropertyAccessExpression(callee) ||
      callee.name.text !== 'compile' ||
      !isSame(callee.expression, model, file.program)
    ) {
      return [];
    }
    const options = compileOptions(call, file.program);
    const optimizer = options === null ? null : propertyOf(options, 'optimizer');
    if (optimizer === null) {
      return [null];
    }
    const name = textOf(optimizer, file.program)?.toLowerCase() ?? null;
    return [
      name === null
        ? optimizerOf(optimizer, file, steps - 1)
        : (OPTIMIZER_NAMES.find((one) => one === name) ?? null),
    ];
  });
  return agreed(given);
}

function isSame(a: ts.Expression, b: ts.Expression, program: LoadedProgram): boolean {
  const left = unwrap(a);
  const right = unwrap(b);
  if (left.getText() !== right.getText()) {
    return false;
  }
  if (!ts.isIdentifier(left) || !ts.isIdentifier(right)) {
    // Members of the same `this` alone: what else is written alike may be two things.
    return (
      left.getText().startsWith('this.') &&
      ts.findAncestor(left, ts.isClassLike) === ts.findAncestor(right, ts.isClassLike)
    );
  }
  const [first, second] = [bindingOfExpression(left, program), bindingOfExpression(right, program)];
  return (
    first?.kind === 'declared' && second?.kind === 'declared' && first.declaration === second.declaration
  );
}

function agreed(given: readonly (OptimizerName | null)[]): OptimizerName | null {
  const [first = null] = given;
  return given.every((one) => one === first) ? first : null;
}

/** Whether a call may make an optimizer, by its form alone. */
export function isFactoryName({ expression: callee }: ts.CallExpression | ts.NewExpression): boolean {
  const name = ts.isPropertyAccessExpression(callee)
    ? callee.name.text
    : ts.isIdentifier(callee)
      ? callee.text
      : '';
  return OPTIMIZER_NAMES.some((one) => one === name) || classOf(name) !== null;
}
