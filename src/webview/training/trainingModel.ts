import { OPTIMIZERS } from '../../training/optimizers/optimizers';
import type { TrainingContext } from '../../protocol/training/context';
import { CONSTANT_KINDS, type ConstantKind, type TrainingForm } from '../../protocol/training/form';
import type { TrainingSetup } from '../../protocol/training/setup';
import { formatRate } from '../../protocol/numbers';
import type { Look } from '../look';
import type { PageModel } from '../model';
import type { Series } from '../series';
import { isConstant, type Candidate } from './contestantPicker';
import {
  constantEntrant,
  type Entrant,
  MOST_CONTESTANTS,
  pacingOf,
  ratesOfRun,
  scheduleEntrant,
} from './contestants';
import { contestantLooks } from './contestantLooks';
import { constantRateOf, setupOf, shippedProblem, UNTOUCHED } from './formDefaults';
import { TRAINING } from './trainingStrings';

/** What the form amounts to: the setup, who takes part, and with which rates. It reads the page's model anew each time. */
export class TrainingModel {
  constructor(private readonly page: PageModel) {}

  get form(): TrainingForm {
    return this.page.form ?? UNTOUCHED;
  }

  change(change: Partial<TrainingForm>): void {
    this.page.form = { ...this.form, ...change };
  }

  get context(): TrainingContext | null {
    return this.page.snapshot?.training ?? null;
  }

  get setup(): TrainingSetup {
    return setupOf(this.form, this.context, this.peak);
  }

  /** Whether the optimizer gives each weight a rate of its own. */
  get adaptive(): boolean {
    return OPTIMIZERS[this.setup.optimizer.name].adaptive;
  }

  /** The highest rate of the first schedule that takes part, by which an optimizer is assumed; null where it is not known. */
  get peak(): number | null {
    return this.chosenSeries[0]?.curve?.statistics?.highest.rate ?? null;
  }

  /** The schedules that take part, in the order of the document. */
  get chosenSeries(): readonly Series[] {
    const { chosen } = this.form;
    const wanted = new Set(chosen ?? this.page.shown.slice(0, 1));
    return this.page
      .series(false)
      .filter(({ id, definition }) => wanted.has(id) && definition.slice !== null);
  }

  /** The rate of each kind of constant contestant; null where it is not known. */
  constantRate(kind: ConstantKind): number | null {
    const { setup } = this;
    if (kind === 'constant') {
      return constantRateOf(this.form, this.context, setup);
    }
    const [first] = this.chosenSeries;
    const rates = first === undefined ? null : ratesOfRun(first, setup);
    return rates === null ? null : kind === 'constant-mean' ? rates.mean : rates.peak;
  }

  /** All that can take part. */
  candidates(highContrast: boolean): readonly Candidate[] {
    const looks = this.looks([], highContrast);
    const chosen = new Set(this.chosenSeries.map(({ id }) => id));
    const schedules = this.page.series(highContrast).map(({ id, definition, look, problem }) => ({
      id,
      name: definition.name,
      look,
      chosen: chosen.has(id),
      obstacle: definition.slice === null ? (problem?.message ?? TRAINING.notRunnable) : null,
    }));
    const constants = CONSTANT_KINDS.filter((kind) => kind === 'constant' || schedules.length > 0).flatMap(
      (kind): Candidate[] => {
        const look = looks.get(kind);
        const rate = this.constantRate(kind);
        return look === undefined
          ? []
          : [
              {
                id: kind,
                name: constantName(kind, rate),
                look,
                chosen: this.constants.includes(kind),
                obstacle: rate === null ? TRAINING.notRunnable : null,
              },
            ];
      },
    );
    return [...schedules, ...constants];
  }

  /** The kinds of constant rate that take part: with no schedule in the file, the one given by hand. */
  get constants(): readonly ConstantKind[] {
    const { constants, chosen } = this.form;
    const none = this.page.series(false).length === 0 && chosen === null && constants.length === 0;
    return none ? ['constant'] : constants;
  }

  /** Those that take part, ready to be planned. */
  entrants(): readonly Entrant[] {
    const { setup } = this;
    const [first] = this.chosenSeries;
    const schedules = this.chosenSeries.map((series) => scheduleEntrant(series, setup));
    const constants = this.constants.map((kind) => {
      const rate = this.constantRate(kind);
      return rate === null ? null : constantEntrant(kind, rate, first ?? null, setup);
    });
    return [...schedules, ...constants].filter((entrant) => entrant !== null).slice(0, MOST_CONTESTANTS);
  }

  /** How schedules that do not fit the run are gone through, in words. */
  pacing(): readonly string[] {
    const { setup } = this;
    return this.chosenSeries.flatMap((series) => {
      const { definition } = series;
      const horizon = definition.timeline.horizon.value;
      const { hurried, stepsPerEpoch } = pacingOf(series, setup);
      if (hurried) {
        return [
          definition.index === 'step'
            ? TRAINING.hurriedSteps(definition.name, horizon, setup.steps)
            : TRAINING.hurriedEpochs(definition.name, horizon, stepsPerEpoch),
        ];
      }
      return definition.index === 'step' && horizon > setup.steps
        ? [TRAINING.beginningOnly(definition.name, setup.steps, horizon)]
        : [];
    });
  }

  /** Takes a candidate in or leaves it out. */
  toggle(id: string, on: boolean): void {
    const without = <T extends string>(ids: readonly T[]): readonly T[] =>
      ids.filter((other) => other !== id);
    if (isConstant(id)) {
      const rest = without(this.constants);
      this.change({
        constants: on ? CONSTANT_KINDS.filter((kind) => kind === id || rest.includes(kind)) : rest,
      });
      return;
    }
    const rest = without(this.chosenSeries.map((series) => series.id));
    this.change({ chosen: on ? [...rest, id] : rest, constants: this.constants });
  }

  looks(ids: readonly string[], highContrast: boolean): ReadonlyMap<string, Look> {
    return contestantLooks(ids, this.page.slots(), highContrast);
  }

  /** The loss at which steps are compared: what the person gave, or what counts as learned; null takes what all reach. */
  threshold(problem: TrainingSetup['problem']): number | null {
    return this.form.threshold ?? shippedProblem(problem)?.threshold ?? null;
  }
}

function constantName(kind: ConstantKind, rate: number | null): string {
  if (kind === 'constant') {
    return TRAINING.constantGiven;
  }
  return rate === null ? TRAINING.constantUnknown(kind) : TRAINING.constantOf(kind, formatRate(rate));
}
