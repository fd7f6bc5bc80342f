import { faultFrom } from '../../evaluation/runtime/fault';
import { formatCount, formatRate } from '../../protocol/numbers';
import type { TrainingFault } from '../../protocol/training/messages';

/** What ends a run that cannot go on. */
export class RunFault extends Error {
  override readonly name = 'RunFault';

  constructor(readonly fault: TrainingFault) {
    super(fault.message);
  }
}

/** Which part of the person's source was at work. */
export type SourcePart = 'schedule' | 'model' | 'data';

const SUBJECTS: Readonly<Record<SourcePart, string>> = {
  schedule: 'the schedule',
  model: 'the function of the model',
  data: 'the function of the data',
};

/**
 * What a part of the person's source threw, in words.
 * @param step the update for which it was asked; null while it was being made.
 * @param epoch the epoch for which it was asked, for schedules of epochs.
 */
export function sourceFault(
  thrown: unknown,
  part: SourcePart,
  step: number | null,
  epoch: number | null = null,
): RunFault {
  if (thrown instanceof RunFault) {
    return thrown;
  }
  const { code, message, stack } = faultFrom(thrown, step);
  const subject = SUBJECTS[part];
  const place = placeOf(step, epoch);
  const whenMade = part === 'schedule' ? ' when it is made' : '';
  const failed = `${subject} fails${place === null ? whenMade : ` at ${place}`}`;
  // What is wanting is so at every step.
  const isPlaced = place !== null && code !== 'unmet-import' && code !== 'unknown-operation';
  const said = isPlaced ? `at ${place} ${subject} ${message}` : `${subject} ${message}`;
  return new RunFault({
    code: part === 'schedule' || code !== 'threw' ? code : part,
    message: sentence(code === 'threw' ? `${failed}: ${message}` : said),
    step,
    stack,
  });
}

/** A rate that nothing can be trained with; null for any other. */
export function rateFault(rate: number, step: number, epoch: number | null): RunFault | null {
  if (rate >= 0 && rate < Infinity) {
    return null;
  }
  const isNegative = rate < 0 && rate > -Infinity;
  const said = isNegative
    ? `a negative rate, ${formatRate(rate)}, which would climb where it should descend`
    : `${rate}, which would destroy the weights`;
  const message = sentence(`at ${placeOf(step, epoch) ?? 'a step'} the schedule gives ${said}`);
  return new RunFault({ code: isNegative ? 'negative' : 'non-finite', message, step, stack: null });
}

/** What an update threw that is not the schedule's: a model of the person's own, as a rule. */
export function updateFault(thrown: unknown, step: number): RunFault {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const stack = thrown instanceof Error ? (thrown.stack ?? null) : null;
  const message = sentence(`the update at step ${formatCount(step)} fails: ${said}`);
  return new RunFault({ code: 'model', message, step, stack });
}

/** A run whose loss or weights are no numbers any more. */
export function divergence(
  what: 'loss' | 'weights',
  value: number,
  step: number,
  rate: number,
): TrainingFault {
  const became = Number.isNaN(value) ? 'NaN' : 'infinite';
  const where = what === 'loss' ? 'The loss' : 'A weight';
  return {
    code: 'diverged',
    message: `${where} became ${became} at step ${formatCount(step)}, with the rate at ${formatRate(rate)}.`,
    step,
    stack: null,
  };
}

function placeOf(step: number | null, epoch: number | null): string | null {
  if (epoch !== null) {
    return `epoch ${formatCount(epoch)}`;
  }
  return step === null ? null : `step ${formatCount(step)}`;
}

function sentence(text: string): string {
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
