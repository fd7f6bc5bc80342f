/** Where a node stands, without the white space and comments before it. Lines and columns are those of the person's text. */
export function rangeOf(node) {
  return rangeBetween(node.getSourceFile(), node.getStart(), node.getEnd());
}
/** The range between two offsets of a file. */
export function rangeBetween(file, start, end) {
  return { start: positionAt(file, start), end: positionAt(file, end) };
}
export function positionAt(file, offset) {
  return file.getLineAndCharacterOfPosition(offset);
}
