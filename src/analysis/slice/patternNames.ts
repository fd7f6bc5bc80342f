import ts from 'typescript';
import { isFunctionScope } from '../program/syntax';
import { isDefaulted, isReference } from './references';

/** Whether the code around a pattern uses what it takes out. */
export function isUsed({ name }: ts.BindingElement, pattern: ts.ObjectBindingPattern): boolean {
  if (!ts.isIdentifier(name)) {
    return true;
  }
  const { text } = name;
  const uses = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === text && isReference(node)) ||
    (node !== pattern && (ts.forEachChild(node, (child) => uses(child) || undefined) ?? false));
  const around = ts.findAncestor(pattern, (outer) => isFunctionScope(outer) || ts.isSourceFile(outer));
  return around === undefined || uses(around);
}

/** Whether code that a slice keeps uses a name that is taken out of an object. */
export function isKeptUse({ name, parent }: ts.BindingElement, skipped: ReadonlySet<ts.Node>): boolean {
  const block = parent.parent.parent.parent.parent;
  const uses = (node: ts.Node): boolean =>
    !skipped.has(node) &&
    node !== parent &&
    ((ts.isIdentifier(node) && ts.isIdentifier(name) && node.text === name.text && isReference(node)) ||
      (ts.forEachChild(node, (child) => uses(child) || undefined) ?? false));
  return !ts.isIdentifier(name) || uses(block);
}

/** Whether something stands by for what is taken out of an object wherever it is used. */
export function isDefaultedEverywhere({ name, parent }: ts.BindingElement): boolean {
  const around = ts.findAncestor(parent, (outer) => isFunctionScope(outer) || ts.isSourceFile(outer));
  const uses: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(name) && ts.isIdentifier(node) && node.text === name.text && isReference(node)) {
      uses.push(node);
    }
    ts.forEachChild(node, visit);
  };
  if (around !== undefined) {
    visit(around);
  }
  return uses.length > 0 && uses.every(isDefaulted);
}
