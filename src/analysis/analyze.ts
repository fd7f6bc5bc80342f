import type { EnteredValues } from '../protocol/enteredValue';
import type { Definition, RateCall } from '../protocol/definition';
import type { Finding } from '../protocol/finding';
import type {
  DocumentEntries,
  ValuesCommentEditResult,
  WantedValue,
  WriteScheduleEditResult,
} from '../protocol/server';
import type { Position } from '../protocol/text';
import type { TrainingContext } from '../protocol/training/context';
import { rateCalls } from './calls';
import { definitionOf, describe, type Described } from './define';
import { isStill, lengthsOf, namesApart, uniqueIds, withoutCovered } from './described';
import { detect, MOST_DEFINITIONS } from './detect/detect';
import type { Found } from './detect/detector';
import type { ScheduleRequest } from './edits/scheduleCode';
import { writeValuesComment } from './edits/valuesComment';
import { writeSchedule } from './edits/writeSchedule';
import { CandidateFinder } from './findings/candidates';
import { sourceFindings } from './findings/findings';
import { type FindingFix, fixesOf } from './findings/fixes';
import { StatementMemo } from './memo/StatementMemo';
import { type Survey, Surveyor } from './memo/survey';
import type { FileSource } from './program/modules';
import { NameTable } from './program/names';
import { type LoadedProgram, Project } from './program/project';
import { choicesOf } from './parameters/choices';
import { isUnwritable } from './parameters/unwritable';
import { givenByValue, type GivenValues } from './slice/given';
import { Transpiler } from './slice/transpile';
import { isSource } from './text/parse';
import { exclusion } from './text/prefilter';
import { commentAbove } from './timeline/comment';
import { Evidence } from './timeline/evidence';
import { Inference } from './timeline/inference';
import { givenBy, inferTimeline } from './timeline/timeline';
import { readTrainingContext } from './training/trainingContext';

/** What a document's text says of schedules. */
export interface DocumentAnalysis {
  readonly definitions: readonly Definition[];
  readonly calls: readonly RateCall[];
  /** What its source tells to be wrong with how it uses rates, in the order of their places. */
  readonly findings: readonly Finding[];
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
  readonly given: EnteredValues;
  /** Values by name for single definitions by their id, beneath what an `@lr` comment says: of free names. */
  readonly entered?: DocumentEntries;
}

/** A definition of a document. */
export interface DefinitionPlace {
  readonly language: string | null;
  readonly definitionId: string | null;
}

/** So many are described before no more are: some are then left out, as parts of others. */
const MOST_DESCRIBED = 2 * MOST_DEFINITIONS;

const NOTHING: DocumentAnalysis = {
  definitions: [],
  calls: [],
  findings: [],
  faults: [],
  dependencies: [],
  notice: null,
};

/** What one look at a program brings. */
interface Look {
  readonly surveys: readonly Survey[];
  readonly evidence: Evidence;
  readonly inference: Inference;
  readonly described: readonly Described[];
}

/** Finds, names and slices the schedules of documents. Keeps what makes the next look at a document cheap. */
export class Analyzer {
  private readonly project: Project;
  private readonly transpiler = new Transpiler();
  private readonly surveyor: Surveyor;
  private readonly finder = new CandidateFinder();
  private readonly memos = new Map<string, StatementMemo<Described>>();

  constructor(files: FileSource) {
    const names = new NameTable();
    this.project = new Project(files, names);
    this.surveyor = new Surveyor(names);
  }

