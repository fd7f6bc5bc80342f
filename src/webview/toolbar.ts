import { element } from './dom';
import type { StepBox } from './stepBox';
import { STRINGS } from './strings';

/** What the buttons of the toolbar do. */
export interface ToolbarActions {
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly resetZoom: () => void;
  readonly setLogarithmic: (on: boolean) => void;
}

/** The row of controls above the plot. */
export class Toolbar {
  readonly node: HTMLElement;
  private readonly logarithmic = element('input', { attributes: { type: 'checkbox', id: 'logarithmic' } });
  private readonly reset: HTMLButtonElement;

  constructor(stepBox: StepBox, actions: ToolbarActions) {
    this.reset = iconButton('↺', STRINGS.resetZoom, actions.resetZoom);
    this.logarithmic.addEventListener('change', () => {
      actions.setLogarithmic(this.logarithmic.checked);
    });
    this.node = element(
      'div',
      { class: 'toolbar' },
      stepBox.node,
      element(
        'label',
        { class: 'toggle', attributes: { for: 'logarithmic' } },
        this.logarithmic,
        STRINGS.logarithmic,
      ),
      element(
        'span',
        { class: 'zoom-buttons' },
        iconButton('+', STRINGS.zoomIn, actions.zoomIn),
        iconButton('−', STRINGS.zoomOut, actions.zoomOut),
        this.reset,
      ),
    );
  }

  render(logarithmic: boolean, zoomed: boolean): void {
    this.logarithmic.checked = logarithmic;
    this.reset.disabled = !zoomed;
  }
}

function iconButton(sign: string, title: string, onClick: () => void): HTMLButtonElement {
  return element(
    'button',
    { class: 'icon', attributes: { type: 'button', title, 'aria-label': title }, onClick },
    sign,
  );
}
