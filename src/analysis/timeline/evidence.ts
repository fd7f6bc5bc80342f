import ts from 'typescript';
import { constantOf } from '../program/constants';
import { positionAt } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { contains, staticName } from '../program/syntax';
import type { TimelineValue } from '../../protocol/definition';
import { mayMakeOptimizer, type OptimizerRate, optimizerRate } from './optimizerRate';
import { isFit, updatesInEpoch } from './updatesInEpoch';

/** Properties that tell a value of the timeline by themselves. */
const TELLING_PROPERTIES = new Set(['epochs', 'batchesPerEpoch']);

/** A node that may tell a value of a timeline. */
export interface Candidate {
  readonly node: ts.Node;
  /** The innermost function around it; null at the top level of its file. */
  readonly scope: ts.Node | null;
}

/** A candidate and the value that it tells. */
interface Told {
  readonly candidate: Candidate;
  readonly value: number;
}

/** A candidate that makes an optimizer, and what it says of its rate. */
export interface ToldOptimizer {
  readonly candidate: Candidate;
  readonly rate: OptimizerRate;
}

/** What a document says of its timelines. */
export class Evidence {
  private readonly optimizers: () => readonly ToldOptimizer[];
  private readonly epochs: () => readonly Candidate[];
  private readonly batches: () => readonly Told[];
  private readonly loops: readonly Candidate[];

  /** @param candidates all nodes of the program's main file that may tell something, in the order of their places. */
  constructor(
    private readonly program: LoadedProgram,
    candidates: readonly Candidate[],
  ) {
    const told = (read: (node: ts.Node) => number | null) =>
      once(() =>
        candidates.flatMap((candidate) => {
          const value = read(candidate.node);
          return value === null ? [] : [{ candidate, value }];
        }),
      );
    this.loops = candidates.filter(({ node }) => ts.isForStatement(node));
    this.optimizers = once(() =>
      candidates.flatMap((candidate) => {
        const rate = optimizerRate(candidate.node, program);
        return rate === null ? [] : [{ candidate, rate }];
      }),
    );
    this.epochs = once(() => candidates.filter(({ node }) => epochsOf(node) !== null));
    this.batches = told((node) =>
      isFit(node) ? updatesInEpoch(node, program) : propertyNamed('batchesPerEpoch', node, program),
    );
  }

  /** What the optimizers of the document say of their rates, the nearest to a node first. */
  optimizersNear(node: ts.Node): readonly ToldOptimizer[] {
    return byNearness(node, this.optimizers(), ({ candidate }) => candidate, this.program);
  }

  /** The loops of the document that count, the nearest to a definition first. */
  loopsNear(node: ts.Node): readonly ts.ForStatement[] {
    return byNearness(node, this.loops, (candidate) => candidate, this.program).map(
      ({ node: loop }) => loop as ts.ForStatement,
    );
  }

  /** The numbers of epochs of training calls: of the one that a node stands in, or else the nearest first. */
  epochsNear(node: ts.Node): readonly { readonly place: ts.Node; readonly expression: ts.Expression }[] {
    return byNearness(node, this.epochs(), (candidate) => candidate, this.program).flatMap(
      ({ node: place }) => {
        const expression = epochsOf(place);
        return expression === null ? [] : [{ place, expression }];
      },
    );
  }

  /** Updates in an epoch, where the source says: `batchesPerEpoch` of a training call, or its samples and their batches. */
  stepsPerEpochNear(node: ts.Node): TimelineValue | null {
    return this.nearest(node, this.batches());
  }

  /**
   * What is told nearest to a node: in the innermost function around it, then further out, and only then in functions
   * beside those; the fewest characters away among equals.
   */
  private nearest(node: ts.Node, told: readonly Told[]): TimelineValue | null {
    const [closest] = byNearness(node, told, ({ candidate }) => candidate, this.program);
    return closest === undefined ? null : fromSource(closest.value, closest.candidate.node);
  }
}

/** Sorts what may tell something by how near it is to a node. */
export function byNearness<T>(
  node: ts.Node,
  things: readonly T[],
  candidateOf: (thing: T) => Candidate,
  program: LoadedProgram,
): readonly T[] {
  const start = node.getStart();
  return things
    .map((thing) => {
      const candidate = candidateOf(thing);
      const scope = candidate.scope ?? program.main;
      return {
        thing,
        // A function around both is the nearer the smaller it is.
        remoteness: contains(scope, node) ? scope.end - scope.pos : Infinity,
        distance: Math.abs(candidate.node.getStart() - start),
      };
    })
    .sort((a, b) => (a.remoteness === b.remoteness ? a.distance - b.distance : a.remoteness - b.remoteness))
    .map(({ thing }) => thing);
}

/** Calls a function when its result is first asked for, and never again. */
function once<T>(make: () => T): () => T {
  let made: { readonly result: T } | null = null;
  return () => (made ??= { result: make() }).result;
}

/** Whether a node may tell a value of a timeline, by its form alone. */
export function mayTell(node: ts.Node): boolean {
  if (ts.isForStatement(node)) {
    return node.condition !== undefined;
  }
  if (ts.isPropertyAssignment(node)) {
    return TELLING_PROPERTIES.has(staticName(node.name) ?? '');
  }
  if (ts.isShorthandPropertyAssignment(node)) {
    return node.name.text === 'epochs';
  }
  return isFit(node) || mayMakeOptimizer(node);
}

function propertyNamed(name: string, node: ts.Node, program: LoadedProgram): number | null {
  return ts.isPropertyAssignment(node) && staticName(node.name) === name
    ? numberOf(node.initializer, program)
    : null;
}

/** The expression of `{ epochs: expression }` or `{ epochs }`; null for other nodes. */
function epochsOf(node: ts.Node): ts.Expression | null {
  if (ts.isShorthandPropertyAssignment(node)) {
    return node.name.text === 'epochs' ? node.name : null;
  }
  return ts.isPropertyAssignment(node) && staticName(node.name) === 'epochs' ? node.initializer : null;
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
