/** Whether `position` lies in `range`, both of its ends included (a pointer stands between two characters). */
export function rangeContains(range, position) {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}
/** Negative when `a` comes before `b` in the text, 0 when they are the same place, positive otherwise. */
export function comparePositions(a, b) {
  return a.line - b.line || a.character - b.character;
}
