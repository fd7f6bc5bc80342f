import type { AnalysisOptions, Analyzer, DocumentAnalysis } from '../analysis/analyze';
import { evaluate, type EvaluationLimits, ratesAt } from '../evaluation/evaluate';
import type { Sandbox } from '../evaluation/sandbox/sandbox';
import type { Evaluation, RatePoint } from '../protocol/curve';
import type { Definition } from '../protocol/definition';
import type { ClientState } from '../protocol/server';
import type { DocumentSnapshot, EvaluatedDefinition } from '../protocol/snapshot';
import { EvaluationCache } from './evaluationCache';
import { evaluationKey } from './evaluationKey';
import { EvaluationTurns, type TellEvaluating } from './evaluationTurns';
import { evaluateFairly, MOST_TRIES, type WorkClock } from './fairEvaluation';
import { allFindings } from './findings/allFindings';
import type { FoundInDocument } from './findings/FindingBoard';
import { knownRates } from './knownRates';
import { keepLastGood } from './lastGood';
import { overridden } from './overridden';

/** A document at one version, as the editor has it. */
export interface VersionedText {
  readonly version: number;
  readonly text: string;
  /** The editor's name for its language. */
  readonly language: string;
}

/** Settings that a snapshot depends on. */
export interface ScheduleSettings {
  /** Steps to show of a schedule when nothing says how many. */
  readonly defaultHorizon: number;
  readonly limits: EvaluationLimits;
}

/** What surrounds the documents: the editor, its settings, and those who want to hear of new snapshots. */
export interface ScheduleSurroundings {
  /** The newest text of an open document; null when it is not open. */
  readonly textOf: (uri: string) => VersionedText | null;
  readonly settings: () => ScheduleSettings;
  readonly clientState: () => ClientState;
  readonly sandbox: () => Promise<Sandbox>;
  readonly workClock: WorkClock;
  readonly tellEvaluating: TellEvaluating;
  /** Whether an evaluation held a server before this one. */
  readonly isRefused: (key: string) => boolean;
  /** Called once the definitions of a text are known; who asks for the snapshot then waits until they are evaluated. */
  readonly announce: (found: DocumentSnapshot) => void;
  /** Called with each snapshot once all of it is evaluated. */
  readonly evaluated: (snapshot: DocumentSnapshot) => void;
  /** Called when there is a new snapshot of the same text, because something it depends on has changed. */
  readonly tellChanged: () => void;
  /** What is wrong in a document, each time that it was looked at. */
  readonly found: (found: FoundInDocument) => void;
  readonly log: (message: string) => void;
}

/** Of a schedule that held the server: nothing more is known of it, not even where it does. */
const HELD: Evaluation = {
  host: 'sandbox',
  curve: null,
  problem: {
    code: 'timeout',
    message: 'holds the evaluation in one operation that cannot be interrupted; change it to try again',
    location: null,
    at: null,
    names: [],
  },
};

interface DocumentState {
  /** The snapshot and the text it was made from. */
  current: { readonly snapshot: DocumentSnapshot; readonly text: string } | null;
  /** Set while an analysis runs; resolves once the newest version has been looked at. */
  running: Promise<void> | null;
  /** Something beside the text has changed since the analysis began. */
  outdated: boolean;
  dependencies: readonly string[];
}

/** Keeps what is known of the open documents up to date: one analysis at a time for each, always of the newest text. */
export class Schedules {
  private readonly documents = new Map<string, DocumentState>();
  private readonly cache = new EvaluationCache();
  private readonly turns: EvaluationTurns;

  constructor(
    private readonly analyzer: Analyzer,
    private readonly surroundings: ScheduleSurroundings,
  ) {
    this.turns = new EvaluationTurns(surroundings.tellEvaluating);
  }

  /** What is known of a document's newest text, as soon as it is; null when it is not open. */
  async snapshot(uri: string): Promise<DocumentSnapshot | null> {
    await this.refresh(uri);
    return this.documents.get(uri)?.current?.snapshot ?? null;
  }

  /** Looks at a document again if its text or anything it depends on has changed. */
  refresh(uri: string): Promise<void> {
    const state = this.stateOf(uri);
    state.running ??= this.run(uri, state).finally(() => {
      state.running = null;
    });
    return state.running;
  }

