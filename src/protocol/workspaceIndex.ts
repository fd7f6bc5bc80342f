import type { DefinitionKind } from './definition';
import type { Range } from './text';

/** Requests and notifications by which the schedules of a whole workspace are found. The client knows its files, the server reads them. */

/**
 * Client to server: look for schedules in these files, and again in each that changes from now on. Answered once all were
 * looked at; what is found is told meanwhile. A second request takes the place of the first.
 */
export const INDEX_WORKSPACE = 'lrLens/indexWorkspace';
export interface IndexWorkspaceParams {
  readonly folders: readonly IndexedFolder[];
  /** The `.gitignore` files that may concern them. */
  readonly ignoreFiles: readonly string[];
}
export interface IndexedFolder {
  /** Without a slash at the end. */
  readonly uri: string;
  /** Paths from there, as they stand in URIs. */
  readonly paths: readonly string[];
}
export interface IndexWorkspaceResult {
  /** Files looked at. */
  readonly files: number;
  /** Files left out because a `.gitignore` names them. */
  readonly ignored: number;
  /** Files that could not be read or decoded. */
  readonly unreadable: number;
  /** False when it was called off, or another request came. */
  readonly complete: boolean;
}

/** Server to client, a notification: how far the newest request has come. */
export const INDEX_PROGRESS = 'lrLens/indexProgress';
export interface IndexProgressParams {
  readonly done: number;
  readonly total: number;
}

/** Server to client, a notification: what some files hold now; one without definitions holds none any more. */
export const INDEXED = 'lrLens/indexed';
export interface IndexedParams {
  readonly files: readonly FileSummary[];
}
export interface FileSummary {
  readonly uri: string;
  /** In order of their place in the file. */
  readonly definitions: readonly DefinitionSummary[];
  /** What is not listed and why; null when all is. */
  readonly notice: string | null;
}

/** As little of a definition as a list of thousands needs. */
export interface DefinitionSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: DefinitionKind;
  readonly nameRange: Range;
  /** As in the line above it: `0.1 → 1e-3 over 1,000 steps`, or what keeps that from being known. */
  readonly rates: string;
  /** The curve in words; empty when there is no curve. */
  readonly sentence: string;
  /** The curve as heights from 0 to 1 at even distances; empty when there is no curve. */
  readonly shape: readonly number[];
}

/** Client to server, a notification: files that were changed, made or deleted, of those that are to be looked at. */
export const REINDEX_FILES = 'lrLens/reindexFiles';
export interface ReindexFilesParams {
  readonly uris: readonly string[];
}

/** Client to server: the card of a definition that an index lists, in Markdown; null when it is gone. */
export const SUMMARY_CARD = 'lrLens/summaryCard';
export interface SummaryCardParams {
  readonly uri: string;
  readonly definitionId: string;
}
export type SummaryCardResult = string | null;

/**
 * Server to client: the texts of some files, in their order. Empty for one for which `hasScheduleWords` says no, null for
 * one that is gone or could not be read.
 */
export const READ_CANDIDATES = 'lrLens/readCandidates';
export interface ReadCandidatesParams {
  readonly uris: readonly string[];
}
export type ReadCandidatesResult = readonly (string | null)[];
