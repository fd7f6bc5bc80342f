import type ts from 'typescript';
import type { Problem } from '../../protocol/problem';
import type { ExportedFunction, TrainingContext } from '../../protocol/training/context';
import { rangeOf } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { reachCall, writeSlice } from '../slice/slice';
import type { Transpiler } from '../slice/transpile';
import { compileIn } from './compile';
import { returnsData } from './data';
import { fitSetting } from './fit';
import { type FunctionInReach, functionsInReach } from './functionsInReach';
import { returnsModel } from './models';
import { optimizersIn } from './optimizers';

/** What a document says of training beside its schedules. */
export function readTrainingContext(program: LoadedProgram, transpiler: Transpiler): TrainingContext {
  const functions = functionsInReach(program);
  const models = functions.filter(({ called }) => returnsModel(called, program));
  const data = functions.filter(({ called }) => returnsData(called, program));
  // A model may be compiled where it is made, in a file that this one imports.
  const elsewhere = models
    .map(({ called }) => called)
    .filter((called) => called.getSourceFile() !== program.main);
  const places: readonly ts.Node[] = [program.main, ...elsewhere];
  return {
    optimizers: places.flatMap((place) => optimizersIn(place, program)),
    models: models.map((one) => exportedFunction(one, program, transpiler)),
    data: data.map((one) => exportedFunction(one, program, transpiler)),
    compile: first(places, (place) => compileIn(place, program)),
    epochs: fitSetting('epochs', program),
    batchSize: fitSetting('batchSize', program),
  };
}

function exportedFunction(
  { name, declaration, called }: FunctionInReach,
  program: LoadedProgram,
  transpiler: Transpiler,
): ExportedFunction {
  const reached = reachCall(declaration, called, program);
  const missing = [...reached.reach.missing];
  const problem = reached.problem ?? (missing.length > 0 ? unknownNames(missing, declaration) : null);
  return {
    name,
    uri: declaration.getSourceFile().fileName,
    range: rangeOf(declaration),
    slice:
      problem === null
        ? writeSlice(reached, 'value', new Map(), [], { values: {}, slots: new Map() }, transpiler)
        : null,
    problem,
  };
}

function unknownNames(names: readonly string[], declaration: ts.Declaration): Problem {
  return {
    code: 'missing-value',
    message: `needs ${names.join(', ')}, which a preview does not have`,
    location: { uri: declaration.getSourceFile().fileName, range: rangeOf(declaration) },
    at: null,
    names,
  };
}

function first<A, B>(items: readonly A[], read: (item: A) => B | null): B | null {
  for (const item of items) {
    const found = read(item);
    if (found !== null) {
      return found;
    }
  }
  return null;
}
