import { formatCount, formatRate } from '../../protocol/numbers';
import { smoothingNote, type Spread } from '../../training/results/comparison';
import { element } from '../dom';
import type { Look } from '../look';
import { problemView } from '../problemView';
import type { OpenSource } from '../sourcePlace';
import { swatch } from '../swatch';
import type { Comparison } from './comparison';
import { type Result, resultsOf } from './results';
import { TRAINING } from './trainingStrings';

/** What came of a comparison, as rows in the order of merit. */
export class ResultsTable {
  readonly node: HTMLElement;
  private readonly table = element('table', { class: 'results' });
  private readonly note = element('p', { class: 'training-note' });
  private readonly problems = element('ul', { class: 'training-problems' });

  constructor(private readonly open: OpenSource) {
    this.node = element(
      'section',
      { class: 'results-region', attributes: { 'aria-label': TRAINING.results } },
      this.problems,
      element('div', { class: 'results-scroll' }, this.table),
      this.note,
      element('p', { class: 'training-note' }, TRAINING.toy),
    );
  }

  render(comparison: Comparison | null, threshold: number | null, looks: ReadonlyMap<string, Look>): void {
    this.node.hidden = comparison === null || comparison.isRangeTest;
    this.problems.replaceChildren();
    if (comparison === null) {
      return;
    }
    this.problems.replaceChildren(...this.problemsOf(comparison));
    if (comparison.isRangeTest) {
      // What went wrong is told all the same.
      this.node.hidden = this.problems.children.length === 0;
      this.table.replaceChildren();
      this.note.replaceChildren();
      return;
    }
    const { repeats } = comparison.plan.setup;
    const results = resultsOf(comparison, threshold);
    const columns = columnsOf(results, comparison, threshold, looks);
    this.table.replaceChildren(
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...columns.map(({ title, heading }) =>
            element('th', { attributes: { scope: 'col', title: title ?? null } }, heading),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        ...results.map((result) =>
          element(
            'tr',
            { class: result.best ? 'best' : '', attributes: { 'data-contestant': result.contestant.id } },
            ...columns.map(({ cell }, i) =>
              i === 0
                ? element('th', { attributes: { scope: 'row' } }, ...cell(result))
                : element('td', {}, ...cell(result)),
            ),
          ),
        ),
      ),
    );
    this.note.replaceChildren(repeats > 1 ? TRAINING.medianNote(repeats) : TRAINING.oneSeedNote);
  }

  /** One line a contestant: all seeds of one that fails fail alike. */
  private problemsOf({ plan, traces }: Comparison): readonly HTMLElement[] {
    return plan.contestants.flatMap(({ id, name }) => {
      const wrong = traces.find((trace) => trace.contestantId === id && trace.problem !== null);
      return wrong?.problem == null
        ? []
        : [element('li', { class: 'training-problem' }, problemView(wrong.problem, `${name}:`, this.open))];
    });
  }
}

interface Column {
  readonly heading: string;
  readonly title?: string;
  readonly cell: (result: Result) => readonly (Node | string)[];
}

function columnsOf(
  results: readonly Result[],
  { plan }: Comparison,
  threshold: number | null,
  looks: ReadonlyMap<string, Look>,
): readonly Column[] {
  const seeds = Math.max(1, ...results.map(({ traces }) => traces.length));
  const loss = (spread: Spread | null): readonly (Node | string)[] => spreadCell(spread, formatRate, seeds);
  return [
    {
      heading: TRAINING.schedule,
      cell: ({ contestant, best }) => {
        const look = looks.get(contestant.id);
        return [
          ...(look === undefined ? [] : [swatch(look)]),
          element('span', { class: 'contestant-name' }, contestant.name),
          ...(best ? [element('span', { class: 'badge' }, `★ ${TRAINING.best}`)] : []),
        ];
      },
    },
    {
      heading: TRAINING.finalLoss,
      title: smoothingNote(plan.setup.steps),
      cell: ({ finalLoss }) => loss(finalLoss),
    },
    { heading: TRAINING.bestLoss, cell: ({ bestLoss }) => loss(bestLoss) },
    ...(results.some(({ validationLoss }) => validationLoss !== null)
      ? [{ heading: TRAINING.validation, cell: ({ validationLoss }: Result) => loss(validationLoss) }]
      : []),
    ...(results.some(({ accuracy }) => accuracy !== null)
      ? [
          {
            heading: TRAINING.accuracyHeading,
            cell: ({ accuracy }: Result) => spreadCell(accuracy, percent, seeds),
          },
        ]
      : []),
    ...(threshold === null
      ? []
      : [
          {
            heading: TRAINING.stepsTo(formatRate(threshold)),
            cell: thresholdCell,
          },
        ]),
    { heading: TRAINING.end, cell: endCell },
    {
      heading: TRAINING.time,
      cell: ({ time }) => [time === null ? '–' : TRAINING.duration(time.median)],
    },
  ];
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}

function spreadCell(
  spread: Spread | null,
  format: (value: number) => string,
  seeds: number,
): readonly (Node | string)[] {
  if (spread === null) {
    return ['–'];
  }
  const { median, low, high } = spread;
  const value = element('span', { class: 'rate' }, format(median));
  return seeds === 1
    ? [value]
    : [value, element('span', { class: 'place' }, TRAINING.range(format(low), format(high)))];
}

function thresholdCell({ stepsToThreshold, reached, seeds }: Result): readonly (Node | string)[] {
  if (stepsToThreshold === null) {
    return [reached === 0 ? TRAINING.never : TRAINING.ofSeeds(reached, seeds)];
  }
  const { median, low, high } = stepsToThreshold;
  const value = element('span', { class: 'rate' }, formatCount(Math.round(median)));
  if (seeds === 1) {
    return [value];
  }
  const range = TRAINING.range(formatCount(low), formatCount(high));
  return [
    value,
    element('span', { class: 'place' }, reached < seeds ? TRAINING.ofSeeds(reached, seeds) : range),
  ];
}

function endCell({ divergedAt, traces }: Result): readonly string[] {
  const [first] = divergedAt;
  if (first !== undefined) {
    const step = formatCount(first);
    return [
      traces.length === 1
        ? TRAINING.diverged(step)
        : TRAINING.divergedSeeds(divergedAt.length, traces.length, step),
    ];
  }
  const ends = new Set(traces.map(({ state }) => TRAINING.ends[state]));
  return [traces.some(({ state }) => state === 'failed') ? TRAINING.ends.failed : [...ends].join(', ')];
}
