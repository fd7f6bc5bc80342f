import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, unwrap } from '../program/syntax';
import { some, staticNameOf } from './arithmetic';
import { callerOf } from './caller';
import { withStart } from './countedHere';
import type { Detector, Found, IndexBinding } from './detector';
import type { IndexCandidate } from './indexOf';
import { dependsOnIndex, indexOf } from './indexOfRate';
import { consumedFunction } from './consumedFunction';
import { handsOn } from './handsOn';
import { assignmentAt, type RateAssignment } from './rateAssignment';
import { conditionsOf, isHandedOver } from './rateConditions';
import { isDisqualified } from './rateGuards';
import { groupOf, isSameTarget, type RateGroup } from './rateGroup';
import { localsOf } from './rateLocals';
import { isRepeated, type Repeated, repeatedAround, unitOf } from './repeated';
import { type EarlyEnds, endsBefore } from './runEnds';
import { looksLikeRates } from './rateSigns';
import { actsAtOnce, actsLater, isForNextRun, isToldAtFirst } from './rateUses';
import { foundThrough } from './throughCaller';
import { isBaseRateName, isRateName, isTotalEpochs } from './vocabulary';

/**
 * A rate that is computed where it is used: `const lr = initial * decay ** epoch` in a loop or hook, or `lr *= 0.95` once
 * an epoch, which each run makes from the one before; or had from a function, which is the schedule then.
 */
export const rateInCode: Detector = {
  kinds: [
    ts.SyntaxKind.VariableDeclaration,
    ts.SyntaxKind.BinaryExpression,
    ts.SyntaxKind.PropertyAssignment,
    ts.SyntaxKind.CallExpression,
  ],
  visit(node, program) {
    const assignment = assignmentAt(node);
    return assignment === null
      ? null
      : (consumedFunction(assignment, program) ?? rateOf(assignment, program));
  },
};

function rateOf(assignment: RateAssignment, program: LoadedProgram): Found | null {
  const repeated = repeatedAround(assignment.node);
  const group = repeated === null ? null : groupOf(assignment, repeated, program);
  // What a constructor assigns is what the rate begins at.
  if (repeated === null || group === null || ts.isConstructorDeclaration(repeated.owner)) {
    return null;
  }
  const ends = endsBefore(group, repeated, program);
  const locals = localsOf(group, ends.conditions, repeated, program);
  const code = [
    ...locals,
    ...ends.conditions,
    ...group.statements,
    ...group.writers.flatMap(({ value }) => value ?? []),
  ];
  if (ends.metric !== null || isDisqualified(assignment, group, code, repeated, program)) {
    return null;
  }
  const isFound = (other: RateAssignment): boolean => rateOf(other, program) !== null;
  const index = handsOn(group, repeated, isFound, program)
    ? null
    : indexOf(group, locals, code, ends, repeated, program);
  const isRate = group.compounds
    ? decays(group, repeated)
    : index !== null && looksLikeRate(assignment, group, locals);
  if (!isRate) {
    return null;
  }
  const caller = group.isFresh ? null : callerOf(repeated.owner, assignment.target, program);
  if (caller?.ends.metric != null) {
    return null;
  }
  const own = found(assignment, repeated, group, locals, ends, index, program);
  return (caller === null ? null : foundThrough(own, group, ends, caller, program)) ?? own;
}

function found(
  assignment: RateAssignment,
  repeated: Repeated,
  group: RateGroup,
  locals: readonly ts.VariableStatement[],
  ends: EarlyEnds,
  index: IndexCandidate | null,
  program: LoadedProgram,
): Found {
  const kind = group.compounds ? 'rate-decay' : 'inline-rate';
  const counts = group.compounds || actsAtOnce(assignment, group, repeated);
  const [reader = assignment.node] = inOrder([...locals, ...ends.statements, ...group.statements]);
  const binding: IndexBinding =
    index === null ? { kind: 'none' } : withStart(index.binding, counts ? reader : null, repeated, program);
  const loop = loopOf(binding);
  const byName =
    index === null || index.unit === 'progress'
      ? null
      : index.strong
        ? index.unit
        : unitByTotal(group, locals);
  const unit = byName ?? unitOf(loop === null ? repeated : { owner: loop, body: loop });
  const [only] = group.writers;
  // Where a run may end early, what outlasts it is left as it was.
  const isStateful = group.isStateful || (!group.isFresh && ends.exits.size > 0);
  const single =
    group.writers.length === 1 &&
    only !== undefined &&
    only.operator === ts.SyntaxKind.EqualsToken &&
    !isStateful;
  const isLate =
    kind === 'inline-rate' && loop === repeated.owner && isForNextRun(assignment, group, repeated, program);
  const plain = single && !isLate && (group.statements.length === 0 || isStraight(group.statements[0]));
  const conditions =
    plain && index !== null ? conditionsOf(assignment, repeated, dependsOnIndex(locals, index.isIndex)) : [];
  const stays =
    conditions.length > 0 || (group.isFresh && ends.exits.size > 0 && isHandedOver(assignment, repeated));
  return {
    kind,
    node: assignment.node,
    root: {
      kind: 'statements',
      anchor: group.statements[0] ?? assignment.node,
      statements: inOrder([
        ...locals,
        ...(plain && !stays ? [] : ends.statements),
        ...(plain ? [] : group.statements),
      ]),
      target: plain ? null : assignment.target,
      value: plain ? assignment.value : null,
      conditions,
      ends,
      stays,
      through: null,
      index: { unit, binding, isProgress: false },
      before:
        isLate ||
        (kind === 'rate-decay' &&
          !isToldAtFirst(binding, repeated) &&
          actsLater(assignment, group, repeated)),
    },
    form: isStateful || isLate || stays ? 'stepped-function' : 'index-function',
    index: unit,
    schedule: null,
    constructorNode: null,
    name: { name: assignment.name, node: assignment.nameNode },
  };
}

