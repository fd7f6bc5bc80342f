import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, unwrap } from '../program/syntax';
import { type IsIndex, some, useOfIndex } from './arithmetic';
import { countedHere } from './countedHere';
import { countersAround } from './counters';
import type { IndexCandidate } from './indexOf';
import type { RateGroup } from './rateGroup';
import type { Repeated } from './repeated';
import type { EarlyEnds } from './runEnds';

/** The counter that the rate is computed from or chosen by. */
export function indexOf(
  group: RateGroup,
  locals: readonly ts.VariableStatement[],
  code: readonly ts.Node[],
  ends: EarlyEnds,
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
    ...(group.compounds ? countedHere([...ends.conditions, ...group.statements], repeated, program) : []),
  ];
  return (
    ordered.find(
      ({ isIndex }) =>
        hangsOn(group, locals, isIndex) ||
        (makesRate(group) &&
          ends.conditions.some((one) => useOfIndex(one, dependsOnIndex(locals, isIndex)) !== 'none')),
    ) ?? null
  );
}

/** Whether what outlasts a run is given more than what has been made elsewhere. */
function makesRate({ isFresh, writers }: RateGroup): boolean {
  return (
    !isFresh &&
    writers.some(({ value, operator }) => {
      const inner = value === null ? null : unwrap(value);
      return (
        operator !== ts.SyntaxKind.EqualsToken ||
        (inner !== null && !ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner))
      );
    })
  );
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
export function dependsOnIndex(locals: readonly ts.VariableStatement[], isIndex: IsIndex): IsIndex {
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
