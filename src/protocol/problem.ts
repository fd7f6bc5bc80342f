import type { Location } from './text';

/** What kept a schedule from being evaluated, in whole or from some index on. */
export type ProblemCode =
  | 'missing-value'
  | 'unmet-import'
  | 'unknown-operation'
  | 'unsupported'
  | 'threw'
  | 'timeout'
  | 'memory'
  | 'not-a-number'
  | 'non-finite'
  | 'negative'
  | 'incomplete';

/** A failure said in words, with its place where it has one. */
export interface Problem {
  readonly code: ProblemCode;
  /** One sentence for a person: names the thing; no stack. */
  readonly message: string;
  /** The place in the person's own source, where it is known. */
  readonly location: Location | null;
  /** The first step or epoch it concerns, where it concerns one. */
  readonly at: number | null;
  /** The names that are wanting: free values, an operation, a package. */
  readonly names: readonly string[];
}
