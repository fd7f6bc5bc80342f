import ts from 'typescript';
import type { IndexUnit } from '../../protocol/definition';
import { isFunctionScope } from '../program/syntax';
import { some, staticNameOf } from './arithmetic';
import { functionName } from './functionNames';
import { indexName, isTotalEpochs, wordsOf } from './vocabulary';

/** Code that is run again and again: the body of a loop or of a function. */
export interface Repeated {
  readonly owner: ts.Node;
  readonly body: ts.Node;
}

/** The innermost code around a node that may be run again and again; null at the top level of a file. */
export function repeatedAround(node: ts.Node): Repeated | null {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isIterationStatement(outer, false)) {
      // The head of a loop runs once, or belongs to the loop's own counting.
      if (outer.statement.pos <= node.pos) {
        return { owner: outer, body: outer.statement };
      }
    } else if (isFunctionScope(outer)) {
      return outer.body === undefined ? null : { owner: outer, body: outer.body };
    }
  }
  return null;
}

/** Words in the names of functions that are called once for each step or epoch. */
const REPEATING = new Set(
  'decay decays anneal update updates step steps epoch batch iteration iterate train training fit next tick advance learn optimize schedule adjust lower reduce'.split(
    ' ',
  ),
);

/** Whether code is run once for each step or epoch: it is in a loop, or its function's name says so. */
export function isRepeated({ owner }: Repeated): boolean {
  if (!isFunctionScope(owner)) {
    return true;
  }
  return isRepeating(functionName(owner) ?? '');
}

/** Whether a function's name says that it is called once for each step or epoch. */
export function isRepeating(name: string): boolean {
  return wordsOf(name).some((word) => REPEATING.has(word));
}

/** What repeated code counts, by the names of its loop's variable and bound, or of its function. */
export function unitOf({ owner }: Repeated): IndexUnit {
  if (isFunctionScope(owner)) {
    return /epoch/i.test(functionName(owner) ?? '') ? 'epoch' : 'step';
  }
  const head = headOf(owner);
  const epochs = head.some((part) =>
    some(part, (node) => {
      const name = ts.isIdentifier(node) ? node.text : null;
      return name !== null && (indexName(name)?.unit === 'epoch' || isTotalEpochs(name));
    }),
  );
  return epochs ? 'epoch' : 'step';
}

function headOf(loop: ts.Node): readonly ts.Node[] {
  if (ts.isForStatement(loop)) {
    return [loop.initializer, loop.condition].filter((part) => part !== undefined);
  }
  if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) {
    return [loop.initializer];
  }
  return ts.isWhileStatement(loop) || ts.isDoStatement(loop) ? [loop.expression] : [];
}

/** What a loop's variable stays below: `N` of `i < N`, and whether it reaches it; null where the head does not say. */
export function boundOf(
  loop: ts.ForStatement,
): { readonly bound: ts.Expression; readonly inclusive: boolean; readonly name: string } | null {
  const { condition } = loop;
  if (condition === undefined || !ts.isBinaryExpression(condition)) {
    return null;
  }
  const kind = condition.operatorToken.kind;
  const inclusive = kind === ts.SyntaxKind.LessThanEqualsToken;
  const name = staticNameOf(condition.left);
  return name !== null && (inclusive || kind === ts.SyntaxKind.LessThanToken)
    ? { bound: condition.right, inclusive, name }
    : null;
}

/** What a condition keeps above a bound: `rate >= floor`; null for any other condition. */
export function boundAbove(condition: ts.Expression): {
  readonly held: ts.Expression;
  readonly bound: ts.Expression;
  readonly inclusive: boolean;
} | null {
  if (!ts.isBinaryExpression(condition)) {
    return null;
  }
  const inclusive = condition.operatorToken.kind === ts.SyntaxKind.GreaterThanEqualsToken;
  return inclusive || condition.operatorToken.kind === ts.SyntaxKind.GreaterThanToken
    ? { held: condition.left, bound: condition.right, inclusive }
    : null;
}
