import type { Definition, RateCall } from '../protocol/definition';
import type { WriteScheduleEditResult } from '../protocol/server';
import type { Position } from '../protocol/text';
import type { TrainingContext } from '../protocol/training/context';
import { rateCalls } from './calls';
import { definitionOf, describe, type Described } from './define';
import { detect, MOST_DEFINITIONS } from './detect/detect';
import type { Found } from './detect/detector';
import type { ScheduleRequest } from './edits/scheduleCode';
import { writeSchedule } from './edits/writeSchedule';
import { StatementMemo } from './memo/StatementMemo';
import { Surveyor } from './memo/survey';
import type { FileSource } from './program/modules';
import { NameTable } from './program/names';
import { type LoadedProgram, Project } from './program/project';
import { Transpiler } from './slice/transpile';
import { isSource } from './text/parse';
import { exclusion } from './text/prefilter';
import { commentAbove } from './timeline/comment';
import { Evidence } from './timeline/evidence';
import { givenBy, inferTimeline } from './timeline/timeline';
import { readTrainingContext } from './training/trainingContext';

/** What a document's text says of schedules. */
export interface DocumentAnalysis {
  readonly definitions: readonly Definition[];
  readonly calls: readonly RateCall[];
  /** Where the text has syntax errors: a definition may be wanting, or other than it will be, only because it is half-typed. */
  readonly faults: readonly Position[];
  /** The other files that were read, or looked for in vain. */
  readonly dependencies: readonly string[];
  /** What was not read and why; null when all was. */
  readonly notice: string | null;
}

/** What an analysis is told beside the text. */
export interface AnalysisOptions {
  /** The editor's name for the language of the text, for texts whose names do not tell it; null when it is not known. */
  readonly language: string | null;
  /** Steps to show of a schedule when nothing says how many. */
  readonly defaultHorizon: number;
  /** Values by name for all definitions of the document, above what an `@lr` comment says: of the timeline or of free names. */
  readonly given: Readonly<Record<string, number>>;
}

const NOTHING: DocumentAnalysis = { definitions: [], calls: [], faults: [], dependencies: [], notice: null };

/** Finds, names and slices the schedules of documents. Keeps what makes the next look at a document cheap. */
export class Analyzer {
  private readonly project: Project;
  private readonly transpiler = new Transpiler();
  private readonly surveyor: Surveyor;
  private readonly memos = new Map<string, StatementMemo<Described>>();

  constructor(files: FileSource) {
    const names = new NameTable();
    this.project = new Project(files, names);
    this.surveyor = new Surveyor(names);
  }

  /** Analyses one text of a document. */
  async analyze(uri: string, text: string, options: AnalysisOptions): Promise<DocumentAnalysis> {
    const excluded = isSource(uri, options.language) ? exclusion(text) : 'no-schedules';
    switch (excluded) {
      case null:
        return this.project.withProgram(uri, text, options.language, (program) =>
          this.read(uri, program, options),
        );
      case 'too-long':
        return { ...NOTHING, notice: 'This file is too long to be looked into.' };
      case 'minified':
        return { ...NOTHING, notice: 'This file looks minified, so it was not looked into.' };
      case 'no-schedules':
        return NOTHING;
    }
  }

  /**
   * Computes the edits that put a new schedule into a text.
   * @param definitionId the definition it is put behind; null, or one that is not there, puts it after the imports
   */
  async writeSchedule(
    uri: string,
    text: string,
    { language, definitionId }: { readonly language: string | null; readonly definitionId: string | null },
    request: ScheduleRequest,
  ): Promise<WriteScheduleEditResult> {
    const excluded = exclusion(text);
    if (!isSource(uri, language) || excluded === 'too-long' || excluded === 'minified') {
      return { kind: 'refused', reason: 'This file is no source that a person wrote.' };
    }
    return this.project.withProgram(uri, text, language, (program) => {
      const described = this.describeAll(uri, program, {});
      const definition = described[uniqueIds(described).findIndex((id) => id === definitionId)];
      return writeSchedule(program, definition?.found.node ?? null, request);
    });
  }

  /** What a document says of training beside its schedules; null when its text is not looked into. */
  async trainingContext(
    uri: string,
    text: string,
    { language }: Pick<AnalysisOptions, 'language'>,
  ): Promise<TrainingContext | null> {
    // A model may be made in a file that says nothing of schedules.
    const excluded = isSource(uri, language) ? exclusion(text) : 'no-source';
    return excluded === null || excluded === 'no-schedules'
      ? this.project.withProgram(uri, text, language, (program) =>
          readTrainingContext(program, this.transpiler),
        )
      : null;
  }

  /** Forgets a document that is no longer looked at. */
  forget(uri: string): void {
    this.project.forget(uri);
    this.memos.delete(uri);
  }

  private read(uri: string, program: LoadedProgram, options: AnalysisOptions): DocumentAnalysis {
    const described = this.describeAll(uri, program, options.given);
    const surveys = program.main.statements.map((statement) => this.surveyor.survey(statement));
    const evidence = new Evidence(
      program,
      surveys.flatMap((survey) => survey.evidence),
    );
    const ids = uniqueIds(described);
    const definitions = described.map((one, i) => {
      const comment = commentAbove(one.found.node);
      const timeline = inferTimeline(one.found, one.parameters, comment, options, evidence);
      return definitionOf(one, ids[i] ?? one.baseId, timeline, comment?.mistake ?? null);
    });
    const idOf = new Map(described.map(({ found }, i) => [found.node, ids[i] ?? null]));
    return {
      definitions,
      calls:
        described.length === 0
          ? []
          : rateCalls(
              surveys.flatMap((survey) => survey.calls),
              program,
              (node) => idOf.get(node) ?? null,
            ),
      faults: program.faults,
      dependencies: program.dependencies(),
      notice:
        described.length === MOST_DEFINITIONS
          ? `Only the first ${MOST_DEFINITIONS} schedules of this file are shown.`
          : null,
    };
  }

  private describeAll(
    uri: string,
    program: LoadedProgram,
    given: AnalysisOptions['given'],
  ): readonly Described[] {
    const givenTo = (found: Found): Readonly<Record<string, number>> =>
      givenBy(commentAbove(found.node), given);
    return this.memoOf(uri)
      .derived(
        program,
        (statement, asking) =>
          detect(statement, asking).map((found) => describe(found, givenTo(found), asking, this.transpiler)),
        (described) => sameValues(described.given, givenTo(described.found)),
      )
      .slice(0, MOST_DEFINITIONS);
  }

  private memoOf(uri: string): StatementMemo<Described> {
    const known = this.memos.get(uri);
    if (known !== undefined) {
      return known;
    }
    const memo = new StatementMemo<Described>(this.surveyor);
    this.memos.set(uri, memo);
    return memo;
  }
}

/** Keeps definitions of one name apart: the second is `…#1`. */
function uniqueIds(described: readonly Described[]): readonly string[] {
  const used = new Map<string, number>();
  return described.map(({ baseId }) => {
    const count = used.get(baseId) ?? 0;
    used.set(baseId, count + 1);
    return count === 0 ? baseId : `${baseId}#${count}`;
  });
}

function sameValues(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
