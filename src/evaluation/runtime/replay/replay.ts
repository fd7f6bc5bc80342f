import type { ReplayForm } from '../../../protocol/slice';
import { ScheduleFault } from '../fault';
import { type RateSource, stepped } from '../rateSource';
import { CallbackReplay } from './CallbackReplay';
import { type Course, COURSES, type Metrics } from './metrics';
import type { StandInTraining } from './StandInTraining';
import { StepperReplay } from './StepperReplay';

/** Something that sets rates, run beside a stand-in training. */
export interface Replay {
  readonly metrics: Metrics;
  /** The rate of the next index, from 0 on. */
  readonly next: () => number;
}

/** Runs the slice anew with its own stand-in training, and gives what it yields. */
export type ReplayMaker = (training: StandInTraining) => unknown;

/** What a replay needs to know of the training. */
export interface ReplaySettings {
  /** The rate that the optimizer is made with; null where the first one is set. */
  readonly initialRate: number | null;
  /** The length of the whole in steps or epochs. */
  readonly horizon: number;
  readonly stepsPerEpoch: number;
  /** Called between the steps of one index; throws once the time is up. */
  readonly tick: () => void;
}

/**
 * The rates that a callback or a stepper sets, from index 0 on. One that reads measurements is run a second time beside
 * another course of training: where its rates differ, they follow the training, and there is no curve to show.
 * @throws ScheduleFault of code `unsupported` when the slice yields something else, and whatever it throws.
 */
export function replaySource(form: ReplayForm, make: ReplayMaker, settings: ReplaySettings): RateSource {
  const begin = (course: Course): Replay =>
    form === 'stepper'
      ? new StepperReplay(make, course, settings)
      : new CallbackReplay(make, course, settings, form === 'epoch-callback');
  const [better, worse] = COURSES;
  const replay = begin(better);
  const rates: number[] = [];
  let other: Replay | null = null;
  const compare = (against: Replay, rate: number): void => {
    if (!Object.is(against.next(), rate)) {
      throw follows(replay.metrics.read ?? 'the training');
    }
  };
  return stepped(() => {
    const rate = replay.next();
    if (replay.metrics.read !== null && other === null) {
      other = begin(worse);
      for (const before of rates) {
        settings.tick();
        compare(other, before);
      }
    }
    rates.push(rate);
    if (other !== null) {
      compare(other, rate);
    }
    return rate;
  }, settings.tick);
}

function follows(metric: string): ScheduleFault {
  return new ScheduleFault(
    'unsupported',
    `follows ${metric}, which only a training measures: it has no curve before there is one`,
  );
}
