import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { some } from './arithmetic';
import { assignmentAt, type RateAssignment } from './rateAssignment';
import type { Repeated } from './repeated';

/** All that gives one rate its value in one run of some repeated code. */
export interface RateGroup {
  readonly writers: readonly RateAssignment[];
  /** The statements that hold the writers, in one block. */
  readonly statements: readonly ts.Node[];
  /** Whether the rate is declared in that code, so that each run begins anew. */
  readonly isFresh: boolean;
  /** Whether a run may leave the rate as it was before. */
  readonly isStateful: boolean;
  /** Whether a run makes the rate of what it was before. */
  readonly compounds: boolean;
}

/** Gathers the assignments to one rate in repeated code; null where `first` is not the first of them. */
export function groupOf(first: RateAssignment, repeated: Repeated, program: LoadedProgram): RateGroup | null {
  const { target } = first;
  if (target === null) {
    return { writers: [first], statements: [], isFresh: true, isStateful: false, compounds: false };
  }
  const writers: RateAssignment[] = [];
  visitOnce(repeated.body, (node) => {
    const assignment = assignmentAt(node);
    if (assignment?.target != null && isSameTarget(assignment.target, target)) {
      writers.push(assignment);
    }
  });
  if (writers[0]?.node !== first.node) {
    return null;
  }
  const isFresh = isDeclaredIn(target, repeated.body, program);
  const block = blockAround(writers, repeated, isFresh);
  const statements = statementsOf(block).filter((statement) =>
    writers.some(({ node }) => contains(statement, node)),
  );
  const readsItself = writers.some(
    ({ value, operator }) =>
      operator !== ts.SyntaxKind.EqualsToken ||
      (value !== null && some(value, (node) => isSame(node, target))),
  );
  const begins = isUnconditional(first, statements) && !readsFirst(first, target);
  const keeps = !isFresh && !begins;
  return {
    writers,
    statements,
    isFresh,
    isStateful: keeps && (readsItself || !isComplete(statements[0])),
    compounds: keeps && readsItself,
  };
}

function readsFirst({ value, operator }: RateAssignment, target: ts.Node): boolean {
  return (
    operator !== ts.SyntaxKind.EqualsToken || (value !== null && some(value, (node) => isSame(node, target)))
  );
}

/** Visits repeated code, but for the loops and functions inside it, which repeat by themselves. */
export function visitOnce(root: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(root, (child) => {
    if (
      isFunctionScope(child) ||
      ts.isClassLike(child) ||
      ts.isTypeNode(child) ||
      ts.isIterationStatement(child, false)
    ) {
      return;
    }
    visit(child);
    visitOnce(child, visit);
  });
}

function isSame(node: ts.Node, target: ts.Node): boolean {
  return (
    (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    isSameTarget(node, target)
  );
}

/** Whether two nodes name one variable or member, by their text. */
export function isSameTarget(a: ts.Node, b: ts.Node): boolean {
  if (
    ts.isIdentifier(a) &&
    ts.isPropertyAccessExpression(a.parent) &&
    a.parent.name === a &&
    !ts.isIdentifier(b)
  ) {
    return false;
  }
  return a.kind === b.kind && a.getText() === b.getText() && !(ts.isIdentifier(a) && isMemberName(a));
}

function isMemberName(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === identifier) ||
    (ts.isPropertyAssignment(parent) && parent.name === identifier)
  );
}

function isDeclaredIn(target: ts.Node, body: ts.Node, program: LoadedProgram): boolean {
  if (!ts.isIdentifier(target)) {
    return false;
  }
  const declaration = program.names.lookUp(target);
  return declaration !== null && contains(body, declaration);
}

/** The block that holds all the writers: the innermost one for a rate that begins anew, else the whole of the code. */
function blockAround(writers: readonly RateAssignment[], { body }: Repeated, isFresh: boolean): ts.Node {
  const [first] = writers;
  if (!isFresh || first === undefined) {
    return body;
  }
  for (let outer = first.node.parent; outer !== body && contains(body, outer); outer = outer.parent) {
    const block = outer;
    if (ts.isBlock(block) && writers.every(({ node }) => contains(block, node))) {
      return block;
    }
  }
  return body;
}

export function statementsOf(block: ts.Node): readonly ts.Node[] {
  return ts.isBlock(block) || ts.isSourceFile(block) || ts.isCaseOrDefaultClause(block)
    ? block.statements
    : [block];
}

function isUnconditional({ node }: RateAssignment, statements: readonly ts.Node[]): boolean {
  return statements.some(
    (statement) =>
      contains(statement, node) &&
      (ts.isExpressionStatement(statement)
        ? unwrap(statement.expression) === node
        : ts.isVariableStatement(statement)),
  );
}

/** Whether a statement gives the rate a value on every path: an `if` with an `else`, a `switch` with a `default`. */
function isComplete(statement: ts.Node | undefined): boolean {
  if (statement === undefined) {
    return false;
  }
  if (ts.isIfStatement(statement)) {
    return (
      statement.elseStatement !== undefined &&
      (!ts.isIfStatement(statement.elseStatement) || isComplete(statement.elseStatement))
    );
  }
  return ts.isSwitchStatement(statement)
    ? statement.caseBlock.clauses.some(ts.isDefaultClause)
    : ts.isExpressionStatement(statement) || ts.isVariableStatement(statement);
}
