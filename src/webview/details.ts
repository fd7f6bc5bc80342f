import { element, pushButton, setText } from './dom';
import { problemView } from './problemView';
import type { Series } from './series';
import { type OpenSource, placeLink } from './sourcePlace';
import { STRINGS } from './strings';
import { type Override, TimelineFields } from './timelineFields';

/** All about one schedule: where it is, its curve in words, what is wrong with it, and its timeline. */
export class Details {
  readonly node: HTMLElement;
  private readonly name = element('h2', {});
  private readonly place = element('span', { class: 'details-place' });
  private readonly stale = element(
    'span',
    { class: 'badge', attributes: { title: STRINGS.staleTitle } },
    STRINGS.stale,
  );
  private readonly sentence = element('p', { class: 'sentence' });
  private readonly problem = element('div', { class: 'details-problem' });
  private readonly timeline: TimelineFields;

  constructor(
    override: Override,
    private readonly open: OpenSource,
    private readonly giveValues: (definitionId: string) => void,
  ) {
    this.timeline = new TimelineFields(override, open);
    this.node = element(
      'section',
      { class: 'details' },
      element('div', { class: 'details-heading' }, this.name, this.place, this.stale),
      this.sentence,
      this.problem,
      this.timeline.node,
    );
  }

  render(series: Series | null, uri: string): void {
    this.node.hidden = series === null;
    if (series === null) {
      return;
    }
    const { definition, curve, problem, host, stale } = series;
    const { line, character } = definition.range.start;
    this.node.setAttribute('aria-label', definition.name);
    this.node.setAttribute('data-host', host ?? '');
    setText(this.name, definition.name);
    this.place.replaceChildren(placeLink(uri, line, character, this.open));
    this.stale.hidden = !stale;
    setText(this.sentence, curve?.sentence ?? '');
    this.sentence.hidden = curve === null || curve.sentence === '';
    const { id, missing } = definition;
    this.problem.replaceChildren(
      ...(problem === null ? [] : [problemView(problem, null, this.open)]),
      ...(missing.length === 0
        ? []
        : [
            pushButton(STRINGS.giveValues, () => {
              this.giveValues(id);
            }),
          ]),
    );
    this.timeline.render(series);
  }
}
