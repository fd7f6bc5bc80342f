import ts from 'typescript';
import {
  isInitialRate,
  isStepsPerEpoch,
  isTotalEpochs,
  isTotalSteps,
  mentionsRate,
} from '../detect/vocabulary';
import { constantOf, definingExpression } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import type { GivenValue } from '../slice/given';

/** The object literal that an expression is or stands for; null for other expressions. */
export function objectBehind(
  expression: ts.Expression,
  program: LoadedProgram,
): ts.ObjectLiteralExpression | null {
  const inner = unwrap(expression);
  const defined = ts.isObjectLiteralExpression(inner) ? inner : definingExpression(inner, program);
  const object = defined === null ? null : unwrap(defined);
  return object !== null && ts.isObjectLiteralExpression(object) && constantOf(object, program) === null
    ? object
    : null;
}

/** Whether a value may be meant for a name: rates and lengths are positive numbers. */
export function fits(name: string, value: GivenValue): boolean {
  const counts = isTotalEpochs(name) || isTotalSteps(name) || isStepsPerEpoch(name);
  if (typeof value !== 'number') {
    return (
      !counts &&
      // Settings that are all left out elsewhere say nothing of those that are wanted here.
      !/^\{\s*\}$/.test(value.code) &&
      !isInitialRate(name) &&
      !(mentionsRate(name) && !/schedule|type|name|kind|mode|policy/i.test(name))
    );
  }
  return counts || isInitialRate(name) ? value > 0 : true;
}

/** Whether two given values are one. */
export function sameValue(a: GivenValue, b: GivenValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
