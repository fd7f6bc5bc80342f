import type { Definition } from '../../protocol/definition';
import { formatCount } from '../../protocol/numbers';
import {
  type CurveCheck,
  type CurveFinding,
  knownHorizon,
  lengths,
  type NumberParameter,
} from './curveCheck';

/** Boundaries that do not ascend, and those that training never reaches. */
export const boundaries: CurveCheck = (definition) => {
  const given = lengths(definition, /^(?:boundaries|milestones)\[\d+\]$/);
  const unsorted = unsortedOf(definition, given);
  return [...(unsorted === null ? [] : [unsorted]), ...beyondEnd(definition, given)];
};

function unsortedOf({ schedule, name }: Definition, given: readonly NumberParameter[]): CurveFinding | null {
  // Others may sort them first, or not care for their order.
  if (schedule !== 'PiecewiseConstantDecay') {
    return null;
  }
  const at = given.findIndex(({ value }, i) => value < (given[i - 1]?.value ?? -Infinity));
  const [before, boundary] = [given[at - 1], given[at]];
  return before === undefined || boundary === undefined
    ? null
    : {
        code: 'unsorted-boundaries',
        message: `${boundary.name} of ${name} is ${formatCount(boundary.value)} and stands behind ${formatCount(before.value)}: put the boundaries in ascending order, and the values with them.`,
        place: boundary,
        explains: true,
      };
}

function beyondEnd(definition: Definition, given: readonly NumberParameter[]): readonly CurveFinding[] {
  const horizon = knownHorizon(definition);
  const unit = definition.index === 'epoch' ? 'epochs' : 'steps';
  const beyond =
    horizon === null ? undefined : given.find((one) => one.unit === unit && one.value >= horizon.value);
  return beyond === undefined || horizon === null
    ? []
    : [
        {
          code: 'boundary-beyond-end',
          message: `${beyond.name} of ${definition.name} is ${formatCount(beyond.value)}, but training ends after ${formatCount(horizon.value)} ${unit}, so the rate behind it never comes: put it before the end.`,
          place: beyond,
        },
      ];
}
