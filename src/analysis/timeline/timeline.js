import ts from 'typescript';
import { unwrap } from '../program/syntax';
import { epochsNear, initialRateNear, stepsPerEpochNear } from './evidence';
import { ownLength } from './ownLength';
/** Names that an `@lr` comment gives to the timeline rather than to the definition. */
const TIMELINE_NAMES = new Set(['steps', 'epochs', 'stepsPerEpoch', 'initial']);
/** Rates that an optimizer starts at when nothing says otherwise (Keras's default for SGD). */
const ASSUMED_RATE = 0.01;
const ASSUMED_STEPS_PER_EPOCH = 100;
const ASSUMED_EPOCHS = 100;
/** The values of an `@lr` comment that are meant for free names of the definition. */
export function givenBy(comment) {
  const given = {};
  for (const [name, { value }] of comment?.values ?? []) {
    if (!TIMELINE_NAMES.has(name)) {
      given[name] = value;
    }
  }
  return given;
}
/**
 * Infers what evaluation needs to know: the comment above all, then the nearest evidence.
 * @param defaultHorizon steps to show when nothing says how many.
 */
export function inferTimeline(found, parameters, comment, defaultHorizon, program) {
  const commented = (name) => {
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
    commented(byEpoch ? 'epochs' : 'steps') ??
    (byEpoch ? epochsNear(found.node, program) : null) ??
    (length === null ? null : { value: length, from: 'parameters', place: null }) ??
    assumed(byEpoch ? ASSUMED_EPOCHS : defaultHorizon);
  return {
    horizon: atLeastOne(horizon),
    stepsPerEpoch:
      commented('stepsPerEpoch') ??
      (byEpoch ? (stepsPerEpochNear(found.node, program) ?? assumed(ASSUMED_STEPS_PER_EPOCH)) : null),
    initialRate: takesRate(found)
      ? (commented('initial') ?? initialRateNear(found.node, program) ?? assumed(ASSUMED_RATE))
      : null,
  };
}
/** Whether the schedule is made from the rate before it: a function of more than the epoch. */
function takesRate(found) {
  if (found.form !== 'epoch-function' || found.root.kind !== 'expression') {
    return false;
  }
  const expression = unwrap(found.root.expression);
  // Of a function that is named rather than written here, the parameters are not looked up: it may take the rate.
  return ts.isFunctionLike(expression) ? expression.parameters.length > 1 : !ts.isNewExpression(expression);
}
function atLeastOne(horizon) {
  return { ...horizon, value: Math.max(1, Math.round(horizon.value)) };
}
function assumed(value) {
  return { value, from: 'assumed', place: null };
}
