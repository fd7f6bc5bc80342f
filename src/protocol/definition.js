/** The last index that a schedule of this horizon is shown at. Steps end on the horizon itself, where decays reach their
 * end value; of N epochs the last is N - 1, since epoch N never comes. */
export function lastIndexOf(index, horizon) {
  return index === 'epoch' ? Math.max(0, horizon - 1) : horizon;
}
