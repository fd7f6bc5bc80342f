import { element } from './dom';
import { problemView } from './problemView';
import type { Series } from './series';
import type { OpenSource } from './sourcePlace';
import { STRINGS } from './strings';

/** What is written over the curves: what is wrong with them, or that there is none. */
export function plotNotes(shown: readonly Series[], open: OpenSource): HTMLElement[] {
  if (shown.length === 0) {
    return [element('p', { class: 'plot-note' }, STRINGS.nothingShown)];
  }
  return shown.flatMap(({ problem, definition }) =>
    problem === null
      ? []
      : [element('div', { class: 'plot-note wrong' }, problemView(problem, definition.name, open))],
  );
}
