import ts from 'typescript';
import { some, staticNameOf } from '../detect/arithmetic';
import { bindingOf } from '../program/binding';
import { definingExpression } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { isFunctionScope, unwrap } from '../program/syntax';
import { targetOf } from '../program/targetOf';
import type { GivenValues } from './given';
import type { Standing } from './openValues';

/** Names defined through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 8;

/** Code of a slice that is never run by what is known. */
export class DeadCode {
  readonly statements = new Set<ts.Node>();
  private readonly expressions = new Set<ts.Node>();

  constructor(
    private readonly given: GivenValues,
    private readonly program: LoadedProgram,
  ) {}

  has(node: ts.Node): boolean {
    return this.statements.has(node) || this.expressions.has(node);
  }

  /** Leaves out the parts of a node that are never run, and says what stands for expressions among them. */
  leaveOut(node: ts.Node, replaced: Map<ts.Node, Standing>): void {
    for (const dead of deadParts(node, this.given, this.program)) {
      if (ts.isExpression(dead)) {
        this.expressions.add(dead);
        replaced.set(dead, { text: '(undefined as any)' });
      } else {
        this.statements.add(dead);
      }
    }
  }
}

/**
 * The parts of an `if`, a `switch` or a `? :`, and the statements behind one, that are never run, because the word or
 * switch that chooses is known: it is given, is a default, or is a constant. Numbers choose nothing here, since they may be
 * changed while a slice is in use.
 */
function deadParts(node: ts.Node, given: GivenValues, program: LoadedProgram): readonly ts.Node[] {
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const condition = ts.isIfStatement(node) ? node.expression : node.condition;
    const holds = truthOf(condition, given, program);
    const [then, otherwise] = ts.isIfStatement(node)
      ? [node.thenStatement, node.elseStatement]
      : [node.whenTrue, node.whenFalse];
    const dead = holds === true ? otherwise : holds === false ? then : undefined;
    return dead === undefined ? [] : [dead];
  }
  if (ts.isBlock(node)) {
    const last = node.statements.findIndex((statement) => leaves(statement, given, program));
    return last === -1 ? [] : node.statements.slice(last + 1).filter((one) => !ts.isFunctionDeclaration(one));
  }
  return ts.isSwitchStatement(node) ? deadClauses(node, given, program) : [];
}

/** Visits a node and those in it, but for what is never run. */
export function visitLive(
  root: ts.Node,
  given: GivenValues,
  program: LoadedProgram,
  visit: (node: ts.Node) => void,
): void {
  visit(root);
  const dead = deadParts(root, given, program);
  ts.forEachChild(root, (child) => {
    walk(child);
  });
  function walk(node: ts.Node): void {
    if (dead.includes(node)) {
      return;
    }
    if (ts.isCaseBlock(node) || ts.isCaseOrDefaultClause(node)) {
      ts.forEachChild(node, walk);
      return;
    }
    visitLive(node, given, program, visit);
  }
}

function deadClauses(
  { expression, caseBlock }: ts.SwitchStatement,
  given: GivenValues,
  program: LoadedProgram,
): readonly ts.Node[] {
  const word = wordOf(expression, given, program);
  if (word === null) {
    return [];
  }
  const { clauses } = caseBlock;
  const labels = clauses.map((clause) =>
    ts.isCaseClause(clause) && ts.isStringLiteralLike(unwrap(clause.expression))
      ? (unwrap(clause.expression) as ts.StringLiteralLike).text
      : null,
  );
  if (clauses.some((clause, i) => ts.isCaseClause(clause) && labels[i] === null)) {
    return [];
  }
  const chosen = labels.indexOf(word);
  const start = chosen === -1 ? clauses.findIndex(ts.isDefaultClause) : chosen;
  const dead: ts.Node[] = [];
  let isLive = false;
  for (const [i, clause] of clauses.entries()) {
    isLive ||= i === start;
    if (!isLive) {
      dead.push(...clause.statements);
    } else if (clause.statements.some((one) => leaves(one, given, program))) {
      isLive = false;
      // What follows is not fallen into.
      dead.push(...clauses.slice(i + 1).flatMap((later) => [...later.statements]));
      break;
    }
  }
  return dead;
}

