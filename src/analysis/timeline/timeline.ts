import ts from 'typescript';
import type { Parameter, Timeline, TimelineValue } from '../../protocol/definition';
import type { EnteredValue, EnteredValues } from '../../protocol/enteredValue';
import type { Found } from '../detect/detector';
import { isTotalEpochs, isTotalSteps } from '../detect/vocabulary';
import { repeatedAround } from '../detect/repeated';
import { unwrap } from '../program/syntax';
import { givenByValue, type GivenValues } from '../slice/given';
import { startsFromOptimizer } from '../slice/rootText';
import type { LrComment } from './comment';
import type { Evidence } from './evidence';
import type { Inference } from './inference';
import { isInterval } from './intervals';
import { ownLength } from './ownLength';

/** Rates that an optimizer starts at when nothing says otherwise (Keras's default for SGD). */
const ASSUMED_RATE = 0.01;
const ASSUMED_STEPS_PER_EPOCH = 100;
const ASSUMED_EPOCHS = 100;

/**
 * The values that there are for free names of the definition: those of an `@lr` comment, and above them those of the caller.
 * What they say of the timeline is among them: a definition may leave open a name such as `epochs`, and means the same.
 */
export function givenBy(comment: LrComment | null, options: EnteredValues): GivenValues {
  const commented = [...(comment?.values ?? [])].map(([name, { value }]) => [name, value] as const);
  return {
    ...givenByValue(
      Object.fromEntries<EnteredValue>([...(comment?.words ?? []), ...(comment?.lists ?? []), ...commented]),
    ),
    ...givenByValue(options),
  };
}

/** What the caller says of all timelines. */
export interface TimelineOptions {
  readonly defaultHorizon: number;
  readonly given: EnteredValues;
}

/** What the document around a definition says. */
export interface Surroundings {
  readonly evidence: Evidence;
  readonly inference: Inference;
}

/** Infers what evaluation needs to know: the caller's options above all, then the comment, then the nearest evidence. */
export function inferTimeline(
  found: Found,
  parameters: readonly Parameter[],
  comment: LrComment | null,
  options: TimelineOptions,
  { evidence, inference }: Surroundings,
): Timeline {
  const stated = (name: string): TimelineValue | null => {
    const option = options.given[name];
    if (typeof option === 'number' && option >= 0) {
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
  const length = ownLength(
    found.schedule,
    parameters,
    (name) => isInterval(name, found.root),
    found.root.kind === 'statements' && (found.kind === 'rate-decay' || found.root.ends.exits.size > 0),
  );
  // Of what goes by the share of a run that is done, the parameters are shares and no lengths.
  const ofParameters =
    length === null || goesByShare(found)
      ? null
      : ({ value: length, from: 'parameters', place: null } as const);
  const stepsPerEpoch =
    stated('stepsPerEpoch') ??
    (byEpoch || found.form === 'step-callback'
      ? (evidence.stepsPerEpochNear(found.node) ?? assumed(ASSUMED_STEPS_PER_EPOCH))
      : null);
  const horizon =
    stated(byEpoch ? 'epochs' : 'steps') ??
    loopLength(found, inference) ??
    (found.root.kind === 'function' || ts.isClassLike(found.node) ? totalOf(found, parameters) : null) ??
    (found.root.kind === 'function' ? inference.lengthDividedBy(found.root, parameters) : null) ??
    (writtenOut(found) ? inference.lengthAround(found) : null) ??
    (byEpoch ? inference.epochsNear(found) : trainedSteps(found, inference, stepsPerEpoch)) ??
    (found.root.kind === 'replay' ? totalOf(found, parameters) : null) ??
    inference.lengthOfCalls(found) ??
    ofParameters ??
    (writtenOut(found) ? inference.lengthNear(found) : null) ??
    assumed(byEpoch ? ASSUMED_EPOCHS : options.defaultHorizon);
  return {
    horizon: atLeastOne(horizon),
    stepsPerEpoch,
    initialRate: takesRate(found)
      ? (stated('initial') ??
        inference.initialRateNear(found) ??
        (found.root.kind === 'replay' ? inference.rateNear(found) : null) ??
        assumed(ASSUMED_RATE))
      : null,
  };
}

/** The updates that a callback of batches is called for: those of all epochs of the training call nearest to it. */
function trainedSteps(
  found: Found,
  inference: Inference,
  stepsPerEpoch: TimelineValue | null,
): TimelineValue | null {
  const epochs = found.form === 'step-callback' ? inference.epochsNear(found) : null;
  return epochs === null || stepsPerEpoch === null
    ? null
    : {
        ...epochs,
        value: epochs.value * stepsPerEpoch.value,
        from: stepsPerEpoch.from === 'assumed' ? 'assumed' : epochs.from,
      };
}

function goesByShare({ root }: Found): boolean {
  return root.kind === 'function' && root.index.isProgress;
}

/** The total that a function of the index, or a callback, is given. */
function totalOf({ index }: Found, parameters: readonly Parameter[]): TimelineValue | null {
  const isTotal = index === 'epoch' ? isTotalEpochs : isTotalSteps;
  const total = parameters.find(
    ({ name, value }) => isTotal(name) && typeof value === 'number' && value >= 1,
  );
  return total === undefined ? null : { value: Number(total.value), from: 'parameters', place: null };
}

/** How far the loop counts that a rate is computed in. */
function loopLength({ root, index }: Found, inference: Inference): TimelineValue | null {
  if (root.kind !== 'statements') {
    return null;
  }
  const { binding } = root.index;
  const list = binding.kind === 'variable' ? binding.declaration.parent : null;
  const counted = list !== null && ts.isVariableDeclarationList(list) ? list.parent : null;
  const around = repeatedAround(root.anchor)?.owner ?? null;
  return (
    inference.lengthOf(counted ?? around, index) ??
    (around === null ? null : inference.lengthToBound(around, root))
  );
}

/** Whether a definition is written as code of its own, so that its length may be written beside it. */
function writtenOut({ root }: Found): boolean {
  return root.kind === 'function' || root.kind === 'statements' || root.kind === 'replay';
}

/** Whether the schedule is made from the rate before it: a function of more than the epoch. */
function takesRate({ form, root }: Found): boolean {
  if (root.kind === 'function') {
    return root.previousRate !== null;
  }
  if (root.kind === 'statements') {
    return startsFromOptimizer(root);
  }
  if (root.kind === 'replay') {
    return root.startsFromOptimizer;
  }
  if (form !== 'epoch-function' || root.kind !== 'expression') {
    return false;
  }
  const expression = unwrap(root.expression);
  // Of a function that is named rather than written here, the parameters are not looked up: it may take the rate.
  return ts.isFunctionLike(expression) ? expression.parameters.length > 1 : !ts.isNewExpression(expression);
}

function atLeastOne(horizon: TimelineValue): TimelineValue {
  return { ...horizon, value: Math.max(1, Math.round(horizon.value)) };
}

function assumed(value: number): TimelineValue {
  return { value, from: 'assumed', place: null };
}
