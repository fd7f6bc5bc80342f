import type { Definition, Parameter } from '../protocol/definition';
import type { Problem } from '../protocol/problem';
import type { Slice } from '../protocol/slice';
import type { Range } from '../protocol/text';
import type { Found } from './detect/detector';
import { containersOf, nameOf } from './detect/naming';
import { collectParameters } from './parameters/parameters';
import { rangeOf } from './program/place';
import type { LoadedProgram } from './program/project';
import { reachRoot, writeSlice } from './slice/slice';
import type { Transpiler } from './slice/transpile';

/** What a definition is by itself: all of it that hangs on the definition and on what its names lead to. */
export interface Described {
  readonly found: Found;
  /** The values of free names that it was described with. */
  readonly given: Readonly<Record<string, number>>;
  readonly name: string;
  /** Its id among definitions that it shares no name with. */
  readonly baseId: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly constructorRange: Range | null;
  readonly parameters: readonly Parameter[];
  readonly missing: readonly string[];
  readonly slice: Slice | null;
  /** What keeps it from being sliced; null when nothing does, or when values are missing. */
  readonly problem: Problem | null;
}

/** Follows a definition's names and writes its slice. */
export function describe(
  found: Found,
  given: Readonly<Record<string, number>>,
  program: LoadedProgram,
  transpiler: Transpiler,
): Described {
  const { name, node } = nameOf(found);
  const reached = reachRoot(found.root, given, program);
  const { parameters, slots, values } = collectParameters(found, reached.reach, found.index, program);
  const missing = [...reached.reach.missing];
  const sliceable = reached.problem === null && missing.length === 0;
  return {
    found,
    given,
    name,
    baseId: `${found.kind}:${[...containersOf(found.node), name].join('.')}`,
    range: rangeOf(found.node),
    nameRange: rangeOf(node ?? found.constructorNode ?? found.node),
    constructorRange: found.constructorNode === null ? null : rangeOf(found.constructorNode),
    parameters,
    missing,
    slice: sliceable ? writeSlice(reached, found.form, slots, values, given, transpiler) : null,
    problem: reached.problem,
  };
}

/** The definition that was described, under its id in its document. */
export function definitionOf(
  { found, name, range, nameRange, constructorRange, parameters, missing, slice, problem }: Described,
  id: string,
  timeline: Definition['timeline'],
  mistake: Problem | null,
): Definition {
  return {
    id,
    name,
    kind: found.kind,
    schedule: found.schedule,
    index: found.index,
    range,
    nameRange,
    constructorRange,
    parameters,
    timeline,
    missing,
    slice,
    problem: problem ?? mistake ?? (missing.length > 0 ? missingValues(missing, found, range) : null),
  };
}

function missingValues(names: readonly string[], found: Found, range: Range): Problem {
  const example = names.map((name) => `${name}=…`).join(' ');
  return {
    code: 'missing-value',
    message: `needs ${names.join(', ')}: write \`// @lr ${example}\` above it`,
    location: { uri: found.node.getSourceFile().fileName, range },
    at: null,
    names,
  };
}
