import ts from 'typescript';
import { suspends } from '../program/syntax';

/** A declaration that is kept whole, or a parameter of a surrounding function that is turned into a constant. */
export type Piece =
  | ts.VariableDeclaration
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.ExportAssignment
  | ts.ParameterDeclaration;

/** The whole declaration that a name's own belongs to; null for one that cannot be kept. */
export function pieceOf(node: ts.Node): Piece | null {
  if (ts.isBindingElement(node)) {
    return pieceOf(node.parent.parent);
  }
  if (ts.isFunctionDeclaration(node) && node.body === undefined) {
    return implementationOf(node);
  }
  if (
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isExportAssignment(node) ||
    ts.isParameter(node)
  ) {
    return node;
  }
  return null;
}

/** The function that a list of overloads ends in. */
function implementationOf(overload: ts.FunctionDeclaration): ts.FunctionDeclaration | null {
  const { parent } = overload;
  if (!ts.isSourceFile(parent) && !ts.isBlock(parent) && !ts.isModuleBlock(parent)) {
    return null;
  }
  const name = overload.name?.text;
  return (
    parent.statements
      .filter(ts.isFunctionDeclaration)
      .find((sibling) => sibling.body !== undefined && sibling.name?.text === name) ?? null
  );
}

/** Whether a declaration says nothing of its value: a parameter without a default, a loop's variable, an awaited result. */
export function hasNoValue(piece: Piece, declaration: ts.Declaration): boolean {
  if (ts.isParameter(piece)) {
    return (
      piece.initializer === undefined &&
      !(ts.isBindingElement(declaration) && declaration.initializer !== undefined)
    );
  }
  if (!ts.isVariableDeclaration(piece)) {
    return false;
  }
  const list = piece.parent;
  const inLoop =
    ts.isVariableDeclarationList(list) &&
    (ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent));
  return inLoop || piece.initializer === undefined || suspends(piece.initializer);
}
