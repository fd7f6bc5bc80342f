import { rateCalls } from './calls';
import { detect, MOST_DEFINITIONS } from './detect/detect';
import { containersOf, nameOf } from './detect/naming';
import { collectParameters } from './parameters/parameters';
import { rangeOf } from './program/place';
import { Project } from './program/project';
import { reachRoot, writeSlice } from './slice/slice';
import { Transpiler } from './slice/transpile';
import { exclusion } from './text/prefilter';
import { isSourceFileName } from './text/parse';
import { commentAbove } from './timeline/comment';
import { givenBy, inferTimeline } from './timeline/timeline';
const NOTHING = { definitions: [], calls: [], faults: [], dependencies: [], notice: null };
/** Finds, names and slices the schedules of documents. Keeps what makes the next look at a document cheap. */
export class Analyzer {
  project;
  transpiler = new Transpiler();
  constructor(files) {
    this.project = new Project(files);
  }
  /**
   * Analyses one text of a document.
   * @param defaultHorizon steps to show of a schedule when nothing says how many.
   */
  async analyze(uri, text, defaultHorizon) {
    const excluded = isSourceFileName(uri) ? exclusion(text) : 'no-schedules';
    switch (excluded) {
      case null:
        return this.project.withProgram(uri, text, (program) => this.read(program, defaultHorizon));
      case 'too-long':
        return { ...NOTHING, notice: 'This file is too long to be looked into.' };
      case 'minified':
        return { ...NOTHING, notice: 'This file looks minified, so it was not looked into.' };
      case 'no-schedules':
        return NOTHING;
    }
  }
  /** Forgets a document that is no longer looked at. */
  forget(uri) {
    this.project.forget(uri);
  }
  read(program, defaultHorizon) {
    const ids = new Map();
    const used = new Map();
    const found = detect(program);
    const definitions = found.map((one) => {
      const definition = this.define(one, used, defaultHorizon, program);
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
  define(found, used, defaultHorizon, program) {
    const { name, node } = nameOf(found);
    const comment = commentAbove(found.node);
    const given = givenBy(comment);
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
      timeline: inferTimeline(found, parameters, comment, defaultHorizon, program),
      missing,
      slice: sliceable ? writeSlice(reached, found.form, slots, values, given, this.transpiler) : null,
      problem: problem ?? (missing.length > 0 ? missingValues(missing, found) : null),
    };
  }
}
function uniqueId(found, name, used) {
  const base = `${found.kind}:${[...containersOf(found.node), name].join('.')}`;
  const count = used.get(base) ?? 0;
  used.set(base, count + 1);
  return count === 0 ? base : `${base}#${count}`;
}
function missingValues(names, found) {
  const example = names.map((name) => `${name}=…`).join(' ');
  return {
    code: 'missing-value',
    message: `needs ${names.join(', ')}: write \`// @lr ${example}\` above it`,
    location: { uri: found.node.getSourceFile().fileName, range: rangeOf(found.node) },
    at: null,
    names,
  };
}
