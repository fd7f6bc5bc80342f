import ts from 'typescript';
import { isAssignment } from '../detect/rateBody';
import type { LoadedProgram } from '../program/project';
import { isFunctionScope, staticName, unwrap } from '../program/syntax';
import { isReference } from '../slice/references';
import { rateWritten, readsRate } from './rateWrites';
import { partOf } from './training';
import type { Unit } from './units';

/** A variable, by its declaration where it has one in reach, else by its name; a member of `this` by `this.` and its name. */
export type Key = ts.Declaration | string;

/** A statement that holds no others, or an expression that is a function's body; and what decides whether it is run. */
export interface Leaf {
  readonly node: ts.Node;
  readonly controls: readonly ts.Node[];
  readonly inLoop: boolean;
}

/** What a piece of code does, as far as that can be seen in it. */
export interface Facts {
  readonly reads: ReadonlySet<Key>;
  /** What it assigns to or declares, or calls a method of that changes it. */
  readonly changes: ReadonlySet<Key>;
  /** What it makes of what it was before. */
  readonly carries: ReadonlySet<Key>;
  /** Every name in it, those of members too. */
  readonly words: ReadonlySet<string>;
  readonly calls: readonly ts.CallExpression[];
  /** The places that give an optimizer its rate. */
  readonly writes: readonly ts.Node[];
  readonly readsRate: boolean;
  readonly callsSuper: boolean;
}

const CHANGING = /^(?:push|pop|shift|unshift|splice|set|add|delete|clear|fill|sort|reverse)$/;

/** The leaves of a function, in the order of their places. */
export function leavesOf(unit: Unit): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (node: ts.Node, controls: readonly ts.Node[], inLoop: boolean): void => {
    const inner = (
      child: ts.Node | undefined,
      more: readonly (ts.Node | undefined)[],
      loops = inLoop,
    ): void => {
      if (child !== undefined) {
        visit(child, [...controls, ...more.filter((one) => one !== undefined)], loops);
      }
    };
    if (ts.isBlock(node)) {
      node.statements.forEach((statement) => inner(statement, []));
    } else if (ts.isIfStatement(node)) {
      inner(node.thenStatement, [node.expression]);
      inner(node.elseStatement, [node.expression]);
    } else if (ts.isForStatement(node)) {
      inner(node.statement, [node.initializer, node.condition, node.incrementor], true);
    } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      inner(node.statement, [node.initializer, node.expression], true);
    } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      inner(node.statement, [node.expression], true);
    } else if (ts.isSwitchStatement(node)) {
      for (const clause of node.caseBlock.clauses) {
        const decides = [node.expression, ts.isCaseClause(clause) ? clause.expression : undefined];
        clause.statements.forEach((statement) => inner(statement, decides));
      }
    } else if (ts.isTryStatement(node)) {
      inner(node.tryBlock, []);
      inner(node.catchClause?.block, []);
      inner(node.finallyBlock, []);
    } else if (ts.isLabeledStatement(node)) {
      inner(node.statement, []);
    } else {
      leaves.push({ node, controls, inLoop });
    }
  };
  visit(unit.body, [], false);
  return leaves;
}

/** Whether a leaf ends the run of its function or loop. */
export function isExit(node: ts.Node): boolean {
  return ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node) || ts.isThrowStatement(node);
}

/** The key of a use of a name; null for what is none. */
export function keyOf(node: ts.Node, program: LoadedProgram): Key | null {
  if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
    return `this.${node.name.text}`;
  }
  return ts.isIdentifier(node) && isReference(node) ? (program.names.lookUp(node) ?? node.text) : null;
}

/**
 * Reads what a piece of code does.
 * @param isOther functions in it that are looked at by themselves.
 */
export function factsOf(root: ts.Node, program: LoadedProgram, isOther: (node: ts.Node) => boolean): Facts {
  const reads = new Set<Key>();
  const changes = new Set<Key>();
  const carries = new Set<Key>();
  const words = new Set<string>();
  const calls: ts.CallExpression[] = [];
  const writes: ts.Node[] = [];
  let rate = false;
  let callsSuper = false;
  const change = (target: ts.Node): void => {
    const key = rootKey(target, program);
    if (key !== null) {
      changes.add(key);
    }
  };
  const carry = (target: ts.Node): void => {
    const key = rootKey(target, program);
    if (key !== null) {
      carries.add(key);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || isOther(node)) {
      return;
    }
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      words.add(node.text);
    }
    const key = keyOf(node, program);
    if (key !== null && !isPlain(node)) {
      reads.add(key);
    }
    if (rateWritten(node, program) !== null) {
      writes.push(node);
    }
    rate ||= readsRate(node, program);
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      change(node.left);
      const own = rootKey(node.left, program);
      if (
        node.operatorToken.kind !== ts.SyntaxKind.EqualsToken ||
        (own !== null && mentions(node.right, own, program))
      ) {
        carry(node.left);
      }
    } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      const { operator } = node;
      if (operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken) {
        change(node.operand);
        carry(node.operand);
      }
    } else if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) {
      changes.add(node);
    } else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
      changes.add(node);
    } else if (ts.isCallExpression(node)) {
      calls.push(node);
      callsSuper ||= node.expression.kind === ts.SyntaxKind.SuperKeyword;
      const callee = node.expression;
      if (ts.isPropertyAccessExpression(callee) && CHANGING.test(callee.name.text)) {
        change(callee.expression);
        carry(callee.expression);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return { reads, changes, carries, words, calls, writes, readsRate: rate, callsSuper };
}

function mentions(root: ts.Node, key: Key, program: LoadedProgram): boolean {
  return (
    keyOf(root, program) === key ||
    (ts.forEachChild(root, (child) => mentions(child, key, program) || undefined) ?? false)
  );
}

/** The variable or member of `this` that a target of an assignment is or is part of. */
function rootKey(target: ts.Node, program: LoadedProgram): Key | null {
  const inner = ts.isExpression(target) ? unwrap(target) : target;
  const key = keyOf(inner, program);
  if (key !== null) {
    return key;
  }
  if (!ts.isPropertyAccessExpression(inner) && !ts.isElementAccessExpression(inner)) {
    return null;
  }
  // What is set of a model or an optimizer beside its rate, such as `stopTraining`, changes nothing that rates are made of.
  return partOf(inner.expression, program) === null ? rootKey(inner.expression, program) : null;
}

/** Whether a name is only given a new value. */
function isPlain(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

/** The name of a parameter, or null for a pattern. */
export function parameterName(parameter: ts.ParameterDeclaration): string | null {
  return staticName(parameter.name);
}

/** The innermost function around a node. */
export function functionAround(node: ts.Node): ts.Node | null {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (isFunctionScope(outer)) {
      return outer;
    }
  }
  return null;
}
