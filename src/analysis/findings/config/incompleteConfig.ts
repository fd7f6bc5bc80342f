import ts from 'typescript';
import type { Check, SourceFinding } from '../check';
import { configFix } from './generateConfig';
import { configMethod, givenConfig, leftOut, needsConfig, scheduleClass } from './scheduleClass';

/** A schedule whose `getConfig` leaves out what its constructor asks for: what is saved cannot be built again. */
export const incompleteConfig: Check = {
  kinds: [ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression],
  concerns: (node) => ts.isClassLike(node) && node.heritageClauses !== undefined,
  check(node, { program }): readonly SourceFinding[] {
    const schedule = scheduleClass(node, program);
    if (schedule === null || schedule.values.length === 0) {
      return [];
    }
    const name = schedule.declaration.name?.text ?? 'The schedule';
    const method = configMethod(schedule);
    if (method === null) {
      return needsConfig(schedule, program)
        ? [
            {
              code: 'incomplete-config',
              node: schedule.declaration.name ?? schedule.constructorNode,
              message: `${name} has no getConfig, so it cannot be saved and built again: return ${list(schedule.values.map((value) => value.name))} from it.`,
              fix: (context) => configFix(schedule, context),
            },
          ]
        : [];
    }
    const given = givenConfig(method);
    const missing = given === null ? [] : leftOut(schedule, given);
    return missing.length === 0
      ? []
      : [
          {
            code: 'incomplete-config',
            node: method.name,
            message: `getConfig of ${name} leaves out ${list(missing)}, which the constructor asks for, so a saved schedule is built again without ${missing.length === 1 ? 'it' : 'them'}: return ${missing.length === 1 ? 'it' : 'them'} too.`,
            fix: (context) => configFix(schedule, context),
          },
        ];
  },
};

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
