import type { IndexUnit, TimelineSource, DefinitionKind } from '../protocol/definition';
import type { FindingCode, FindingSeverity } from '../protocol/finding';

/** What `lr-lens inspect --json` prints. Lines and columns are 1-based; columns count UTF-16 units, `end` is exclusive. */
export interface InspectReport {
  readonly version: 1;
  readonly files: readonly FileReport[];
}

/** What was found in a file. */
export interface FileReport {
  /** As it was given on the command line. */
  readonly path: string;
  readonly definitions: readonly DefinitionReport[];
  /** What is wrong outside of the definitions. */
  readonly findings: readonly FindingReport[];
  /** What was not read and why; null when all was. */
  readonly notice: string | null;
}

export interface ReportedPosition {
  readonly line: number;
  readonly column: number;
}

export interface ReportedRange {
  readonly start: ReportedPosition;
  readonly end: ReportedPosition;
}

/** A definition with the rates it gives. */
export interface DefinitionReport {
  readonly name: string;
  readonly kind: DefinitionKind;
  readonly schedule: string | null;
  readonly index: IndexUnit;
  readonly range: ReportedRange;
  readonly parameters: readonly {
    readonly name: string;
    readonly value: number | boolean;
    readonly editable: boolean;
    /** The file that holds the value. */
    readonly path: string;
    readonly range: ReportedRange;
  }[];
  readonly timeline: Readonly<Record<string, { readonly value: number; readonly from: TimelineSource }>>;
  readonly evaluable: boolean;
  /** Why it gives no rates; null when it does. */
  readonly reason: string | null;
  /** The curve in words; null when there is none. */
  readonly sentence: string | null;
  /** Rates that are not finite are written as the strings `NaN`, `Infinity` and `-Infinity`. */
  readonly values: readonly { readonly at: number; readonly rate: number | string }[];
  /** What is wrong with it, and within it. */
  readonly findings: readonly FindingReport[];
}

/** Something that is wrong with a schedule, or with how it is used. */
export interface FindingReport {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly path: string;
  readonly range: ReportedRange;
}
