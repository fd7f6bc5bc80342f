import ts from 'typescript';
import type { Check } from './check';
import { compoundingDecay } from './compoundingDecay';
import { incompleteConfig } from './config/incompleteConfig';
import { unsafeConfig } from './config/unsafeConfig';
import { mixedCallbacks } from './mixedCallbacks';
import { noEffectAssignment } from './noEffectAssignment';
import { nonNumericRate } from './nonNumericRate';
import { optimizerInHook } from './optimizerInHook';
import { phantomCall } from './phantomCall';
import { unappliedRate } from './unappliedRate';
import { unattachedSchedule } from './unattachedSchedule';

const CHECKS: readonly Check[] = [
  noEffectAssignment,
  nonNumericRate,
  phantomCall,
  optimizerInHook,
  mixedCallbacks,
  compoundingDecay,
  unappliedRate,
  unattachedSchedule,
  incompleteConfig,
  unsafeConfig,
];

/** The checks that look at each kind of node: most kinds are of no interest to any. */
const BY_KIND: ReadonlyMap<ts.SyntaxKind, readonly Check[]> = new Map(
  [...new Set(CHECKS.flatMap(({ kinds }) => kinds))].map((kind) => [
    kind,
    CHECKS.filter(({ kinds }) => kinds.includes(kind)),
  ]),
);

const TRAINING_METHODS = new Set([
  'compile',
  'fit',
  'fitDataset',
  'trainOnBatch',
  'minimize',
  'applyGradients',
]);

/** What the checks want to know of one top-level statement, whatever its names stand for. Nodes are those of the statement. */
export interface Candidates {
  readonly checked: readonly { readonly node: ts.Node; readonly check: Check }[];
  readonly trainingCalls: readonly ts.CallExpression[];
}

/** Looks through top-level statements, each once: the node of a statement is another one when its text has changed. */
export class CandidateFinder {
  private readonly known = new WeakMap<ts.Statement, Candidates>();

  candidatesIn(statement: ts.Statement): Candidates {
    const known = this.known.get(statement);
    if (known !== undefined) {
      return known;
    }
    const made = lookThrough(statement);
    this.known.set(statement, made);
    return made;
  }
}

function lookThrough(statement: ts.Statement): Candidates {
  const checked: { node: ts.Node; check: Check }[] = [];
  const trainingCalls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) {
      return;
    }
    for (const check of BY_KIND.get(node.kind) ?? []) {
      if (check.concerns(node)) {
        checked.push({ node, check });
      }
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      TRAINING_METHODS.has(node.expression.name.text)
    ) {
      trainingCalls.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return { checked, trainingCalls };
}
