import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import type { RunEnds } from './detector';
import type { RateAssignment } from './rateAssignment';
import { statementsOf } from './rateGroup';
import type { Repeated } from './repeated';
import { type Decided, deciderOf, isLogical } from './whatDecides';

/** What ends a run of repeated code before the rate is given its value. */
export interface EarlyEnds extends RunEnds {
  /** The statements that end it, in the order of their places. */
  readonly statements: readonly ts.Node[];
  /** The conditions that they hang on. */
  readonly conditions: readonly ts.Expression[];
  /** A metric that one of them hangs on; null where there is none. */
  readonly metric: ts.Expression | null;
}

/** A condition that holds, or does not, where a run ends. */
export interface Way {
  readonly condition: ts.Expression;
  readonly holds: boolean;
}

/**
 * Finds where a run may end before it comes to what gives the rate its value: `if (epoch < 10) return;`. Of their
 * conditions those count that hang on the index, the rate or settings. What no curve can know, such as whether there is
 * data, is taken to let the run go on.
 */
export function endsBefore(
  { writers }: { readonly writers: readonly Pick<RateAssignment, 'node' | 'target'>[] },
  repeated: Repeated,
  program: LoadedProgram,
): EarlyEnds {
  const statements = new Set<ts.Node>();
  const exits = new Set<ts.Node>();
  const assumed = new Map<ts.Node, boolean>();
  const conditions = new Set<ts.Expression>();
  let metric: ts.Expression | null = null;
  const target = writers[0]?.target ?? null;
  for (const statement of writers.flatMap(({ node }) => statementsBefore(node, repeated))) {
    for (const { exit, ways } of exitsIn(statement, repeated)) {
      const decided = { repeated, target, asks: !endsAll(exit, repeated) };
      const read = ways.map((way) => readCondition(way, decided, program));
      metric ??= decided.asks ? (read.find((one) => one.metric !== null)?.metric ?? null) : null;
      if (ways.length > 0 && read.every(({ decides }) => decides)) {
        statements.add(statement);
        exits.add(exit);
        ways.forEach(({ condition }) => conditions.add(condition));
        read.forEach((one) => {
          one.assumed.forEach((value, node) => assumed.set(node, value));
        });
      }
    }
  }
  return {
    statements: [...statements].sort((a, b) => a.pos - b.pos),
    conditions: [...conditions],
    exits,
    assumed,
    metric,
  };
}

/** The statements that a run comes by before a node, in the blocks around it. */
function statementsBefore(node: ts.Node, { body }: Repeated): readonly ts.Node[] {
  const before: ts.Node[] = [];
  for (let outer = node; outer !== body && contains(body, outer.parent); outer = outer.parent) {
    const { parent } = outer;
    if (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) {
      before.push(...statementsOf(parent).filter(({ end }) => end <= outer.pos));
    }
  }
  return before;
}

interface Exit {
  readonly exit: ts.Node;
  readonly ways: readonly Way[];
}

/** The places in a statement that end a run, with what leads there. What throws is no way to train. */
function exitsIn(statement: ts.Node, repeated: Repeated): readonly Exit[] {
  const found: Exit[] = [];
  const visit = (node: ts.Node, ways: readonly Way[], inChoice: boolean): void => {
    if (isFunctionScope(node) || ts.isClassLike(node) || ts.isIterationStatement(node, false)) {
      return;
    }
    if (ts.isReturnStatement(node) || ts.isContinueStatement(node)) {
      found.push({ exit: node, ways });
      return;
    }
    if (ts.isBreakStatement(node)) {
      found.push(...(inChoice ? [] : [{ exit: node, ways }]));
      return;
    }
    if (ts.isIfStatement(node)) {
      visit(node.thenStatement, [...ways, { condition: node.expression, holds: true }], inChoice);
      if (node.elseStatement !== undefined) {
        visit(node.elseStatement, [...ways, { condition: node.expression, holds: false }], inChoice);
      }
      return;
    }
    const chosen = ts.isSwitchStatement(node) ? [{ condition: node.expression, holds: true }] : [];
    ts.forEachChild(node, (child) => {
      visit(child, [...ways, ...chosen], inChoice || ts.isSwitchStatement(node));
    });
  };
  // A run of a loop that is left by `return` is the last one.
  if (contains(repeated.body, statement)) {
    visit(statement, [], false);
  }
  return found;
}

/** Whether an exit ends the loop itself, so that there is no further run in which the rate could differ. */
function endsAll(exit: ts.Node, { owner }: Repeated): boolean {
  return (
    !isFunctionScope(owner) &&
    (ts.isReturnStatement(exit) || (ts.isBreakStatement(exit) && !leavesChoice(exit)))
  );
}

/** Whether a `break` ends a `switch` alone. */
export function leavesChoice(exit: ts.Node): boolean {
  for (let outer = exit.parent; !isFunctionScope(outer) && !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isSwitchStatement(outer) || ts.isIterationStatement(outer, false)) {
      return ts.isSwitchStatement(outer);
    }
  }
  return false;
}

/** What a condition says of where a run ends. */
export interface ConditionRead {
  /** Whether the condition can be known to end a run. */
  readonly decides: boolean;
  /** The parts that are taken to be true or false, so that the run goes on. */
  readonly assumed: ReadonlyMap<ts.Node, boolean>;
  readonly metric: ts.Expression | null;
}

/** Reads a condition that ends a run where it holds, or where it does not. */
export function readCondition(
  { condition, holds }: Way,
  decided: Decided,
  program: LoadedProgram,
): ConditionRead {
  const inner = unwrap(condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    return readCondition({ condition: inner.operand, holds: !holds }, decided, program);
  }
  if (ts.isBinaryExpression(inner) && isLogical(inner.operatorToken.kind)) {
    const sides = [inner.left, inner.right].map((side) =>
      readCondition({ condition: side, holds }, decided, program),
    );
    const needsBoth = (inner.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) === holds;
    return {
      decides: needsBoth ? sides.every((side) => side.decides) : sides.some((side) => side.decides),
      assumed: new Map(sides.flatMap((side) => [...side.assumed])),
      metric: sides.find((side) => side.metric !== null)?.metric ?? null,
    };
  }
  const found = deciderOf(inner, decided, program);
  const decides = found === 'index' || found === 'setting';
  return {
    decides,
    assumed: decides ? new Map<ts.Node, boolean>() : new Map<ts.Node, boolean>([[inner, !holds]]),
    metric: found === 'metric' ? inner : null,
  };
}
