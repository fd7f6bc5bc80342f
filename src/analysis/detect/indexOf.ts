import ts from 'typescript';
import { staticName } from '../program/syntax';
import type { IndexBinding, IndexedBy } from './detector';
import type { IsIndex } from './arithmetic';
import { type IndexName, indexName, isBaseRateName, isSchedulePart, mentionsRate } from './vocabulary';
import type { RateFunction } from './rateBody';

/** An index that a function may have. */
export interface IndexCandidate extends IndexName {
  readonly name: string;
  readonly binding: IndexBinding;
  readonly isIndex: IsIndex;
}

/**
 * The parameters of a function that may be its index, the likeliest first.
 * @param anyName whether a parameter of any name may be one: the function's own name says that it is a schedule.
 */
export function parameterCandidates(fn: RateFunction, anyName: boolean): readonly IndexCandidate[] {
  const found = fn.parameters.flatMap((parameter, position) => candidatesOf(parameter, position, anyName));
  const named = found.filter(({ name }) => indexName(name) !== null);
  return [
    ...named.filter(({ strong }) => strong),
    ...named.filter(({ strong }) => !strong),
    ...found.filter((one) => !named.includes(one)),
  ];
}

function candidatesOf(
  parameter: ts.ParameterDeclaration,
  position: number,
  anyName: boolean,
): readonly IndexCandidate[] {
  if (parameter.dotDotDotToken !== undefined) {
    return [];
  }
  if (ts.isObjectBindingPattern(parameter.name)) {
    return parameter.name.elements.flatMap((element) => {
      const member = staticName(element.propertyName ?? element.name);
      const local = ts.isIdentifier(element.name) ? element.name.text : null;
      const read = member === null ? null : indexName(member);
      return read?.strong !== true || member === null || local === null
        ? []
        : [{ ...read, name: member, binding: { kind: 'member', position, member }, isIndex: isNamed(local) }];
    });
  }
  const name = staticName(parameter.name);
  if (name === null || !mayCount(parameter)) {
    return [];
  }
  const read = indexName(name);
  if (read !== null) {
    return [{ ...read, name, binding: { kind: 'argument', position }, isIndex: isNamed(name) }];
  }
  return anyName &&
    position === 0 &&
    !mentionsRate(name) &&
    !isBaseRateName(name) &&
    !isSchedulePart(name) &&
    !isChoice(name)
    ? [{ unit: 'step', strong: false, name, binding: { kind: 'argument', position }, isIndex: isNamed(name) }]
    : [];
}

/** Names of what a schedule is chosen by. */
function isChoice(name: string): boolean {
  return /key|kind|type|name|mode|schedule|policy|strategy|config|options|opts|params|settings|state|value|position|^[xyv]$/i.test(
    name,
  );
}

/** Whether a parameter's type is that of a count, as far as it says. */
function mayCount({ type }: ts.ParameterDeclaration): boolean {
  return (
    type === undefined ||
    type.kind === ts.SyntaxKind.NumberKeyword ||
    type.kind === ts.SyntaxKind.AnyKeyword ||
    (ts.isTypeReferenceNode(type) &&
      ts.isIdentifier(type.typeName) &&
      /step|epoch|int|number|tensor|scalar|array/i.test(type.typeName.text)) ||
    (ts.isUnionTypeNode(type) && type.types.some(({ kind }) => kind === ts.SyntaxKind.NumberKeyword))
  );
}

/** Tells the uses of a name. */
export function isNamed(name: string): IsIndex {
  return (node) => ts.isIdentifier(node) && node.text === name;
}

/** How an index shows to people, and how the driver gives it. */
export function indexedBy({ unit, binding }: Pick<IndexCandidate, 'unit' | 'binding'>): IndexedBy {
  return { unit: unit === 'progress' ? 'step' : unit, binding, isProgress: unit === 'progress' };
}
