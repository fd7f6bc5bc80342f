import ts from 'typescript';
import { staticName } from '../../program/syntax';
import type { Check, SourceFinding } from '../check';
import { configFix } from './generateConfig';
import { unsafeType, unsafeValue } from './jsonSafety';
import { configMethod, givenConfig, scheduleClass } from './scheduleClass';

/** A `getConfig` that holds what JSON does not bring back: a function, a tensor, a schedule, an infinity. */
export const unsafeConfig: Check = {
  kinds: [ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression],
  concerns: (node) => ts.isClassLike(node) && node.heritageClauses !== undefined,
  check(node, { program }): readonly SourceFinding[] {
    const schedule = scheduleClass(node, program);
    const method = schedule === null ? null : configMethod(schedule);
    const given = method === null ? null : givenConfig(method);
    if (schedule === null || given === null) {
      return [];
    }
    return given.object.properties.flatMap((property): SourceFinding[] => {
      const name = staticName(property.name);
      if (name === null) {
        return [];
      }
      const unsafe = ts.isPropertyAssignment(property)
        ? unsafeValue(property.initializer, program)
        : ts.isMethodDeclaration(property)
          ? 'a function'
          : null;
      const byType =
        unsafe ??
        (ts.isPropertyAssignment(property) && /^this\.\w+\.\w+$/.test(property.initializer.getText())
          ? unsafeType(schedule.values.find((value) => value.name === name)?.type, program)
          : null);
      return byType === null
        ? []
        : [
            {
              code: 'unsafe-config',
              node: property,
              message: `${name} in getConfig is ${byType}, so it does not come back from JSON as it was: return plain numbers, strings and lists that the constructor can build it from.`,
              fix: (context) => configFix(schedule, context),
            },
          ];
    });
  },
};
