import type { EnteredValues } from './enteredValue';
import type { Evaluation, RatePoint } from './curve';
import type { DocumentSnapshot } from './snapshot';
import type { Range } from './text';
import type { TrainingContext } from './training/context';

/** Requests and notifications between the language server and its client, beside those of LSP itself. */

/** Server to client: the text of a file that is not open, or null when there is none. Answered through `workspace.fs`. */
export const READ_FILE = 'lrLens/readFile';
export interface ReadFileParams {
  readonly uri: string;
}
export type ReadFileResult = string | null;

/** Client to server: what is known of a document, as soon as its newest version has been analysed. */
export const SNAPSHOT = 'lrLens/snapshot';
export interface SnapshotParams {
  readonly uri: string;
}
export type SnapshotResult = DocumentSnapshot | null;

/**
 * Client to server: what a document says of training beside its schedules, at its newest version; null when it is not
 * open, or its text is not looked into.
 */
export const TRAINING_CONTEXT = 'lrLens/trainingContext';
export interface TrainingContextParams {
  readonly uri: string;
}
export type TrainingContextResult = TrainingContext | null;

/**
 * Server to client, a notification: the definitions of a document are known anew. Its next snapshot comes once they are
 * evaluated as well.
 */
export const ANALYZED = 'lrLens/analyzed';
export interface AnalyzedParams {
  readonly uri: string;
  readonly version: number;
  readonly definitions: number;
}

/**
 * Server to client, a notification: the evaluation that begins now, and null once none is under way. One operation of a
 * slice can hold the server so that it hears nothing any more; its client then knows which it was. Sent to clients alone
 * that watch for it.
 */
export const EVALUATING = 'lrLens/evaluating';
export interface EvaluatingParams {
  /** The key of the definition that is evaluated. */
  readonly key: string | null;
  /** How long it may take by its limits, in milliseconds. */
  readonly limitMs: number;
}

/** Client to server, a notification: the whole of what the client knows and the server needs. */
export const CLIENT_STATE = 'lrLens/clientState';
export interface ClientState {
  readonly theme: ThemeKind;
  /** By document: the step or epoch that hover shows. */
  readonly pinned: Readonly<Record<string, number>>;
  /** By document, then by definition. */
  readonly overrides: Readonly<Record<string, DocumentOverrides>>;
  /** By document, then by definition, then by name: values that the source leaves open and a person gave when asked. */
  readonly entered: Readonly<Record<string, DocumentEntries>>;
}

/** Entered values by definition id. */
export type DocumentEntries = Readonly<Record<string, EnteredValues>>;

export type ThemeKind = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

/** Values a person entered in the panel, by definition id. */
export type DocumentOverrides = Readonly<Record<string, TimelineOverride>>;

/** What the panel can override of a definition's timeline; an absent key leaves what was inferred. */
export interface TimelineOverride {
  readonly horizon?: number;
  readonly stepsPerEpoch?: number;
}

/** Client to server, a notification: rates that only the webview could compute, for lens and hover to know. */
export const WEBVIEW_EVALUATION = 'lrLens/webviewEvaluation';
export interface WebviewEvaluationParams {
  readonly uri: string;
  readonly definitionId: string;
  /** The key of the `EvaluatedDefinition` that was evaluated. */
  readonly key: string;
  readonly evaluation: Evaluation;
}

/** Client to server: the rate of one definition at some indices. */
export const RATES_AT = 'lrLens/ratesAt';
export interface RatesAtParams {
  readonly uri: string;
  readonly definitionId: string;
  readonly at: readonly number[];
}
export type RatesAtResult = readonly RatePoint[];

/** Client to server: the edits that write a new schedule into a document. They are computed only; the client makes them. */
export const WRITE_SCHEDULE_EDIT = 'lrLens/writeScheduleEdit';
export interface WriteScheduleEditParams {
  readonly uri: string;
  /** The version of the text that the edits are to fit. */
  readonly version: number;
  /** The definition whose statement the schedule is put after; null, or one that is gone, puts it after the imports. */
  readonly definitionId: string | null;
  /** A class of `tfjs-lr-schedules`. */
  readonly schedule: string;
  /** Values by the constructor's parameters, in the order in which they are to stand. */
  readonly parameters: Readonly<Record<string, number>>;
}
export type WriteScheduleEditResult =
  | { readonly kind: 'edits'; readonly written: WrittenSchedule }
  /** `reason` is a sentence for a person; nothing is to be changed. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A new schedule in a text. */
export interface WrittenSchedule {
  /** In order of their place, none touching another; all places are those of the text before. */
  readonly edits: readonly TextReplacement[];
  /** The name of the constant that holds the schedule. */
  readonly name: string;
  /** Where its statement stands once all edits are made. */
  readonly range: Range;
}

export interface TextReplacement {
  readonly range: Range;
  readonly text: string;
}

/**
 * Client to server: the names that a definition needs a value for and the source leaves open, those that a person has given
 * one among them; null when the document has no such definition.
 */
export const WANTED_VALUES = 'lrLens/wantedValues';
export interface WantedValuesParams {
  readonly uri: string;
  readonly definitionId: string;
}
export type WantedValuesResult = readonly WantedValue[] | null;
export interface WantedValue {
  readonly name: string;
  /** The words that the code compares it with or its type allows; empty for a number. */
  readonly choices: readonly string[];
}

/**
 * Client to server: the edits that write values into the `@lr` comment above a definition, or make one. They are computed
 * only; the client makes them.
 */
export const VALUES_COMMENT_EDIT = 'lrLens/valuesCommentEdit';
export interface ValuesCommentEditParams {
  readonly uri: string;
  /** The version of the text that the edits are to fit. */
  readonly version: number;
  readonly definitionId: string;
  readonly values: EnteredValues;
}
export type ValuesCommentEditResult =
  | { readonly kind: 'edits'; readonly edits: readonly TextReplacement[] }
  /** `reason` is a sentence for a person; nothing is to be changed. */
  | { readonly kind: 'refused'; readonly reason: string };

/** What our own client can do for the server beyond LSP; other editors send nothing of the kind. */
export interface InitializationOptions {
  /** It answers `READ_FILE`. */
  readonly readsFiles: boolean;
  /** It has the commands of `COMMANDS`, so that lenses and cards may offer them. */
  readonly runsCommands: boolean;
  /** It watches for an evaluation that holds the server, and starts it anew. */
  readonly watchesEvaluations: boolean;
  /** Keys of evaluations that held a server before: they are not to be tried again. */
  readonly refusedKeys: readonly string[];
}
