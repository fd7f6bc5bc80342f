import type { Problem } from '../protocol/problem';
import { element } from './dom';
import type { Series } from './series';
import { type OpenSource, placeLink } from './sourcePlace';
import { STRINGS } from './strings';

/** What is wrong with a schedule: the sentence, where it began, and the line it came from. */
export function problemView(problem: Problem, series: Series, open: OpenSource): HTMLElement {
  const { definition } = series;
  const { location } = problem;
  const view = element(
    'p',
    { class: 'problem', attributes: { 'data-code': problem.code } },
    element('span', { class: 'problem-mark', attributes: { role: 'img', 'aria-label': STRINGS.problem } }),
    element('span', { class: 'problem-text' }, problem.message),
  );
  const details = element('span', { class: 'problem-place' });
  if (problem.at !== null) {
    details.append(element('span', {}, STRINGS.at(definition.index, problem.at)));
  }
  if (location !== null) {
    const { line, character } = location.range.start;
    details.append(placeLink(location.uri, line, character, open));
  }
  if (details.childElementCount > 0) {
    view.append(' ', details);
  }
  const [wanting] = definition.missing;
  if (problem.code === 'missing-value' && wanting !== undefined) {
    view.append(element('span', { class: 'problem-hint' }, STRINGS.missing(wanting)));
  }
  return view;
}
