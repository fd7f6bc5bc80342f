import type { PageView } from '../protocol/preview';
import { element } from './dom';

/** A part of the page with the name on its tab. */
export interface TabbedView {
  readonly view: PageView;
  readonly label: string;
  readonly panel: HTMLElement;
}

/** Tabs, of which one shows its panel. Arrows move between them, as the pattern of the ARIA guide has it. */
export class ViewTabs {
  readonly node: HTMLElement;
  private readonly tabs: readonly (TabbedView & { readonly tab: HTMLButtonElement })[];

  constructor(
    label: string,
    views: readonly TabbedView[],
    private readonly choose: (view: PageView) => void,
  ) {
    this.tabs = views.map((one) => {
      const tab = element(
        'button',
        {
          class: 'tab',
          attributes: {
            type: 'button',
            role: 'tab',
            id: `tab-${one.view}`,
            'aria-controls': `panel-${one.view}`,
          },
          onClick: () => {
            choose(one.view);
          },
        },
        one.label,
      );
      one.panel.id = `panel-${one.view}`;
      one.panel.setAttribute('role', 'tabpanel');
      one.panel.setAttribute('aria-labelledby', tab.id);
      return { ...one, tab };
    });
    this.node = element(
      'div',
      { class: 'tabs', attributes: { role: 'tablist', 'aria-label': label } },
      ...this.tabs.map(({ tab }) => tab),
    );
    this.node.addEventListener('keydown', (event) => {
      this.press(event);
    });
  }

  render(shown: PageView): void {
    for (const { view, tab, panel } of this.tabs) {
      const selected = view === shown;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      panel.hidden = !selected;
    }
  }

  private press(event: KeyboardEvent): void {
    const at = this.tabs.findIndex(({ tab }) => tab === document.activeElement);
    const last = this.tabs.length - 1;
    const to =
      event.key === 'ArrowRight'
        ? at === last
          ? 0
          : at + 1
        : event.key === 'ArrowLeft'
          ? at === 0
            ? last
            : at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? last
              : -1;
    const next = this.tabs[to];
    if (at >= 0 && next !== undefined) {
      event.preventDefault();
      this.choose(next.view);
      next.tab.focus();
    }
  }
}