  /** Looks again at every document that depends on a file, or at all when `uri` is null. */
  invalidate(uri: string | null): void {
    for (const [document, state] of this.documents) {
      if (uri === null || state.dependencies.includes(uri)) {
        state.outdated = true;
        void this.refresh(document);
      }
    }
  }

  /** Forgets all rates, because what limits their computation has changed. */
  forgetRates(): void {
    this.cache.clear();
    this.invalidate(null);
  }

  close(uri: string): void {
    this.documents.delete(uri);
    this.analyzer.forget(uri);
  }

  /** Takes over rates that only the webview could compute. */
  learn(key: string, evaluation: Evaluation): void {
    this.cache.replace(key, evaluation);
    this.invalidate(null);
  }

  /** The rates of one definition at some indices; those that cannot be had are left out. */
  async ratesAt(evaluated: EvaluatedDefinition, at: readonly number[]): Promise<readonly RatePoint[]> {
    const { definition, evaluation, key } = evaluated;
    const known = knownRates(evaluation, at);
    const unknown = at.filter((index) => !known.some((point) => point.at === index));
    // What only the webview could compute, the sandbox cannot.
    if (unknown.length === 0 || evaluation?.host === 'webview' || key === null) {
      return known;
    }
    const { isRefused, sandbox, settings } = this.surroundings;
    if (isRefused(key)) {
      return known;
    }
    const { limits } = settings();
    const prepared = await sandbox();
    const computed = await this.turns
      .take(key, limits.timeMs, () => ratesAt(prepared, definition, unknown, limits))
      .finally(() => {
        this.turns.rest();
      });
    return [...known, ...computed].sort((a, b) => a.at - b.at);
  }

  /** What the analysis of a file is told beside its text. */
  optionsFor(uri: string, language: string | null): AnalysisOptions {
    const { settings, clientState } = this.surroundings;
    const { defaultHorizon } = settings();
    return { defaultHorizon, language, given: {}, entered: clientState().entered[uri] ?? {} };
  }

  /** Evaluates a definition of a file that need not be open, and keeps nothing of it. */
  async evaluateOnce(
    uri: string,
    inferred: Definition,
    more: Partial<EvaluationLimits>,
  ): Promise<EvaluatedDefinition> {
    const { isRefused, sandbox, settings, clientState, workClock } = this.surroundings;
    const definition = overridden(inferred, clientState().overrides[uri]?.[inferred.id]);
    const key = evaluationKey(definition);
    const evaluated = { definition, key, stale: false };
    if (key !== null && isRefused(key)) {
      return { ...evaluated, evaluation: HELD };
    }
    const known = definition.slice === null || key === null ? null : this.cache.get(key, definition.slice);
    if (known !== null) {
      return { ...evaluated, evaluation: known };
    }
    const limits = { ...settings().limits, ...more };
    const prepared = await sandbox();
    const run = (): Evaluation => evaluate(prepared, definition, limits);
    if (key === null) {
      // There is nothing to run, and the evaluation says why.
      return { ...evaluated, evaluation: run() };
    }
    const { evaluation } = await this.turns.take(key, MOST_TRIES * limits.timeMs, () =>
      evaluateFairly(run, limits.timeMs, workClock),
    );
    this.turns.rest();
    return { ...evaluated, evaluation };
  }

  private stateOf(uri: string): DocumentState {
    const known = this.documents.get(uri);
    if (known !== undefined) {
      return known;
    }
    const state: DocumentState = { current: null, running: null, outdated: false, dependencies: [] };
    this.documents.set(uri, state);
    return state;
  }

  private async run(uri: string, state: DocumentState): Promise<void> {
    for (;;) {
      const document = this.surroundings.textOf(uri);
      if (document === null) {
        this.documents.delete(uri);
        return;
      }
      if (state.current?.snapshot.version === document.version && !state.outdated) {
        return;
      }
      state.outdated = false;
      const snapshot = await this.read(uri, document, state);
      // The loser of a race with the next keystroke is dropped; the loop reads the newer text.
      if (snapshot !== null) {
        const textChanged = state.current?.snapshot.version !== snapshot.version;
        state.current = { snapshot, text: document.text };
        this.surroundings.evaluated(snapshot);
        if (!textChanged) {
          this.surroundings.tellChanged();
        }
      }
    }
  }

