import ts from 'typescript';
import { isFunctionScope } from '../program/syntax';
import type { Piece } from './pieces';

/** The pieces that stand directly in a scope of the source, and the scopes inside it that hold some. */
export interface ScopeTree {
  /** Null for the file itself. */
  readonly node: ts.Node | null;
  /** In the order of their places. */
  readonly pieces: Piece[];
  readonly children: Map<ts.Node, ScopeTree>;
  /** Whether the schedule itself is defined in this very scope. */
  holdsRoot: boolean;
}

/** Sorts pieces into the scopes of their file, so that names that shadow one another still do. */
export function scopeTree(pieces: Iterable<Piece>, root: ts.Node | null): ScopeTree {
  const tree = emptyScope(null);
  for (const piece of [...pieces].sort((a, b) => a.pos - b.pos)) {
    scopeFor(tree, piece).pieces.push(piece);
  }
  if (root !== null) {
    scopeFor(tree, root).holdsRoot = true;
  }
  return tree;
}

function emptyScope(node: ts.Node | null): ScopeTree {
  return { node, pieces: [], children: new Map(), holdsRoot: false };
}

function scopeFor(tree: ScopeTree, node: ts.Node): ScopeTree {
  let scope = tree;
  for (const outer of scopesAround(node)) {
    let inner = scope.children.get(outer);
    if (inner === undefined) {
      inner = emptyScope(outer);
      scope.children.set(outer, inner);
    }
    scope = inner;
  }
  return scope;
}

/** The scopes a node stands in, outermost first. A constructor's parameters count to its class, whose members are made of them. */
function scopesAround(node: ts.Node): readonly ts.Node[] {
  const scopes: ts.Node[] = [];
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    const constructs = ts.isConstructorDeclaration(outer) && ts.isParameter(node) && node.parent === outer;
    if (isScope(outer) && !constructs) {
      scopes.unshift(outer);
    }
  }
  return scopes;
}

function isScope(node: ts.Node): boolean {
  if (ts.isBlock(node)) {
    return !isFunctionScope(node.parent);
  }
  return isFunctionScope(node) || ts.isClassLike(node) || ts.isForStatement(node) || ts.isCaseBlock(node);
}
