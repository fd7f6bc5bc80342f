import type { Definition, Parameter } from '../protocol/definition';
import type { Problem } from '../protocol/problem';
import type { Slice } from '../protocol/slice';
import type { Position, Range } from '../protocol/text';
import type { Found } from './detect/detector';
import { containersOf, nameOf } from './detect/naming';
import { isUnwritable } from './parameters/unwritable';
import { collectParameters } from './parameters/parameters';
import { rangeOf } from './program/place';
import type { LoadedProgram } from './program/project';
import type { GivenValues } from './slice/given';
import type { Reach } from './slice/reached';
import { reachRoot, writeSlice } from './slice/slice';
import type { Transpiler } from './slice/transpile';
import { givenOf, type Inference, type Inferred } from './timeline/inference';

/** What a definition is by itself: all of it that hangs on the definition and on what its names lead to. */
export interface Described {
  readonly found: Found;
  /** The values of free names that it was described with, but for those that were inferred. */
  readonly given: GivenValues;
  /** The names that were left open, and what was inferred for them and for parameters that calls give a value. */
  readonly asked: readonly string[];
  readonly inferred: readonly Inferred[];
  /** Where the inferred values stood. */
  readonly places: readonly Position[];
  readonly name: string;
  /** Its id among definitions that it shares no name with. */
  readonly baseId: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly constructorRange: Range | null;
  readonly parameters: readonly Parameter[];
  /** Constants that stand beside those it reads: one may say how long training is. */
  readonly beside: readonly Parameter[];
  readonly missing: readonly string[];
  readonly slice: Slice | null;
  /** What keeps it from being sliced; null when nothing does, or when values are missing. */
  readonly problem: Problem | null;
}

/** Names found open only once others have a value are asked for in this many further rounds. */
const MOST_ROUNDS = 3;

/** Follows a definition's names and writes its slice. */
export function describe(
  found: Found,
  given: GivenValues,
  inference: Inference,
  program: LoadedProgram,
  transpiler: Transpiler,
): Described {
  const { name, node } = nameOf(found);
  const asked: string[] = [];
  let inferred = inferredFor(asked, found, given, inference);
  let reached = reachRoot(found.root, { ...givenOf(inferred), ...given }, program);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const open = [...reached.reach.missing].filter((one) => !asked.includes(one));
    if (open.length === 0) {
      break;
    }
    asked.push(...open);
    inferred = inferredFor(asked, found, given, inference);
    reached = reachRoot(found.root, { ...givenOf(inferred), ...given }, program);
  }
  const used = inferred.filter((one) => isUsed(one, reached.reach, asked));
  const { parameters, beside, slots, values, givenSlots } = collectParameters(
    found,
    reached.reach,
    found.index,
    used,
    program,
  );
  const missing = [...reached.reach.missing];
  const sliceable = reached.problem === null && missing.length === 0;
  const emitted = { values: { ...givenOf(inferred), ...given }, slots: givenSlots };
  return {
    found,
    given,
    asked,
    inferred,
    places: inferred.map((one) => rangeOf(one.node).start),
    name,
    baseId: `${found.kind}:${[...containersOf(found.node), name].join('.')}`,
    range: rangeOf(found.node),
    nameRange: rangeOf(node ?? found.constructorNode ?? found.node),
    constructorRange: found.constructorNode === null ? null : rangeOf(found.constructorNode),
    parameters,
    beside,
    missing,
    slice: sliceable ? writeSlice(reached, found.form, slots, values, emitted, transpiler) : null,
    problem: reached.problem,
  };
}

/** Inferred values for names that were asked for, and for what calls say. */
export function inferredFor(
  asked: readonly string[],
  found: Found,
  given: GivenValues,
  inference: Inference,
): readonly Inferred[] {
  const called = inference.callValues(found);
  const others = inference.valuesFor(
    asked.filter((name) => !called.some((one) => one.name === name)),
    found,
  );
  return [...called, ...others].filter(({ name }) => !Object.hasOwn(given, name));
}

/** Whether a slice has any use for an inferred value: that of an argument may be for another parameter's sake. */
function isUsed({ name }: Inferred, reach: Reach, asked: readonly string[]): boolean {
  return (
    asked.includes(name) ||
    reach.open.used.has(name) ||
    reach.called.has(name) ||
    [...reach.files.values()].some((file) => file.given.has(name))
  );
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
    ...(found.note !== undefined && { note: found.note }),
    missing,
    slice,
    problem: problem ?? mistake ?? (missing.length > 0 ? missingValues(missing, found, range) : null),
  };
}

function missingValues(names: readonly string[], found: Found, range: Range): Problem {
  const unwritable = names.filter((name) => isUnwritable(name, found.node));
  const example = names
    .filter((name) => !unwritable.includes(name))
    .map((name) => `${name}=…`)
    .join(' ');
  const which =
    unwritable.length === 1
      ? `${unwritable.join()} is neither a number, a word nor a list of numbers`
      : `${unwritable.join(' and ')} are neither numbers, words nor lists of numbers`;
  const advice =
    unwritable.length === 0
      ? `write \`// @lr ${example}\` above it`
      : `${which}, so that only code that makes one can give ${unwritable.length === 1 ? 'it' : 'them'}`;
  return {
    code: 'missing-value',
    message: `needs ${names.join(', ')}: ${advice}`,
    location: { uri: found.node.getSourceFile().fileName, range },
    at: null,
    names,
  };
}
