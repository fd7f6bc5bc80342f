import ts from 'typescript';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { targetOf } from '../program/targetOf';
import { localName, type RootText, type Slots } from './emit';
import type { Piece } from './pieces';
import type { Reach } from './reached';

/** Names by which code could change what it did not make: it is taken to, wherever they stand. */
const REACHING = new Set([
  'Function',
  'Object',
  'Proxy',
  'Reflect',
  'WeakMap',
  'WeakSet',
  '__proto__',
  'arguments',
  'constructor',
  'eval',
  'globalThis',
  'prototype',
]);

/**
 * Whether the modules of a slice are the same whatever its values are and however often it has run: functions, classes and
 * literals alone, which nothing writes to. What a run makes, it makes anew. Says no where it would take more than a look to
 * know.
 */
export function isStateless(reach: Reach, root: RootText, slots: Slots): boolean {
  const pieces: Piece[] = [];
  for (const { pieces: own, given, standIns, thisMembers, imports } of reach.files.values()) {
    const isPlain = given.size === 0 && standIns.size === 0 && thisMembers.size === 0;
    if (!isPlain || [...imports.values()].some(({ kind }) => kind === 'namespace')) {
      return false;
    }
    pieces.push(...own);
  }
  const copied = root.parts.filter((part) => typeof part !== 'string');
  const kept = new Set(pieces.map((piece) => localName(piece)));
  return (
    !reach.usesTensors &&
    pieces.every((piece) => isFixed(piece, slots)) &&
    [...pieces, ...copied].every((node) => !writesOut(node, kept))
  );
}

/** Whether a declaration gives its name the same value in every run. */
function isFixed(piece: Piece, slots: Slots): boolean {
  if (ts.isFunctionDeclaration(piece)) {
    return true;
  }
  if (ts.isClassDeclaration(piece)) {
    return piece.members.every((member) => isFixedMember(member));
  }
  if (!ts.isVariableDeclaration(piece) || piece.initializer === undefined) {
    return false;
  }
  const value = unwrap(piece.initializer);
  const isConstant = (ts.getCombinedNodeFlags(piece) & ts.NodeFlags.Const) !== 0;
  return isConstant && ts.isIdentifier(piece.name) && (isFunctionScope(value) || isPlain(value, slots));
}

function isPlain(value: ts.Expression, slots: Slots): boolean {
  const isLiteral = ts.isNumericLiteral(value) || ts.isStringLiteralLike(value);
  return isLiteral && ![...slots.keys()].some((slot) => contains(slot, value));
}

function isFixedMember(member: ts.ClassElement): boolean {
  const { name } = member;
  const isComputed = name !== undefined && ts.isComputedPropertyName(name);
  const isStatic = ts.canHaveModifiers(member) && hasStatic(member);
  return (
    !isComputed &&
    !ts.isClassStaticBlockDeclaration(member) &&
    (!isStatic || !ts.isPropertyDeclaration(member))
  );
}

function hasStatic(member: ts.ClassElement & ts.HasModifiers): boolean {
  return ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

/**
 * Whether code writes to anything but its own variables and `this`, or has a way to.
 * @param kept the names of what outlasts a run.
 */
function writesOut(node: ts.Node, kept: ReadonlySet<string>): boolean {
  if (
    (ts.isIdentifier(node) && REACHING.has(node.text)) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isDeleteExpression(node)
  ) {
    return true;
  }
  if (ts.isMethodDeclaration(node) && hasStatic(node) && writesAtAll(node)) {
    return true;
  }
  const target = targetOf(node);
  if (target !== null && !isOwn(target, kept)) {
    return true;
  }
  return ts.forEachChild(node, (child) => writesOut(child, kept) || undefined) ?? false;
}

/** In a static method `this` is the class. */
function writesAtAll(node: ts.Node): boolean {
  return (
    targetOf(node) !== null || (ts.forEachChild(node, (child) => writesAtAll(child) || undefined) ?? false)
  );
}

/** `this` is an object that the run made. */
function isOwn(target: ts.Expression, kept: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(target)) {
    return !kept.has(target.text);
  }
  const isMember = ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target);
  return isMember && unwrap(target.expression).kind === ts.SyntaxKind.ThisKeyword;
}
