import type { Problem } from '../protocol/problem';
import { element } from './dom';
import { type OpenSource, placeLink } from './sourcePlace';
import { STRINGS } from './strings';

/**
 * What is wrong with a schedule, and the line it came from.
 * @param name the schedule's, which the message reads on from; null where it stands beside it already.
 */
export function problemView(problem: Problem, name: string | null, open: OpenSource): HTMLElement {
  const { location, message, code } = problem;
  const view = element(
    'p',
    { class: 'problem', attributes: { 'data-code': code } },
    element('span', { class: 'problem-mark', attributes: { role: 'img', 'aria-label': STRINGS.problem } }),
    name === null ? null : element('span', { class: 'problem-name' }, name),
    name === null ? null : ' ',
    messageView(message),
  );
  if (location !== null) {
    const { line, character } = location.range.start;
    view.append(' ', placeLink(location.uri, line, character, open));
  }
  return view;
}

/** Messages quote code in backticks. */
function messageView(message: string): HTMLElement {
  const parts = message.split('`').map((part, i) => (i % 2 === 0 ? part : element('code', {}, part)));
  return element('span', { class: 'problem-text' }, ...parts);
}