/** Statements in the order of their places, but for those that stand in others. */
function inOrder(statements: readonly ts.Node[]): readonly ts.Node[] {
  return [...new Set(statements)]
    .filter((one) => !statements.some((other) => other !== one && contains(other, one)))
    .sort((a, b) => a.pos - b.pos);
}

/** `n / nEpochs` counts epochs, whatever `n` says. */
function unitByTotal(group: RateGroup, locals: readonly ts.Node[]): 'epoch' | null {
  const code = [...group.writers.flatMap(({ value }) => value ?? []), ...locals];
  const isTotal = (node: ts.Node): boolean =>
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.SlashToken &&
    isTotalEpochs(staticNameOf(node.right) ?? '');
  return code.some((part) => some(part, isTotal)) ? 'epoch' : null;
}

function isStraight(statement: ts.Node | undefined): boolean {
  return (
    statement !== undefined && (ts.isExpressionStatement(statement) || ts.isVariableStatement(statement))
  );
}

function loopOf(binding: IndexBinding): ts.Node | null {
  const list = binding.kind === 'variable' ? binding.declaration.parent : null;
  return list !== null && ts.isVariableDeclarationList(list) && ts.isIterationStatement(list.parent, false)
    ? list.parent
    : null;
}

/** A second signal beside the name: the rate is made from a rate, or from a number that may be one. */
function looksLikeRate(assignment: RateAssignment, group: RateGroup, locals: readonly ts.Node[]): boolean {
  const values = [...group.writers.flatMap(({ value }) => value ?? []), ...locals];
  return (
    (assignment.target === null && ts.isCallExpression(assignment.node)) ||
    looksLikeRates(values) ||
    // The two letters may stand for left and right; the words may not.
    /learn/i.test(assignment.name) ||
    (assignment.target !== null &&
      isBaseRateName(assignment.name) &&
      values.some((value) =>
        some(value, (node) => ts.isIdentifier(node) && /^(?:initial|base|start|max)/i.test(node.text)),
      ))
  );
}

/** Whether each run changes the rate by constants alone, and there are many runs. */
function decays(group: RateGroup, repeated: Repeated): boolean {
  const target = group.writers[0]?.target;
  return (
    isRepeated(repeated) &&
    target != null &&
    !isAmplitude(target) &&
    group.writers.some(({ value, operator }) => {
      if (value === null) {
        return false;
      }
      if (operator === ts.SyntaxKind.EqualsToken) {
        return (
          some(
            value,
            (node) =>
              (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) && isSameTarget(node, target),
          ) && isComputed(value)
        );
      }
      return (
        operator !== ts.SyntaxKind.PlusEqualsToken ||
        (!isAnotherRate(value) &&
          some(value, (node) => ts.isIdentifier(node) && /warm|lr|rate/i.test(node.text)))
      );
    })
  );
}

/** The bounds between which a cycle swings shrink with time, but are not the rate. */
function isAmplitude(target: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(target) &&
    /^[_#]?(?:max|min|peak|upper|lower)(?![a-z])/.test(target.name.text)
  );
}

/** `sum += lr` and `sum += getLr(step)` add rates up that are made elsewhere. */
function isAnotherRate(value: ts.Expression): boolean {
  const inner = unwrap(value);
  return (
    ts.isCallExpression(inner) || (!ts.isBinaryExpression(inner) && isRateName(staticNameOf(inner) ?? ''))
  );
}

function isComputed(value: ts.Expression): boolean {
  return some(value, (node) => ts.isBinaryExpression(node));
}
