import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { type IsIndex, some, staticNameOf, useOfIndex } from './arithmetic';
import { countedHere, withStart } from './countedHere';
import { countersAround } from './counters';
import type { Detector, Found, IndexBinding } from './detector';
import type { IndexCandidate } from './indexOf';
import { consumedFunction } from './consumedFunction';
import { functionName } from './functionNames';
import { handsOn } from './handsOn';
import { assignmentAt, type RateAssignment } from './rateAssignment';
import { conditionsOf } from './rateConditions';
import { isDisqualified } from './rateGuards';
import { groupOf, isSameTarget, type RateGroup } from './rateGroup';
import { localsOf } from './rateLocals';
import { isRepeated, type Repeated, repeatedAround, unitOf } from './repeated';
import { looksLikeRates } from './rateSigns';
import { actsAtOnce, actsLater } from './rateUses';
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
  if (repeated === null || group === null) {
    return null;
  }
  const locals = localsOf(group, repeated, program);
  const code = [...locals, ...group.statements, ...group.writers.flatMap(({ value }) => value ?? [])];
  if (isDisqualified(assignment, group, code, repeated, program)) {
    return null;
  }
  const isFound = (other: RateAssignment): boolean => rateOf(other, program) !== null;
  const index = handsOn(group, repeated, isFound, program)
    ? null
    : indexOf(group, locals, code, repeated, program);
  const isRate = group.compounds
    ? decays(group, repeated)
    : index !== null && looksLikeRate(assignment, group, locals);
  return isRate ? found(assignment, repeated, group, locals, index, program) : null;
}

function found(
  assignment: RateAssignment,
  repeated: Repeated,
  group: RateGroup,
  locals: readonly ts.VariableStatement[],
  index: IndexCandidate | null,
  program: LoadedProgram,
): Found {
  const kind = group.compounds ? 'rate-decay' : 'inline-rate';
  const counts = group.compounds || actsAtOnce(assignment, group, repeated);
  const reader = locals[0] ?? group.statements[0] ?? assignment.node;
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
  const single =
    group.writers.length === 1 &&
    only !== undefined &&
    only.operator === ts.SyntaxKind.EqualsToken &&
    !group.isStateful;
  const plain = single && (group.statements.length === 0 || isStraight(group.statements[0]));
  const conditions =
    plain && index !== null ? conditionsOf(assignment, repeated, dependsOnIndex(locals, index.isIndex)) : [];
  return {
    kind,
    node: assignment.node,
    root: {
      kind: 'statements',
      anchor: group.statements[0] ?? assignment.node,
      statements: plain ? locals : [...locals, ...group.statements],
      target: plain ? null : assignment.target,
      value: plain ? assignment.value : null,
      conditions,
      index: { unit, binding, isProgress: false },
      before:
        kind === 'rate-decay' && !isToldAtFirst(binding, repeated) && actsLater(assignment, group, repeated),
    },
    form: group.isStateful || conditions.length > 0 ? 'stepped-function' : 'index-function',
    index: unit,
    schedule: null,
    constructorNode: null,
    name: { name: assignment.name, node: assignment.nameNode },
  };
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

/** The counter that the rate is computed from or chosen by. */
function indexOf(
  group: RateGroup,
  locals: readonly ts.VariableStatement[],
  code: readonly ts.Node[],
  repeated: Repeated,
  program: LoadedProgram,
): IndexCandidate | null {
  const candidates = code
    .flatMap((part) => countersAround(part, program))
    .filter((one) => !locals.some((local) => declares(local, one)) && !isPlaceOf(group, one));
  const ordered = [
    ...candidates.filter(({ strong }) => strong),
    ...candidates.filter(({ strong }) => !strong),
    // What counts by a name that says nothing is believed only where the rate is sure to be one.
    ...(group.compounds ? countedHere(group.statements, repeated, program) : []),
  ];
  return ordered.find((candidate) => hangsOn(group, locals, candidate.isIndex)) ?? null;
}

/** Whether a counter only says which of many rates is set, as in `groups[i].lr = rates[i]`. */
function isPlaceOf({ writers }: RateGroup, { strong, isIndex }: IndexCandidate): boolean {
  return !strong && writers.some(({ target }) => target !== null && some(target, isIndex));
}

function declares(statement: ts.VariableStatement, { binding }: IndexCandidate): boolean {
  return binding.kind === 'variable' && contains(statement, binding.declaration);
}

function hangsOn(group: RateGroup, locals: readonly ts.VariableStatement[], isIndex: IsIndex): boolean {
  const { derived, computed } = derivedFrom(locals, isIndex);
  const dependsOn: IsIndex = (node) => isIndex(node) || (ts.isIdentifier(node) && derived.has(node.text));
  const values = group.writers.flatMap(({ value }) => value ?? []);
  const computes = values.some((value) => {
    const use = useOfIndex(value, dependsOn);
    return use === 'computes' || (use === 'passes' && computed.has(unwrap(value).getText()));
  });
  return computes || group.writers.some(({ node }) => isChosenBy(node, group.statements, dependsOn));
}

/** Tells the uses of an index and of the names that are made of it. */
function dependsOnIndex(locals: readonly ts.VariableStatement[], isIndex: IsIndex): IsIndex {
  const { derived } = derivedFrom(locals, isIndex);
  return (node) => isIndex(node) || (ts.isIdentifier(node) && derived.has(node.text));
}

function derivedFrom(
  locals: readonly ts.VariableStatement[],
  isIndex: IsIndex,
): { readonly derived: ReadonlySet<string>; readonly computed: ReadonlySet<string> } {
  const derived = new Set<string>();
  const computed = new Set<string>();
  const dependsOn: IsIndex = (node) => isIndex(node) || (ts.isIdentifier(node) && derived.has(node.text));
  for (const local of locals) {
    for (const { name, initializer } of local.declarationList.declarations) {
      const use = initializer === undefined ? 'none' : useOfIndex(initializer, dependsOn);
      if (ts.isIdentifier(name) && use !== 'none') {
        derived.add(name.text);
        if (use === 'computes') {
          computed.add(name.text);
        }
      }
    }
  }
  return { derived, computed };
}

/** Whether an `if` or a `switch` on the index decides over an assignment. */
function isChosenBy(node: ts.Node, statements: readonly ts.Node[], dependsOn: IsIndex): boolean {
  for (
    let outer = node.parent;
    statements.some((statement) => contains(statement, outer));
    outer = outer.parent
  ) {
    const decides = ts.isIfStatement(outer) || ts.isSwitchStatement(outer) ? outer.expression : null;
    if (decides !== null && useOfIndex(decides, dependsOn) !== 'none') {
      return true;
    }
  }
  return false;
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

/** Whether a function is told the index and then makes the rate for it, rather than at its end. */
function isToldAtFirst(binding: IndexBinding, { owner }: Repeated): boolean {
  return (
    binding.kind === 'variable' &&
    ts.isParameter(binding.declaration) &&
    binding.declaration.parent === owner &&
    isFunctionScope(owner) &&
    !/end|after|finish|complete|done/i.test(functionName(owner) ?? '')
  );
}
