import ts from 'typescript';
import { isFunctionScope } from '../program/syntax';
/** Sorts pieces into the scopes of their file, so that names that shadow one another still do. */
export function scopeTree(pieces, root) {
  const tree = emptyScope(null);
  for (const piece of [...pieces].sort((a, b) => a.pos - b.pos)) {
    scopeFor(tree, piece).pieces.push(piece);
  }
  if (root !== null) {
    scopeFor(tree, root).holdsRoot = true;
  }
  return tree;
}
function emptyScope(node) {
  return { node, pieces: [], children: new Map(), holdsRoot: false };
}
function scopeFor(tree, node) {
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
function scopesAround(node) {
  const scopes = [];
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    const constructs = ts.isConstructorDeclaration(outer) && ts.isParameter(node) && node.parent === outer;
    if (isScope(outer) && !constructs) {
      scopes.unshift(outer);
    }
  }
  return scopes;
}
function isScope(node) {
  if (ts.isBlock(node)) {
    return !isFunctionScope(node.parent);
  }
  return isFunctionScope(node) || ts.isClassLike(node) || ts.isForStatement(node) || ts.isCaseBlock(node);
}
