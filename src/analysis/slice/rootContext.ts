import ts from 'typescript';
import { replayedAs } from './replayText';
import type { IndexBinding, Root, StatementsRoot } from '../detect/detector';
import { isSameTarget } from '../detect/rateGroup';
import { leavesChoice } from '../detect/runEnds';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { endsRun, unconcerned } from './unconcerned';

/** What the root of a slice has for its own: nodes that its text replaces, leaves out or declares. */
export interface RootContext {
  /** The variable that counts; the root sets it. */
  readonly index: ts.Declaration | null;
  /** Whether a name is of the variable that holds the rate, which begins as another name says: that one is asked for then. */
  readonly beginsAsNamed: (use: ts.Identifier, declaration: ts.Declaration) => boolean;
  /** Statements that do not concern the rate. */
  readonly skipped: ReadonlySet<ts.Node>;
  /** The code that stands for a node; null where the node stands for itself. */
  readonly replacing: (node: ts.Node) => string | null;
  /** Whether `this` is at a node what it is around the root, or in its function, rather than in a function kept with it. */
  readonly isFreeThis: (node: ts.Node, piece: ts.Node) => boolean;
  /** Whether the root is run beside a stand-in training, so that the optimizer and the model are that one's. */
  readonly isReplayed: boolean;
  /** Whether a declaration is part of the root. */
  readonly isOwn: (declaration: ts.Node) => boolean;
}

/** The name under which a slice knows a counter that is a member of an object. */
export const INDEX_NAME = '$index';
/** The name under which it keeps a rate that is a member of an object. */
export const RATE_NAME = '$rate';
/** The name of the rate that a run began with. */
export const WAS_NAME = '$was';

/** What a root has for its own. */
export function contextOf(root: Root): RootContext {
  const statements = root.kind === 'statements' ? root.statements : [];
  const binding = root.kind === 'statements' || root.kind === 'function' ? root.index.binding : null;
  const held = root.kind === 'statements' ? root.target : null;
  const rate = held !== null && ts.isIdentifier(held) ? held : null;
  const target = rate === null && !(root.kind === 'statements' && root.through !== null) ? held : null;
  return {
    index: binding?.kind === 'variable' ? binding.declaration : null,
    beginsAsNamed: (use, declaration) => use.text === rate?.text && isNamedAtFirst(declaration),
    skipped:
      root.kind === 'statements' ? unconcerned(root) : root.kind === 'replay' ? root.skipped : new Set(),
    isReplayed: root.kind === 'replay',
    replacing: (node) => {
      if (root.kind === 'replay') {
        return replayedAs(node, root);
      }
      if (isCounter(node, binding)) {
        return INDEX_NAME;
      }
      if (root.kind === 'statements') {
        const assumed = root.ends.assumed.get(node);
        if (assumed !== undefined) {
          return String(assumed);
        }
        const ends = endsRun(node) || (root.ends.exits.has(node) && !leavesChoice(node));
        if (ends && isOfRun(node, statements)) {
          return `return ${givenBack(root) ?? 'undefined'};`;
        }
      }
      return target !== null && statements.some((one) => contains(one, node)) && isSameTarget(node, target)
        ? RATE_NAME
        : null;
    },
    isFreeThis: (node, piece) => {
      const around = functionOfThis(node);
      return (
        around !== null && (!contains(piece, around) || (root.kind === 'function' && around === root.fn))
      );
    },
    isOwn: (declaration) => statements.some((statement) => contains(statement, declaration)),
  };
}

/** What a run of statements gives back, by its name; null where a value of their own says it. */
export function givenBack({ target, value, stays, before, through }: StatementsRoot): string | null {
  if (stays && !before) {
    return RATE_NAME;
  }
  if (target === null || (value !== null && !before)) {
    return null;
  }
  if (before) {
    return WAS_NAME;
  }
  return ts.isIdentifier(target) ? target.text : through === null ? RATE_NAME : memberText(target);
}

/** A member of `this` under its text, which a private one has in a slice too. */
export function memberText(target: ts.Node): string {
  return `this[${JSON.stringify(ts.isPropertyAccessExpression(target) ? target.name.text : '')}]`;
}

/** Whether a statement is of the run itself, rather than of a function in it. */
function isOfRun(node: ts.Node, statements: readonly ts.Node[]): boolean {
  for (let outer = node; !ts.isSourceFile(outer); outer = outer.parent) {
    if (isFunctionScope(outer)) {
      return false;
    }
    if (statements.includes(outer)) {
      return true;
    }
  }
  return false;
}

/** Whether a variable begins as a name or member: `let lr = lrStart`. */
function isNamedAtFirst(declaration: ts.Declaration): boolean {
  const begin =
    ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined
      ? unwrap(declaration.initializer)
      : null;
  return begin !== null && (ts.isIdentifier(begin) || ts.isPropertyAccessExpression(begin));
}

/** The function whose `this` a node has; null at the top level of a file. */
function functionOfThis(node: ts.Node): ts.Node | null {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (isFunctionScope(outer) && !ts.isArrowFunction(outer)) {
      return outer;
    }
  }
  return null;
}

function isCounter(node: ts.Node, binding: IndexBinding | null): boolean {
  return binding?.kind === 'access' && ts.isPropertyAccessExpression(node) && node.getText() === binding.text;
}
