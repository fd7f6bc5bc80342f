import ts from 'typescript';
import { staticName, wrapped } from '../program/syntax';
import type { Found } from './detector';

/** What a definition is called, and the node that says so; the node is null when it has only its constructor's name. */
export interface DefinitionName {
  readonly name: string;
  readonly node: ts.Node | null;
}

/** The name a person would call a definition by: what it is assigned to, declared as or passed for. */
export function nameOf(found: Found): DefinitionName {
  if (found.name !== undefined) {
    return found.name;
  }
  const { node } = found;
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessorDeclaration(node)) {
    const name = staticName(node.name);
    return name === null || node.name === undefined
      ? { name: 'default', node: null }
      : { name: name.replace(/^#/, ''), node: node.name };
  }
  if (ts.isClassLike(found.node)) {
    return found.node.name === undefined
      ? (assignedName(found.node as ts.ClassExpression) ?? { name: 'anonymous class', node: null })
      : { name: found.node.name.text, node: found.node.name };
  }
  const assigned = ts.isExpression(found.node) ? assignedName(found.node) : null;
  return assigned ?? { name: constructorName(found), node: null };
}

/** The names of what surrounds a definition, outermost first, so that equal names in different places stay apart. */
export function containersOf(node: ts.Node): readonly string[] {
  const names: string[] = [];
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (
      ts.isFunctionDeclaration(outer) ||
      ts.isClassLike(outer) ||
      ts.isMethodDeclaration(outer) ||
      ts.isModuleDeclaration(outer)
    ) {
      names.unshift(staticName(outer.name) ?? '');
    }
  }
  return names;
}

function assignedName(expression: ts.Expression): DefinitionName | null {
  const outer = wrapped(expression);
  const holder = outer.parent;
  if (ts.isCallExpression(holder) && /^(?:React\.)?use[A-Z]/.test(holder.expression.getText())) {
    return assignedName(holder);
  }
  if (
    ts.isVariableDeclaration(holder) ||
    ts.isPropertyAssignment(holder) ||
    ts.isPropertyDeclaration(holder) ||
    ts.isParameter(holder)
  ) {
    const name = staticName(holder.name);
    return name === null ? null : { name, node: holder.name };
  }
  if (ts.isBinaryExpression(holder) && holder.right === outer) {
    const target = holder.left;
    if (ts.isIdentifier(target)) {
      return { name: target.text, node: target };
    }
    return ts.isPropertyAccessExpression(target) ? { name: target.name.text, node: target.name } : null;
  }
  return null;
}

function constructorName(found: Found): string {
  if (found.schedule !== null) {
    return found.schedule;
  }
  const callee = found.constructorNode;
  if (callee !== null && ts.isPropertyAccessExpression(callee)) {
    return callee.name.text;
  }
  return callee !== null && ts.isIdentifier(callee) ? callee.text : found.kind;
}
