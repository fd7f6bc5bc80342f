import ts from 'typescript';
import type { Parameter, Timeline, TimelineValue } from '../../protocol/definition';
import type { Found } from '../detect/detector';
import { unwrap } from '../program/syntax';
import type { LrComment } from './comment';
import type { Evidence } from './evidence';
import { ownLength } from './ownLength';

/** Names that an `@lr` comment gives to the timeline rather than to the definition. */
const TIMELINE_NAMES = new Set(['steps', 'epochs', 'stepsPerEpoch', 'initial']);

/** Rates that an optimizer starts at when nothing says otherwise (Keras's default for SGD). */
const ASSUMED_RATE = 0.01;
const ASSUMED_STEPS_PER_EPOCH = 100;
const ASSUMED_EPOCHS = 100;

/** The values that are meant for free names of the definition: those of an `@lr` comment, and above them those of the caller. */
export function givenBy(
  comment: LrComment | null,
  options: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const commented = [...(comment?.values ?? [])].map(([name, { value }]) => [name, value] as const);
  const entries = [...commented, ...Object.entries(options)].filter(([name]) => !TIMELINE_NAMES.has(name));
  return Object.fromEntries(entries);
}

/** What the caller says of all timelines. */
export interface TimelineOptions {
  readonly defaultHorizon: number;
  readonly given: Readonly<Record<string, number>>;
}

/** Infers what evaluation needs to know: the caller's options above all, then the comment, then the nearest evidence. */
export function inferTimeline(
  found: Found,
  parameters: readonly Parameter[],
  comment: LrComment | null,
  options: TimelineOptions,
  evidence: Evidence,
): Timeline {
  const stated = (name: string): TimelineValue | null => {
    const option = options.given[name];
    if (option !== undefined && option >= 0) {
      return { value: option, from: 'option', place: null };
    }
    const entry = comment?.values.get(name);
    return comment === null || entry === undefined || entry.value < 0
      ? null
      : {
          value: entry.value,
          from: 'comment',
          place: { uri: found.node.getSourceFile().fileName, line: comment.line, text: comment.text },
        };
  };
  const byEpoch = found.index === 'epoch';
  const length = ownLength(found.schedule, parameters);
  const horizon =
    stated(byEpoch ? 'epochs' : 'steps') ??
    (byEpoch ? evidence.epochsNear(found.node) : null) ??
    (length === null ? null : { value: length, from: 'parameters', place: null }) ??
    assumed(byEpoch ? ASSUMED_EPOCHS : options.defaultHorizon);
  return {
    horizon: atLeastOne(horizon),
    stepsPerEpoch:
      stated('stepsPerEpoch') ??
      (byEpoch ? (evidence.stepsPerEpochNear(found.node) ?? assumed(ASSUMED_STEPS_PER_EPOCH)) : null),
    initialRate: takesRate(found)
      ? (stated('initial') ?? evidence.initialRateNear(found.node) ?? assumed(ASSUMED_RATE))
      : null,
  };
}

/** Whether the schedule is made from the rate before it: a function of more than the epoch. */
function takesRate(found: Found): boolean {
  if (found.form !== 'epoch-function' || found.root.kind !== 'expression') {
    return false;
  }
  const expression = unwrap(found.root.expression);
  // Of a function that is named rather than written here, the parameters are not looked up: it may take the rate.
  return ts.isFunctionLike(expression) ? expression.parameters.length > 1 : !ts.isNewExpression(expression);
}

function atLeastOne(horizon: TimelineValue): TimelineValue {
  return { ...horizon, value: Math.max(1, Math.round(horizon.value)) };
}

function assumed(value: number): TimelineValue {
  return { value, from: 'assumed', place: null };
}
