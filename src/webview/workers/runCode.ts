import type { SliceProgram } from '../../evaluation/runtime/bindings';
import type { FillRates } from '../../evaluation/runtime/fillRates';

/** The program of a slice and the loop that runs it. */
export interface SliceCode {
  readonly program: SliceProgram;
  readonly fill: FillRates;
}

/** Gives long runs code that an engine makes one loop of. */
export interface RunCode {
  /** For runs that are short, and the first that is not. */
  readonly common: SliceCode;
  /** Code for one long run. */
  readonly take: () => SliceCode;
  /** Makes ready for the next long run while nobody waits. */
  readonly renew: () => void;
}
