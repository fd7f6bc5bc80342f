import type ts from 'typescript';
import type { Definition, RateCall } from '../protocol/definition';
import type { Problem } from '../protocol/problem';
import type { WriteScheduleEditResult } from '../protocol/server';
import type { Position } from '../protocol/text';
import type { TrainingContext } from '../protocol/training/context';
import { rateCalls } from './calls';
import type { Found } from './detect/detector';
import { detect, MOST_DEFINITIONS } from './detect/detect';
import { containersOf, nameOf } from './detect/naming';
import type { ScheduleRequest } from './edits/scheduleCode';
import { writeSchedule } from './edits/writeSchedule';
import { collectParameters } from './parameters/parameters';
import type { FileSource } from './program/modules';
import { rangeOf } from './program/place';
import { type LoadedProgram, Project } from './program/project';
import { reachRoot, writeSlice } from './slice/slice';
import { Transpiler } from './slice/transpile';
import { exclusion } from './text/prefilter';
import { isSource } from './text/parse';
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

  constructor(files: FileSource) {
    this.project = new Project(files);
  }

  /** Analyses one text of a document. */
  async analyze(uri: string, text: string, options: AnalysisOptions): Promise<DocumentAnalysis> {
    const excluded = isSource(uri, options.language) ? exclusion(text) : 'no-schedules';
    switch (excluded) {
      case null:
        return this.project.withProgram(uri, text, options.language, (program) =>
          this.read(program, options),
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
      const used = new Map<string, number>();
      const definition = detect(program).find(
        (found) => uniqueId(found, nameOf(found).name, used) === definitionId,
      );
      return writeSchedule(program, definition?.node ?? null, request);
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
  }

  private read(program: LoadedProgram, options: AnalysisOptions): DocumentAnalysis {
    const ids = new Map<ts.Node, string>();
    const used = new Map<string, number>();
    const found = detect(program);
    const evidence = new Evidence(program);
    const definitions = found.map((one) => {
      const definition = this.define(one, used, options, program, evidence);
      ids.set(one.node, definition.id);
      return definition;
    });
    return {
      definitions,
      calls: found.length === 0 ? [] : rateCalls(program, (node) => ids.get(node) ?? null),
      faults: program.faults,
      dependencies: program.dependencies,
      notice:
        found.length === MOST_DEFINITIONS
          ? `Only the first ${MOST_DEFINITIONS} schedules of this file are shown.`
          : null,
    };
  }

  private define(
    found: Found,
    used: Map<string, number>,
    options: AnalysisOptions,
    program: LoadedProgram,
    evidence: Evidence,
  ): Definition {
    const { name, node } = nameOf(found);
    const comment = commentAbove(found.node);
    const given = givenBy(comment, options.given);
    const reached = reachRoot(found.root, given, program);
    const { parameters, slots, values } = collectParameters(found, reached.reach, found.index, program);
    const missing = [...reached.reach.missing];
    const problem = reached.problem ?? comment?.mistake ?? null;
    const sliceable = reached.problem === null && missing.length === 0;
    return {
      id: uniqueId(found, name, used),
      name,
      kind: found.kind,
      schedule: found.schedule,
      index: found.index,
      range: rangeOf(found.node),
      nameRange: rangeOf(node ?? found.constructorNode ?? found.node),
      constructorRange: found.constructorNode === null ? null : rangeOf(found.constructorNode),
      parameters,
      timeline: inferTimeline(found, parameters, comment, options, evidence),
      missing,
      slice: sliceable ? writeSlice(reached, found.form, slots, values, given, this.transpiler) : null,
      problem: problem ?? (missing.length > 0 ? missingValues(missing, found) : null),
    };
  }
}

function uniqueId(found: Found, name: string, used: Map<string, number>): string {
  const base = `${found.kind}:${[...containersOf(found.node), name].join('.')}`;
  const count = used.get(base) ?? 0;
  used.set(base, count + 1);
  return count === 0 ? base : `${base}#${count}`;
}

function missingValues(names: readonly string[], found: Found): Problem {
  const example = names.map((name) => `${name}=…`).join(' ');
  return {
    code: 'missing-value',
    message: `needs ${names.join(', ')}: write \`// @lr ${example}\` above it`,
    location: { uri: found.node.getSourceFile().fileName, range: rangeOf(found.node) },
    at: null,
    names,
  };
}
