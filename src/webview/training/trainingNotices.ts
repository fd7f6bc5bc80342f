import type { PreviewSnapshot } from '../../protocol/preview';
import { element, pushButton } from '../dom';
import type { NoticeActions } from '../notices';
import { STRINGS } from '../strings';
import { TRAINING } from './trainingStrings';

/** The strips above the form: what holds for the whole view. */
export function trainingNotices(
  snapshot: PreviewSnapshot | null,
  state: { readonly onBattery: boolean; readonly notes: readonly string[]; readonly message: string | null },
  actions: NoticeActions,
): readonly HTMLElement[] {
  const notices: HTMLElement[] = [];
  if (state.message !== null) {
    notices.push(strip(state.message));
  }
  if (snapshot === null) {
    return [...notices, strip(STRINGS.waiting)];
  }
  const { document, notice, trusted, fileName } = snapshot;
  const own = notice ?? document?.notice ?? null;
  if (own !== null) {
    notices.push(strip(own));
  }
  if (!trusted) {
    notices.push(strip(TRAINING.untrusted, pushButton(STRINGS.manageTrust, actions.manageTrust)));
  }
  if (document?.definitions.length === 0) {
    notices.push(
      strip(TRAINING.noSchedule(fileName), pushButton(STRINGS.insertSnippet, actions.openSnippets)),
    );
  }
  if (state.onBattery && trusted) {
    notices.push(strip(TRAINING.battery));
  }
  notices.push(...state.notes.map((note) => strip(note)));
  return notices;
}

function strip(text: string, action: HTMLElement | null = null): HTMLElement {
  return element('div', { class: 'notice' }, element('span', {}, text), action);
}
