import ts from 'typescript';
import type { Replacement } from './moduleText';
import type { Piece } from './pieces';

/** Puts a text in the place of a node. */
export function replace(node: ts.Node, text: string): Replacement {
  return { start: node.getStart(), end: node.getEnd(), text };
}

/** Modules of a slice export by names of their own, and decorators concern what is not part of it. */
export function unwantedModifiers(piece: Piece): readonly Replacement[] {
  const found: Replacement[] = [];
  const exporting = [ts.SyntaxKind.ExportKeyword, ts.SyntaxKind.DefaultKeyword, ts.SyntaxKind.DeclareKeyword];
  const visit = (node: ts.Node): void => {
    if (ts.isDecorator(node)) {
      found.push(replace(node, ''));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(piece);
  for (const modifier of ts.canHaveModifiers(piece) ? (ts.getModifiers(piece) ?? []) : []) {
    if (exporting.includes(modifier.kind)) {
      found.push(replace(modifier, ''));
    }
  }
  return found;
}

/** What a kept pattern takes out under a name that is given a value goes by another name: the given value is meant. */
export function shadowedElements(piece: Piece, given: ReadonlySet<string>): readonly Replacement[] {
  const isHolder = ts.isParameter(piece) || ts.isVariableDeclaration(piece);
  if (!isHolder || !ts.isObjectBindingPattern(piece.name)) {
    return [];
  }
  return piece.name.elements.flatMap(({ name, propertyName, dotDotDotToken }) => {
    if (!ts.isIdentifier(name) || !given.has(name.text)) {
      return [];
    }
    const key = propertyName === undefined && dotDotDotToken === undefined ? `${name.text}: ` : '';
    return [replace(name, `${key}$own_${name.text}`)];
  });
}
