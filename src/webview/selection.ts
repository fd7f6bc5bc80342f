/** Which schedules are shown, by definition id. The first is the one whose details are open. */
export type Selection = readonly string[];

/**
 * Carries a selection over to a new version of the document. Definitions that are gone stay selected, since half-typed
 * code loses them for a moment; when one has gone and one has come, it was renamed and the selection follows it.
 */
export function carrySelection(
  selection: Selection,
  before: readonly string[],
  after: readonly string[],
): Selection {
  const gone = before.filter((id) => !after.includes(id));
  const come = after.filter((id) => !before.includes(id));
  const [oldId] = gone;
  const [newId] = come;
  if (gone.length !== 1 || come.length !== 1 || oldId === undefined || newId === undefined) {
    return selection;
  }
  return selection.map((id) => (id === oldId ? newId : id));
}

/** The selected definitions that exist, or the first of all where there is none: an open preview shows something. */
export function visibleSelection(selection: Selection, ids: readonly string[]): Selection {
  const present = selection.filter((id) => ids.includes(id));
  return present.length > 0 || selection.length === 0 ? present : ids.slice(0, 1);
}

/** Shows or hides one schedule. */
export function toggled(selection: Selection, id: string): Selection {
  return selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id];
}

/** Shows one schedule and opens its details. */
export function focused(selection: Selection, id: string): Selection {
  return [id, ...selection.filter((other) => other !== id)];
}
