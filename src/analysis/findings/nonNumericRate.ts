import ts from 'typescript';
import { phantomApi } from '../detect/phantomApi';
import { scheduleInstance } from '../detect/scheduleInstance';
import { bindingOfExpression } from '../program/binding';
import { definingExpression } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import type { Check, SourceFinding } from './check';
import { attachFix } from './fixes/attachSchedule';
import { isFactoryName, optimizerMadeBy } from './optimizers';

/** What stands where a rate should. */
export interface NoNumber {
  readonly kind: 'function' | 'schedule' | 'object';
  /** The function, where it is one. */
  readonly fn: ts.SignatureDeclaration | null;
}

/** `tf.train.adam(fn)` and `tf.train.adam(schedule)`: nothing fails, and the first update turns all weights into NaN. */
export const nonNumericRate: Check = {
  kinds: [ts.SyntaxKind.CallExpression, ts.SyntaxKind.NewExpression],
  concerns: (node) =>
    (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
    (node.arguments ?? []).length > 0 &&
    isFactoryName(node),
  check(node, { program }): readonly SourceFinding[] {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) {
      return [];
    }
    const [rate] = node.arguments ?? [];
    const given = rate === undefined ? null : noNumber(rate, program);
    if (rate === undefined || given === null || optimizerMadeBy(node, program) === null) {
      return [];
    }
    const callee = node.expression.getText();
    return [
      {
        code: 'non-numeric-rate',
        node: rate,
        message: `${callee} takes a number as its rate, and ${WORDS[given.kind]} turns every weight into NaN at the first update: ${ADVICE[given.kind]}`,
        fix: (context) => attachFix(node, rate, given, context),
      },
    ];
  },
};

const WORDS: Readonly<Record<NoNumber['kind'], string>> = {
  function: 'this function',
  schedule: 'this schedule',
  object: 'this object',
};

const ADVICE: Readonly<Record<NoNumber['kind'], string>> = {
  function: 'attach it to the optimizer with attachSchedule of tfjs-lr-schedules.',
  schedule: 'attach it to the optimizer with attachSchedule of tfjs-lr-schedules.',
  object: 'give the rate itself.',
};

/** What an expression is, where that can be no number; null where it may be one. */
function noNumber(expression: ts.Expression, program: LoadedProgram, steps = 8): NoNumber | null {
  const inner = unwrap(expression);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
    return { kind: 'function', fn: inner };
  }
  if (ts.isObjectLiteralExpression(inner)) {
    return { kind: 'object', fn: null };
  }
  if (ts.isNewExpression(inner) || ts.isCallExpression(inner)) {
    const isSchedule = [scheduleInstance, phantomApi].some(({ visit }) => visit(inner, program) !== null);
    return isSchedule ? { kind: 'schedule', fn: null } : null;
  }
  if (steps === 0) {
    return null;
  }
  const binding = ts.isIdentifier(inner) ? bindingOfExpression(inner, program) : null;
  if (binding?.kind === 'declared' && ts.isFunctionDeclaration(binding.declaration)) {
    return { kind: 'function', fn: binding.declaration };
  }
  const held = definingExpression(inner, program);
  return held === null ? null : noNumber(held, program, steps - 1);
}