/** Whether a statement ends the block or clause that it stands in, whatever happens. */
function leaves(statement: ts.Statement, given: GivenValues, program: LoadedProgram): boolean {
  if (ts.isIfStatement(statement)) {
    const holds = truthOf(statement.expression, given, program);
    const branch = holds === null ? undefined : holds ? statement.thenStatement : statement.elseStatement;
    return branch !== undefined && leaves(branch, given, program);
  }
  return (
    ts.isReturnStatement(statement) ||
    ts.isBreakOrContinueStatement(statement) ||
    ts.isThrowStatement(statement) ||
    (ts.isBlock(statement) && statement.statements.some((one) => leaves(one, given, program)))
  );
}

function truthOf(condition: ts.Expression, given: GivenValues, program: LoadedProgram): boolean | null {
  const inner = unwrap(condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const held = truthOf(inner.operand, given, program);
    return held === null ? null : !held;
  }
  if (!ts.isBinaryExpression(inner)) {
    const name = staticNameOf(inner);
    const value = name !== null && Object.hasOwn(given, name) ? given[name] : undefined;
    const isSwitch = typeof value === 'object' && /^(?:true|false)$/.test(value.code);
    return isSwitch && isOpen(inner, program) ? value.code === 'true' : null;
  }
  const { kind } = inner.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
    const decisive = kind === ts.SyntaxKind.BarBarToken;
    const sides = [inner.left, inner.right].map((side) => truthOf(side, given, program));
    return sides.includes(decisive) ? decisive : sides.includes(null) ? null : !decisive;
  }
  const equal = /^===?$/.test(inner.operatorToken.getText());
  if (!equal && !/^!==?$/.test(inner.operatorToken.getText())) {
    return null;
  }
  const sides = [unwrap(inner.left), unwrap(inner.right)];
  const literal = sides.find(ts.isStringLiteralLike);
  const other = sides.find((side) => side !== literal);
  const word = literal === undefined || other === undefined ? null : wordOf(other, given, program);
  return word === null ? null : (word === literal?.text) === equal;
}

/** The word that an expression comes to, by what is given and by defaults; null where nothing says. */
function wordOf(
  expression: ts.Expression,
  given: GivenValues,
  program: LoadedProgram,
  steps = MOST_STEPS,
): string | null {
  const inner = unwrap(expression);
  if (steps === 0) {
    return null;
  }
  if (ts.isStringLiteralLike(inner)) {
    return inner.text;
  }
  if (ts.isBinaryExpression(inner)) {
    const { kind } = inner.operatorToken;
    const standsBy = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
    return standsBy
      ? (wordOf(inner.left, given, program, steps - 1) ?? wordOf(inner.right, given, program, steps - 1))
      : null;
  }
  const name = staticNameOf(inner);
  if (name !== null && Object.hasOwn(given, name) && isOpen(inner, program)) {
    const value = given[name];
    return typeof value === 'object' && value.code.startsWith('"')
      ? (JSON.parse(value.code) as string)
      : null;
  }
  const held = heldBy(inner, program);
  return held === null ? null : wordOf(held, given, program, steps - 1);
}

/** What a constant holds, or a parameter or option that nothing else is given for. */
function heldBy(expression: ts.Expression, program: LoadedProgram): ts.Expression | null {
  const defined = definingExpression(expression, program);
  if (defined !== null || !ts.isIdentifier(expression)) {
    return defined;
  }
  const binding = bindingOf(expression, program);
  const declaration = binding.kind === 'declared' ? binding.declaration : null;
  const isDefault = declaration !== null && (ts.isParameter(declaration) || ts.isBindingElement(declaration));
  return isDefault && !isWritten(declaration, expression.text) ? (declaration.initializer ?? null) : null;
}

/** Whether a given value may stand for a name: a constant of that name has its own. */
function isOpen(expression: ts.Expression, program: LoadedProgram): boolean {
  return definingExpression(expression, program) === null;
}

function isWritten(declaration: ts.Node, name: string): boolean {
  const around = ts.findAncestor(declaration, (outer) => isFunctionScope(outer) || ts.isSourceFile(outer));
  return (
    around !== undefined &&
    some(around, (node) => {
      const target = targetOf(node);
      return target !== null && ts.isIdentifier(target) && target.text === name;
    })
  );
}

/** The names that code mentions where it may be run. */
export function liveNames(
  root: ts.Node,
  given: GivenValues,
  program: LoadedProgram,
  skipped: ReadonlySet<ts.Node>,
): ReadonlySet<string> {
  const names = new Set<string>();
  const skips = [...skipped];
  visitLive(root, given, program, (node) => {
    const isName = ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
    if (isName && !skips.some((one) => one.pos <= node.pos && node.end <= one.end)) {
      names.add(node.text);
    }
  });
  return names;
}
