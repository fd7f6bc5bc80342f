import { element, pushButton } from './dom';
import type { Placement } from './placement';
import { STRINGS } from './strings';
import type { PreviewSnapshot } from '../protocol/preview';

/** What the buttons of notices do. */
export interface NoticeActions {
  readonly manageTrust: () => void;
  readonly openSnippets: () => void;
}

/** The strips above the plot: what holds for the whole page. */
export function pageNotices(
  snapshot: PreviewSnapshot,
  placement: Placement,
  leavesOut: boolean,
  actions: NoticeActions,
): readonly HTMLElement[] {
  const notices: HTMLElement[] = [];
  const { document, notice, trusted } = snapshot;
  const hasSchedules = document !== null && document.definitions.length > 0;
  if (notice !== null && hasSchedules) {
    notices.push(strip(notice));
  }
  if (document?.notice != null && hasSchedules) {
    notices.push(strip(document.notice));
  }
  if (!trusted && hasSchedules) {
    notices.push(strip(STRINGS.untrusted, pushButton(STRINGS.manageTrust, actions.manageTrust)));
  }
  const converted = placement.placed.filter(({ perIndex }) => perIndex !== 1);
  if (converted.length > 0) {
    const names = converted.map(({ series, perIndex }) =>
      STRINGS.convertedOne(series.definition.name, perIndex),
    );
    notices.push(strip(STRINGS.converted(names.join(', '))));
  }
  for (const { definition } of placement.unplaced) {
    notices.push(strip(STRINGS.unplaced(definition.name)));
  }
  if (leavesOut) {
    notices.push(strip(STRINGS.logarithmNote));
  }
  return notices;
}

/** What stands in place of a plot when the document has no schedule. */
export function emptyNotice(snapshot: PreviewSnapshot | null, actions: NoticeActions): HTMLElement {
  if (snapshot === null) {
    return element('div', { class: 'empty' }, element('p', {}, STRINGS.waiting));
  }
  const text = snapshot.notice ?? snapshot.document?.notice ?? STRINGS.noSchedule(snapshot.fileName);
  const offersSnippet = snapshot.document !== null && snapshot.notice === null;
  return element(
    'div',
    { class: 'empty' },
    element('p', {}, text),
    offersSnippet ? pushButton(STRINGS.insertSnippet, actions.openSnippets) : null,
  );
}

function strip(text: string, action: HTMLElement | null = null): HTMLElement {
  return element('div', { class: 'notice' }, element('span', {}, text), action);
}