  private async read(
    uri: string,
    document: VersionedText,
    state: DocumentState,
  ): Promise<DocumentSnapshot | null> {
    const isNewest = (): boolean => this.surroundings.textOf(uri)?.version === document.version;
    try {
      const { snapshot, analysis } = await this.find(uri, document, state);
      this.surroundings.announce(snapshot);
      const definitions = await this.evaluateAll(snapshot.definitions, isNewest);
      if (definitions === null) {
        return null;
      }
      this.surroundings.found(allFindings(uri, document, analysis, definitions));
      return { ...snapshot, definitions };
    } catch (error) {
      this.surroundings.log(
        `${uri} could not be analysed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      const failed: DocumentSnapshot = {
        ...emptySnapshot(uri, document),
        notice: 'This file could not be read for schedules; the log of LR Lens says why.',
      };
      this.surroundings.announce(failed);
      return failed;
    } finally {
      this.turns.rest();
    }
  }

  /** The definitions of a text, those that are half-typed as they were before; the others have yet to be evaluated. */
  private async find(
    uri: string,
    document: VersionedText,
    state: DocumentState,
  ): Promise<{ readonly snapshot: DocumentSnapshot; readonly analysis: DocumentAnalysis }> {
    const options = this.optionsFor(uri, document.language);
    const analysis = await this.analyzer.analyze(uri, document.text, options);
    state.dependencies = analysis.dependencies;
    const overrides = this.surroundings.clientState().overrides[uri] ?? {};
    const definitions = analysis.definitions.map((inferred): EvaluatedDefinition => {
      const definition = overridden(inferred, overrides[inferred.id]);
      return { definition, key: evaluationKey(definition), evaluation: null, stale: false };
    });
    const previous =
      state.current === null
        ? null
        : { text: state.current.text, definitions: state.current.snapshot.definitions };
    const snapshot: DocumentSnapshot = {
      ...emptySnapshot(uri, document),
      definitions: keepLastGood({ text: document.text, definitions }, previous, analysis.faults),
      calls: analysis.calls,
      notice: analysis.notice,
    };
    return { snapshot, analysis };
  }

  /** @returns null when the text has changed meanwhile. */
  private async evaluateAll(
    definitions: readonly EvaluatedDefinition[],
    isNewest: () => boolean,
  ): Promise<readonly EvaluatedDefinition[] | null> {
    const evaluated: EvaluatedDefinition[] = [];
    for (const one of definitions) {
      const { definition, key, stale } = one;
      const known =
        stale || key === null || definition.slice === null
          ? one.evaluation
          : this.cache.get(key, definition.slice);
      const evaluation = known ?? (await this.evaluate(definition, key, isNewest));
      if (evaluation === null) {
        break;
      }
      evaluated.push({ ...one, evaluation });
    }
    return isNewest() ? evaluated : null;
  }

  /** @returns null when the text has changed meanwhile: each schedule may take up to the time limit. */
  private async evaluate(
    definition: Definition,
    key: string | null,
    isNewest: () => boolean,
  ): Promise<Evaluation | null> {
    const { isRefused, sandbox, settings, workClock } = this.surroundings;
    const { limits } = settings();
    const prepared = await sandbox();
    const run = (): Evaluation => evaluate(prepared, definition, limits);
    if (key === null || definition.slice === null) {
      // There is nothing to run, and the evaluation says why.
      return run();
    }
    if (isRefused(key)) {
      this.cache.set(key, HELD, definition.slice);
      return HELD;
    }
    const fair = await this.turns.take(key, MOST_TRIES * limits.timeMs, () =>
      isNewest() ? evaluateFairly(run, limits.timeMs, workClock) : null,
    );
    if (fair?.isFair === true) {
      this.cache.set(key, fair.evaluation, definition.slice);
    }
    return fair?.evaluation ?? null;
  }
}

function emptySnapshot(uri: string, { version }: VersionedText): DocumentSnapshot {
  return { uri, version, definitions: [], calls: [], notice: null };
}
