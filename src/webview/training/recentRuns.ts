import type { RunSummary } from '../../protocol/training/storedRun';
import { element, linkButton, setText } from '../dom';
import { TRAINING } from './trainingStrings';

/** What a person does with a run that is kept. */
export interface RecentRunsActions {
  readonly open: (id: string) => void;
  readonly repeat: (id: string) => void;
  readonly remove: (id: string) => void;
}

/** The runs kept for the workspace, newest first. */
export class RecentRuns {
  readonly node: HTMLDetailsElement;
  private readonly summary = element('summary', {});
  private readonly list = element('ul', { class: 'runs' });
  private shown = '';

  constructor(private readonly actions: RecentRunsActions) {
    this.node = element('details', { class: 'runs-region' }, this.summary, this.list);
  }

  render(runs: readonly RunSummary[], busy: boolean): void {
    this.node.hidden = runs.length === 0;
    const shown = JSON.stringify([runs, busy]);
    if (shown === this.shown) {
      return;
    }
    this.shown = shown;
    setText(this.summary, TRAINING.runs(runs.length));
    this.list.replaceChildren(
      ...runs.map(({ id, title, created }) => {
        const repeat = namedLink(TRAINING.repeat, TRAINING.repeatRun(title), () => {
          this.actions.repeat(id);
        });
        const open = namedLink(TRAINING.open, TRAINING.openRun(title), () => {
          this.actions.open(id);
        });
        // A run under way is not left for another.
        repeat.disabled = busy;
        open.disabled = busy;
        return element(
          'li',
          { class: 'run' },
          element('span', { class: 'run-title' }, title),
          element('time', { attributes: { datetime: new Date(created).toISOString() } }, timeOf(created)),
          open,
          repeat,
          namedLink(TRAINING.delete, TRAINING.deleteRun(title), () => {
            this.actions.remove(id);
          }),
        );
      }),
    );
  }
}

/** A list has many links of the same text, which a screen reader tells apart by their names. */
function namedLink(text: string, name: string, onClick: () => void): HTMLButtonElement {
  const link = linkButton(text, name, onClick);
  link.setAttribute('aria-label', name);
  return link;
}

function timeOf(created: number): string {
  return new Date(created).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