  /** Analyses one text of a document. */
  async analyze(uri: string, text: string, options: AnalysisOptions): Promise<DocumentAnalysis> {
    const excluded = isSource(uri, options.language) ? exclusion(text, uri) : 'no-schedules';
    switch (excluded) {
      case null:
        return this.project.withProgram(uri, text, options.language, (program) =>
          this.read(uri, program, options),
        );
      case 'too-long':
        return { ...NOTHING, notice: 'This file is too long to be looked into.' };
      case 'minified':
        return { ...NOTHING, notice: 'This file looks minified, so it was not looked into.' };
      case 'built':
        return { ...NOTHING, notice: 'This file was written by a build, so it was not looked into.' };
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
    place: DefinitionPlace,
    request: ScheduleRequest,
  ): Promise<WriteScheduleEditResult> {
    return this.withDefinition(uri, text, place, (program, definition) =>
      writeSchedule(program, definition?.node ?? null, request),
    );
  }

  /** Computes the edits that give a definition values by the `@lr` comment above it. */
  async writeValuesComment(
    uri: string,
    text: string,
    place: DefinitionPlace,
    values: EnteredValues,
  ): Promise<ValuesCommentEditResult> {
    return this.withDefinition(uri, text, place, (program, definition) =>
      definition === null
        ? { kind: 'refused', reason: 'The schedule is gone meanwhile; nothing was written.' }
        : writeValuesComment(program, definition.node, values),
    );
  }

  /** What is to be known of names before a person is asked for their values; those that a comment gives are not wanted. */
  async wantedValues(
    uri: string,
    text: string,
    place: DefinitionPlace,
    names: readonly string[],
  ): Promise<readonly WantedValue[]> {
    const wanted = await this.withDefinition(uri, text, place, (_program, definition) => {
      const comment = definition === null ? null : commentAbove(definition.node);
      const open = names.filter(
        (name) => ![comment?.values, comment?.words, comment?.lists].some((said) => said?.has(name)),
      );
      const choices = (name: string): readonly string[] =>
        definition === null ? [] : choicesOf(name, definition);
      return {
        kind: 'wanted' as const,
        // A question that no answer fits is not asked.
        values: open
          .filter((name) => definition === null || !isUnwritable(name, definition.node))
          .map((name) => ({ name, choices: choices(name) })),
      };
    });
    return wanted.kind === 'wanted' ? wanted.values : [];
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

  /** The fixes of what is found to be wrong in a text; none while it is half-typed. */
  async findingFixes(uri: string, text: string, language: string | null): Promise<readonly FindingFix[]> {
    return isSource(uri, language) && exclusion(text, uri) === null
      ? this.project.withProgram(uri, text, language, (program) =>
          fixesOf(program, sourceFindings(program, this.finder, this.surveysOf(program))),
        )
      : [];
  }

  /** Looks at one definition of a text that a person wrote; null where it has none by that id. */
  private async withDefinition<T>(
    uri: string,
    text: string,
    { language, definitionId }: DefinitionPlace,
    visit: (program: LoadedProgram, definition: Found | null) => T,
  ): Promise<T | { readonly kind: 'refused'; readonly reason: string }> {
    const excluded = exclusion(text);
    if (!isSource(uri, language) || excluded === 'too-long' || excluded === 'minified') {
      return { kind: 'refused', reason: 'This file is no source that a person wrote.' };
    }
    return this.project.withProgram(uri, text, language, (program) => {
      const { described } = this.look(uri, program, {});
      const definition = described[uniqueIds(described).findIndex((id) => id === definitionId)];
      return visit(program, definition?.found ?? null);
    });
  }

  /** Forgets a document that is no longer looked at. */
  forget(uri: string): void {
    this.project.forget(uri);
    this.memos.delete(uri);
  }

  private read(uri: string, program: LoadedProgram, options: AnalysisOptions): DocumentAnalysis {
    const { surveys, evidence, inference, described: read } = this.look(uri, program, options.given);
    const ids = uniqueIds(read);
    const described = read.map((one, i) => {
      const entered = options.entered?.[ids[i] ?? one.baseId];
      return entered === undefined
        ? one
        : describe(
            one.found,
            { ...givenByValue(entered), ...one.given },
            inference,
            program,
            this.transpiler,
          );
    });
    const names = namesApart(described);
    const definitions = described.map((one, i) => {
      const comment = commentAbove(one.found.node);
      const timeline = inferTimeline(one.found, lengthsOf(one), comment, options, { evidence, inference });
      const named = { ...one, name: names[i] ?? one.name };
      return definitionOf(named, ids[i] ?? one.baseId, timeline, comment?.mistake ?? null);
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
      findings: sourceFindings(program, this.finder, surveys).map(({ finding }) => finding),
      faults: program.faults,
      dependencies: program.dependencies(),
      notice:
        described.length === MOST_DEFINITIONS
          ? `Only the first ${MOST_DEFINITIONS} schedules of this file are shown.`
          : null,
    };
  }

  /** Describes the definitions of a program, and says what else its statements tell. */
  private look(uri: string, program: LoadedProgram, given: AnalysisOptions['given']): Look {
    const surveys = this.surveysOf(program);
    const evidence = new Evidence(
      program,
      surveys.flatMap((survey) => survey.evidence),
    );
    const inference = new Inference(
      program,
      surveys.flatMap((survey) => survey.settings),
      surveys.flatMap((survey) => survey.callSites),
      evidence,
    );
    const givenTo = (found: Found): GivenValues => givenBy(commentAbove(found.node), given);
    const described = withoutCovered(
      this.memoOf(uri).derived(
        program,
        (statement, asking) =>
          detect(statement, asking).map((found) =>
            describe(found, givenTo(found), inference, asking, this.transpiler),
          ),
        (one) => isStill(one, givenTo(one.found), inference),
        MOST_DESCRIBED,
      ),
      program.main.text,
    ).slice(0, MOST_DEFINITIONS);
    return { surveys, evidence, inference, described };
  }

  private surveysOf(program: LoadedProgram): readonly Survey[] {
    return program.main.statements.map((statement) => this.surveyor.survey(statement));
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
