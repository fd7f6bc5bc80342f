import type { Evaluation } from '../../protocol/curve';
import type { Definition, Parameter, TimelineValue } from '../../protocol/definition';
import type { FindingCode, FindingSeverity } from '../../protocol/finding';
import type { Location } from '../../protocol/text';

/** What a check finds. */
export interface CurveFinding {
  readonly code: FindingCode;
  readonly message: string;
  /** What is marked; null marks the definition's name. */
  readonly place: Location | null;
  /** How severe it is, where that is not as severe as its code. */
  readonly severity?: FindingSeverity;
  /** Whether it says why there are no rates, or bad ones. */
  readonly explains?: boolean;
}

/** Looks for one kind of mistake in what is known of a schedule. */
export type CurveCheck = (definition: Definition, evaluation: Evaluation | null) => readonly CurveFinding[];

/** A parameter that holds a number. */
export interface NumberParameter extends Parameter {
  readonly value: number;
}

/** The parameters that count steps or epochs and whose names fit a pattern. */
export function lengths(definition: Definition, pattern: RegExp): readonly NumberParameter[] {
  return definition.parameters.filter(
    (parameter): parameter is NumberParameter =>
      typeof parameter.value === 'number' &&
      (parameter.unit === 'steps' || parameter.unit === 'epochs') &&
      pattern.test(parameter.name),
  );
}

/** Names of how long a whole training or decay is. */
export const TOTAL =
  /^(?:(?:total|max|num|n|number_?of)_?(?:training_?)?(?:steps|epochs|iterations|iters|updates)|decay_?(?:steps|epochs)|t_?max)$/i;
export const WARMUP = /^(?:n_?|num_?)?warm_?up_?(?:steps|epochs|iterations|iters|updates|length)?$/i;

/** How long the training is, where something tells beside the schedule itself; null where it is assumed. */
export function knownHorizon({ timeline: { horizon } }: Definition): TimelineValue | null {
  return horizon.from === 'assumed' || horizon.from === 'parameters' ? null : horizon;
}
