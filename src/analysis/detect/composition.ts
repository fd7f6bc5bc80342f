import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { some, staticNameOf } from './arithmetic';
import { calledFunction } from './calledFunction';
import type { Detector } from './detector';
import { FACTORIES, SCHEDULE_CLASSES } from './library';
import { parameterCandidates } from './indexOf';
import { isRateFunction, type RateFunction, readRateBody } from './rateBody';
import { madeFunction, scheduleFactory, takesSchedules } from './scheduleFactory';
import { scheduleFunction } from './scheduleFunction';

/** What a function that makes one schedule of others may be called. */
const JOINS =
  /join|sequen|chain|concat|compos|combin|warm|piece|switch|stitch|cycl|repeat|restart|scal|clamp|delay|shift|offset|schedule|then|with/i;
/** Schedules made of schedules made of schedules, and so on, are followed this far. */
const MOST_DEPTH = 6;

/** `joinSchedules([warmup(…), cosine(…)], [100])`: a schedule made of others, by a function of a local file. */
export const composition: Detector = {
  kinds: [ts.SyntaxKind.CallExpression],
  visit(node, program) {
    if (
      !ts.isCallExpression(node) ||
      !JOINS.test(staticNameOf(node.expression) ?? '') ||
      !joins(node, program)
    ) {
      return null;
    }
    return {
      kind: 'composition',
      node,
      root: { kind: 'expression', expression: node },
      form: 'index-function',
      index: 'step',
      schedule: null,
      constructorNode: node.expression,
    };
  },
};

function joins(call: ts.CallExpression, program: LoadedProgram, depth = MOST_DEPTH): boolean {
  const callee = calledFunction(call.expression, program);
  const made = callee === null ? null : madeFunction(callee);
  return (
    callee !== null &&
    made !== null &&
    (takesSchedules(callee) || asksAnother(made, callee)) &&
    call.arguments.some((argument) => isSchedule(argument, program, depth - 1))
  );
}

/** Whether what a function makes calls what the function is given, as in `after === null ? peak : after(step - warmup)`. */
function asksAnother(made: RateFunction, { parameters }: RateFunction): boolean {
  const names = parameters.map(({ name }) => staticName(name));
  return some(
    made.body,
    (node) =>
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.includes(node.expression.text),
  );
}

/** Whether an expression gives a schedule, or a list of some. */
function isSchedule(expression: ts.Expression, program: LoadedProgram, depth: number): boolean {
  const inner = unwrap(expression);
  if (depth === 0) {
    return false;
  }
  if (ts.isArrayLiteralExpression(inner)) {
    return inner.elements.some((element) => isSchedule(element, program, depth - 1));
  }
  if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) {
    const binding = bindingOfExpression(inner.expression, program);
    if (binding?.kind === 'external') {
      return (
        moduleKind(binding.specifier) === 'library' &&
        (FACTORIES.has(binding.name) || SCHEDULE_CLASSES.some((name) => name === binding.name))
      );
    }
    const callee = calledFunction(inner.expression, program);
    return (
      callee !== null &&
      (scheduleFactory.visit(callee, program) !== null ||
        (ts.isCallExpression(inner) && joins(inner, program, depth - 1)))
    );
  }
  if (isRateFunction(inner)) {
    return parameterCandidates(inner, true).some(({ isIndex }) => readRateBody(inner, isIndex).computes);
  }
  if (!ts.isIdentifier(inner)) {
    return false;
  }
  const fn = calledFunction(inner, program);
  if (fn !== null) {
    return scheduleFunction.visit(fn, program) !== null;
  }
  const binding = bindingOfExpression(inner, program);
  const initializer =
    binding?.kind === 'declared' && ts.isVariableDeclaration(binding.declaration)
      ? binding.declaration.initializer
      : undefined;
  return initializer !== undefined && isSchedule(initializer, program, depth - 1);
}
