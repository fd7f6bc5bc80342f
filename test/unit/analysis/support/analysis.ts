import { runInThisContext } from 'node:vm';
import { Analyzer, type DocumentAnalysis } from '../../../../src/analysis/analyze';
import type { EnteredValues } from '../../../../src/protocol/enteredValue';
import type { Definition } from '../../../../src/protocol/definition';
import type { Slice } from '../../../../src/protocol/slice';
import type { SliceProgram } from '../../../../src/evaluation/runtime/bindings';
import { run } from '../../../../src/evaluation/runtime/run';
import type { Trace } from '../../../../src/evaluation/runtime/trace';

/** A workspace in memory: texts by their path in it. */
export type Workspace = Readonly<Record<string, string>>;

/** The uri of a path in the workspace. */
export function uriOf(path: string): string {
  return `file:///workspace/${path}`;
}

/** Analyses one file of a workspace. */
export function analyze(
  files: Workspace,
  path = 'main.ts',
  given: EnteredValues = {},
): Promise<DocumentAnalysis> {
  return analyzerOf(files).analyze(uriOf(path), files[path] ?? '', {
    defaultHorizon: 1_000,
    language: null,
    given,
  });
}

export function analyzerOf(files: Workspace): Analyzer {
  const texts = new Map(Object.entries(files).map(([path, text]) => [uriOf(path), text]));
  return new Analyzer({ read: (uri) => Promise.resolve(texts.get(uri) ?? null) });
}

/** The one definition of a file. */
export async function only(files: Workspace, path = 'main.ts'): Promise<Definition> {
  const { definitions } = await analyze(files, path);
  const [definition] = definitions;
  if (definition === undefined || definitions.length !== 1) {
    throw new Error(
      `one definition was expected, found ${definitions.map(({ id }) => id).join(', ') || 'none'}`,
    );
  }
  return definition;
}

/** The program of a slice, in this very engine. */
export function programOf(slice: Slice): SliceProgram {
  return runInThisContext(slice.code) as SliceProgram;
}

/** Runs a definition's slice in this very engine, with nothing of the host but what slices are bound to. */
export function traceOf(
  definition: Definition,
  at: readonly number[],
  slots = definition.slice?.slots ?? [],
): Trace {
  const { slice, timeline } = definition;
  if (slice === null) {
    throw new Error(`${definition.id} has no slice: ${definition.problem?.message ?? ''}`);
  }
  const request = {
    form: slice.form,
    slots,
    given: slice.given,
    initialRate: timeline.initialRate?.value ?? null,
    lastIndex: 0,
    maxRates: 1,
    at,
  };
  return run(programOf(slice), request, {}, { now: () => Date.now(), end: Date.now() + 5_000 });
}

/** The rates that a definition's slice gives at some indices. */
export function ratesOf(definition: Definition, ...at: readonly number[]): readonly number[] {
  const { exact, fault } = traceOf(definition, at);
  if (fault !== null) {
    throw new Error(`${definition.id}: ${fault.message}`);
  }
  return at.map((index) => exact.find((point) => point.at === index)?.rate ?? Number.NaN);
}
