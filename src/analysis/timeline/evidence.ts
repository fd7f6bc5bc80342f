import ts from 'typescript';
import { constantOf, propertyOf } from '../program/constants';
import { positionAt } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, staticName } from '../program/syntax';
import type { TimelineValue } from '../../protocol/definition';

/** The defaults that tf.js gives to optimizers named by a string in `compile`; the factories of `tf.train` have others. */
export const NAMED_OPTIMIZERS: Readonly<Record<string, number>> = {
  adagrad: 0.01,
  adadelta: 1,
  adam: 0.001,
  adamax: 0.002,
  rmsprop: 0.001,
  sgd: 0.01,
};

/** The defaults of `tf.train.adam()` and its like; the others demand a rate. */
export const OPTIMIZER_FACTORIES: Readonly<Record<string, number | null>> = {
  sgd: null,
  momentum: null,
  adagrad: null,
  adadelta: 0.001,
  adam: 0.001,
  adamax: 0.002,
  rmsprop: null,
};

/** Properties that tell a value of the timeline by themselves. */
const TELLING_PROPERTIES = new Set(['epochs', 'batchesPerEpoch']);

interface Candidate {
  readonly node: ts.Node;
  /** The innermost function around it, or its file. */
  readonly scope: ts.Node;
}

/** What a document says of its timelines: looked for once, when first asked. */
export class Evidence {
  private known: readonly Candidate[] | null = null;

  constructor(private readonly program: LoadedProgram) {}

  /** The rate of the optimizer nearest to a definition. */
  initialRateNear(node: ts.Node): TimelineValue | null {
    return this.nearest(node, (candidate) => optimizerRate(candidate, this.program));
  }

  /** The number of epochs of the training call that a definition stands in, or else of the nearest. */
  epochsNear(node: ts.Node): TimelineValue | null {
    return this.nearest(node, (candidate) => this.propertyNamed('epochs', candidate));
  }

  /** Updates in an epoch, where the source says: `batchesPerEpoch` of a training call. */
  stepsPerEpochNear(node: ts.Node): TimelineValue | null {
    return this.nearest(node, (candidate) => this.propertyNamed('batchesPerEpoch', candidate));
  }

  private propertyNamed(name: string, candidate: ts.Node): number | null {
    return ts.isPropertyAssignment(candidate) && staticName(candidate.name) === name
      ? numberOf(candidate.initializer, this.program)
      : null;
  }

  /**
   * What `read` finds nearest to a node: in the innermost function around it, then further out, and only then in
   * functions beside those; the fewest characters away among equals.
   */
  private nearest(node: ts.Node, read: (candidate: ts.Node) => number | null): TimelineValue | null {
    const found = this.candidates().flatMap(({ node: candidate, scope }) => {
      const value = read(candidate);
      return value === null ? [] : [{ candidate, scope, value }];
    });
    const start = node.getStart();
    const [closest] = found
      .map((one) => ({
        ...one,
        // A function around both is the nearer the smaller it is.
        remoteness: contains(one.scope, node) ? one.scope.end - one.scope.pos : Infinity,
        distance: Math.abs(one.candidate.getStart() - start),
      }))
      .sort((a, b) =>
        a.remoteness === b.remoteness ? a.distance - b.distance : a.remoteness - b.remoteness,
      );
    return closest === undefined ? null : fromSource(closest.value, closest.candidate);
  }

  private candidates(): readonly Candidate[] {
    if (this.known !== null) {
      return this.known;
    }
    const found: Candidate[] = [];
    const visit = (node: ts.Node, scope: ts.Node): void => {
      if (ts.isTypeNode(node)) {
        return;
      }
      if (mayTell(node)) {
        found.push({ node, scope });
      }
      const inner = isFunctionScope(node) ? node : scope;
      ts.forEachChild(node, (child) => {
        visit(child, inner);
      });
    };
    visit(this.program.main, this.program.main);
    this.known = found;
    return found;
  }
}

function mayTell(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) {
    return TELLING_PROPERTIES.has(staticName(node.name) ?? '');
  }
  if (ts.isObjectLiteralExpression(node)) {
    return propertyOf(node, 'optimizer') !== null;
  }
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    Object.hasOwn(OPTIMIZER_FACTORIES, node.expression.name.text)
  );
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

/** A value of the timeline with the line of `node`, which says it. */
export function fromSource(value: number, node: ts.Node): TimelineValue {
  const file = node.getSourceFile();
  const { line } = positionAt(file, node.getStart());
  const text = node.getText().split('\n')[0] ?? '';
  return { value, from: 'source', place: { uri: file.fileName, line, text } };
}
