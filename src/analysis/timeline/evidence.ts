import ts from 'typescript';
import { constantOf, propertyOf } from '../program/constants';
import { positionAt } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, staticName } from '../program/syntax';
import type { TimelineValue } from '../../protocol/definition';

/** The defaults that tf.js gives to optimizers named by a string in `compile`; the factories of `tf.train` have others. */
const NAMED_OPTIMIZERS: Readonly<Record<string, number>> = {
  adagrad: 0.01,
  adadelta: 1,
  adam: 0.001,
  adamax: 0.002,
  rmsprop: 0.001,
  sgd: 0.01,
};

/** The defaults of `tf.train.adam()` and its like; the others demand a rate. */
const OPTIMIZER_FACTORIES: Readonly<Record<string, number | null>> = {
  sgd: null,
  momentum: null,
  adagrad: null,
  adadelta: 0.001,
  adam: 0.001,
  adamax: 0.002,
  rmsprop: null,
};

/** The rate of the optimizer nearest to a definition. */
export function initialRateNear(node: ts.Node, program: LoadedProgram): TimelineValue | null {
  return nearest(node, (candidate) => optimizerRate(candidate, program));
}

/** The number of epochs of the training call that a definition stands in, or else of the nearest. */
export function epochsNear(node: ts.Node, program: LoadedProgram): TimelineValue | null {
  return nearest(node, (candidate) =>
    ts.isPropertyAssignment(candidate) && staticName(candidate.name) === 'epochs'
      ? numberOf(candidate.initializer, program)
      : null,
  );
}

/** Updates in an epoch, where the source says: `batchesPerEpoch` of a training call. */
export function stepsPerEpochNear(node: ts.Node, program: LoadedProgram): TimelineValue | null {
  return nearest(node, (candidate) =>
    ts.isPropertyAssignment(candidate) && staticName(candidate.name) === 'batchesPerEpoch'
      ? numberOf(candidate.initializer, program)
      : null,
  );
}

/**
 * What `read` finds nearest to a node: in the innermost function around it, then further out, and only then in functions
 * beside those; the fewest characters away among equals.
 */
function nearest(node: ts.Node, read: (candidate: ts.Node) => number | null): TimelineValue | null {
  for (let scope: ts.Node = node.parent; ; scope = scope.parent) {
    if (ts.isSourceFile(scope) || isFunctionScope(scope)) {
      const found =
        closestIn(scope, node, read, false) ??
        (ts.isSourceFile(scope) ? closestIn(scope, node, read, true) : null);
      if (found !== null) {
        return fromSource(found.value, found.node);
      }
    }
    if (ts.isSourceFile(scope)) {
      return null;
    }
  }
}

interface Evidence {
  readonly node: ts.Node;
  readonly value: number;
}

function closestIn(
  scope: ts.Node,
  node: ts.Node,
  read: (candidate: ts.Node) => number | null,
  everywhere: boolean,
): Evidence | null {
  const found: Evidence[] = [];
  const visit = (candidate: ts.Node): void => {
    const value = read(candidate);
    if (value !== null) {
      found.push({ node: candidate, value });
    }
    ts.forEachChild(candidate, (child) => {
      if (everywhere || !isFunctionScope(child) || contains(child, node)) {
        visit(child);
      }
    });
  };
  visit(scope);
  const distance = (evidence: Evidence): number => Math.abs(evidence.node.getStart() - node.getStart());
  return found.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

function optimizerRate(node: ts.Node, program: LoadedProgram): number | null {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    const factory = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
    if (factory !== 'train' || !Object.hasOwn(OPTIMIZER_FACTORIES, name.text)) {
      return null;
    }
    const [rate] = node.arguments;
    return rate === undefined ? (OPTIMIZER_FACTORIES[name.text] ?? null) : numberOf(rate, program);
  }
  if (ts.isObjectLiteralExpression(node)) {
    const optimizer = propertyOf(node, 'optimizer');
    return optimizer !== null && ts.isStringLiteralLike(optimizer)
      ? (NAMED_OPTIMIZERS[optimizer.text] ?? null)
      : null;
  }
  return null;
}

function numberOf(expression: ts.Expression, program: LoadedProgram): number | null {
  const value = constantOf(expression, program)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function fromSource(value: number, node: ts.Node): TimelineValue {
  const file = node.getSourceFile();
  const { line } = positionAt(file, node.getStart());
  const text = node.getText().split('\n')[0] ?? '';
  return { value, from: 'source', place: { uri: file.fileName, line, text } };
}
