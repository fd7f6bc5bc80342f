import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { calledFunction } from './calledFunction';
import type { Found } from './detector';
import { type IndexName, indexName } from './vocabulary';
import { isNamed } from './indexOf';
import type { RateAssignment } from './rateAssignment';
import { type RateFunction, readRateBody } from './rateBody';
import { isOtherLetters } from './rateGuards';
import { looksLikeRates } from './rateSigns';
import { definitionOf } from './scheduleFunction';

/**
 * `const lr = f(i)`: what a learning rate is had from is a schedule, whatever its own name is. Null where the value is no
 * such call.
 */
export function consumedFunction(assignment: RateAssignment, program: LoadedProgram): Found | null {
  const call = assignment.value === null ? null : unwrap(assignment.value);
  if (call === null || !ts.isCallExpression(call) || isOtherLetters(assignment)) {
    return null;
  }
  const fn = ts.isIdentifier(call.expression) ? calledFunction(call.expression, program) : null;
  // Two letters may stand for anything; then the function has to look as if it made rates.
  return fn !== null && (/learn/i.test(assignment.name) || looksLikeRates([fn.body, ...fn.parameters]))
    ? consumed(fn, call)
    : null;
}

function consumed(fn: RateFunction, call: ts.CallExpression): Found | null {
  if (fn.getSourceFile() !== call.getSourceFile()) {
    return null;
  }
  for (const [position, argument] of call.arguments.entries()) {
    const parameter = fn.parameters[position];
    const passed = unwrap(argument);
    const counts = countedBy(passed);
    if (parameter !== undefined && ts.isIdentifier(parameter.name) && counts !== null) {
      const { text } = parameter.name;
      const isIndex = isNamed(text);
      if (readRateBody(fn, isIndex).computes) {
        const unit = indexName(text)?.strong === true ? (indexName(text)?.unit ?? counts.unit) : counts.unit;
        const index = {
          unit,
          strong: true,
          name: text,
          binding: { kind: 'argument', position },
          isIndex,
        } as const;
        return { ...definitionOf(fn, index), toldByCall: true };
      }
    }
  }
  return null;
}

/** What an argument counts, by its name: that of a variable, or of a member which says so by itself. */
function countedBy(argument: ts.Expression): IndexName | null {
  if (ts.isIdentifier(argument)) {
    return indexName(argument.text);
  }
  const read = ts.isPropertyAccessExpression(argument) ? indexName(argument.name.text) : null;
  return read?.strong === true ? read : null;
}
