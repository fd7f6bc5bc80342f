import type { Evaluation } from './curve';
import type { Definition, RateCall } from './definition';

/** A definition with what came of evaluating it. */
export interface EvaluatedDefinition {
  readonly definition: Definition;
  /** Names this very computation (slice, slots and timeline): equal keys have equal curves. Null when there is no slice. */
  readonly key: string | null;
  /** Null while it has not been evaluated. */
  readonly evaluation: Evaluation | null;
  /** Whether the text is broken at this place just now and this is the last good result. */
  readonly stale: boolean;
}

/** All that is known of one document at one version; always whole, never a difference. */
export interface DocumentSnapshot {
  readonly uri: string;
  /** The version of the text it was made from. */
  readonly version: number;
  /** In order of their place in the document. */
  readonly definitions: readonly EvaluatedDefinition[];
  readonly calls: readonly RateCall[];
  /** What was not read and why, for instance a file over the size limit; null when all was. */
  readonly notice: string | null;
}
