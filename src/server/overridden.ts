import type { Definition } from '../protocol/definition';
import type { TimelineOverride } from '../protocol/server';

/** A definition with the values that a person entered in the panel in place of the inferred ones. */
export function overridden(definition: Definition, override: TimelineOverride | undefined): Definition {
  if (override === undefined) {
    return definition;
  }
  const { timeline } = definition;
  const entered = (value: number | undefined): { value: number; from: 'panel'; place: null } | null =>
    value === undefined ? null : { value, from: 'panel', place: null };
  return {
    ...definition,
    timeline: {
      ...timeline,
      horizon: entered(override.horizon) ?? timeline.horizon,
      stepsPerEpoch: entered(override.stepsPerEpoch) ?? timeline.stepsPerEpoch,
    },
  };
}
