import ts from 'typescript';
import type { IndexUnit, Parameter } from '../../protocol/definition';
import type { SlotValue } from '../../protocol/slice';
import type { Found, ReplayRoot } from '../detect/detector';
import { bindingOfExpression } from '../program/binding';
import { type Constant, constantOf, definingExpression } from '../program/constants';
import { rangeOf } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { contains, staticName, unwrap } from '../program/syntax';
import { isUnit } from '../replay/units';
import { constructorParameters } from '../slice/constructorArguments';
import type { Slots } from '../slice/emit';
import type { Piece } from '../slice/pieces';
import type { Reach } from '../slice/reached';
import type { Inferred } from '../timeline/inference';
import { ownLiterals } from './ownLiterals';
import { standByOf } from './standBy';
import { parameterUnit } from './units';

/** The parameters of a definition, and the literals among them as slots of its slice. */
export interface CollectedParameters {
  readonly parameters: readonly Parameter[];
  /** Members of objects that the slice reads others of: of no use to the rates, but one may say how long training is. */
  readonly beside: readonly Parameter[];
  readonly slots: Slots;
  readonly values: readonly SlotValue[];
  /** The slots of values that were inferred for names which the source leaves open. */
  readonly givenSlots: ReadonlyMap<string, number>;
}

interface NamedConstant {
  readonly name: string;
  readonly constant: Constant;
  /** Where the value is written when it is no literal. */
  readonly node: ts.Expression;
  /** Whether the slice has the value and never reads it. */
  readonly isBeside?: boolean;
}

/**
 * Finds the numbers and switches that shape a schedule: what its constructor is given or defaults to, the fields of its
 * class, and constants that it reaches.
 */
export function collectParameters(
  found: Found,
  reach: Reach,
  index: IndexUnit,
  inferred: readonly Inferred[],
  program: LoadedProgram,
): CollectedParameters {
  const named = [
    ...inferred.flatMap((one) => inferredConstant(one)),
    // What calls hand over takes the place of a default.
    ...ownConstants(found, program).filter(
      ({ name }) => found.root.kind !== 'replay' || !inferred.some((one) => one.name === name),
    ),
    ...reachedConstants(reach, program),
  ].filter(({ node }) => !isReplaced(node, reach));
  const slots = new Map<ts.Node, number>();
  const values: SlotValue[] = [];
  const parameters: Parameter[] = [];
  const beside: Parameter[] = [];
  for (const { name, constant, node, isBeside } of named) {
    const place = constant.literal ?? node;
    const parameter = {
      name,
      value: constant.value,
      unit: parameterUnit(name, constant.value, index),
      uri: place.getSourceFile().fileName,
      range: rangeOf(place),
    };
    if (isBeside === true) {
      beside.push({ ...parameter, editable: false, slot: null });
      continue;
    }
    const known = constant.literal === null ? undefined : slots.get(constant.literal);
    if (constant.literal !== null && known === undefined) {
      slots.set(constant.literal, values.length);
      values.push(constant.value);
    }
    // A constant that a constructor is given is a parameter already, by the name the constructor has for it.
    if (known === undefined) {
      parameters.push({
        ...parameter,
        editable: constant.literal !== null,
        slot: constant.literal === null ? null : values.length - 1,
      });
    }
  }
  const givenSlots = new Map(
    inferred.flatMap(({ name, literal }) => {
      const slot = literal === null ? undefined : slots.get(literal);
      return slot === undefined ? [] : [[name, slot] as const];
    }),
  );
  return { parameters, beside, slots, values, givenSlots };
}

function inferredConstant({ name, value, literal, node }: Inferred): readonly NamedConstant[] {
  return typeof value === 'number' ? [{ name, constant: { value, literal }, node }] : [];
}

/** Whether a literal stands in code that something else stands for. */
function isReplaced(node: ts.Node, reach: Reach): boolean {
  return [...reach.open.replaced.keys(), ...reach.context.skipped].some((replaced) =>
    contains(replaced, node),
  );
}

function ownConstants(found: Found, program: LoadedProgram): readonly NamedConstant[] {
  const { root } = found;
  switch (root.kind) {
    case 'instance':
      return classConstants(root.declaration, program);
    case 'function':
      return [
        ...[...(root.made?.parameters ?? []), ...root.fn.parameters].flatMap((parameter) =>
          defaultsOf(parameter, program),
        ),
        ...writtenConstants([root.made ?? root.fn]),
      ];
    case 'statements':
      return writtenConstants([
        ...root.statements,
        ...(root.through?.body ?? []),
        ...root.conditions,
        ...(root.value === null ? [] : [root.value]),
      ]);
    case 'text':
      return root.parameters.flatMap(({ name, node }) => expand(name, node, program));
    case 'replay':
      return replayConstants(root, program);
    case 'nothing':
      return [];
    case 'expression':
      return expressionConstants(root.expression, program);
  }
}

function replayConstants({ subject }: ReplayRoot, program: LoadedProgram): readonly NamedConstant[] {
  if (!ts.isClassLike(subject)) {
    return ts.isObjectLiteralExpression(subject)
      ? writtenConstants([subject])
      : expressionConstants(subject, program);
  }
  const code = subject.members.filter(
    (member) =>
      !ts.isPropertyDeclaration(member) ||
      (member.initializer !== undefined && isUnit(unwrap(member.initializer))),
  );
  return [...classConstants(subject, program), ...writtenConstants(code)];
}

/** Numbers that are written into the code itself. */
function writtenConstants(code: readonly ts.Node[]): readonly NamedConstant[] {
  return ownLiterals(code).map(({ name, literal }) => ({
    name,
    constant: { value: Number(literal.getText().replaceAll('_', '')), literal },
    node: literal,
  }));
}

function expressionConstants(root: ts.Expression, program: LoadedProgram): readonly NamedConstant[] {
  const expression = unwrap(root);
  if (ts.isFunctionLike(expression)) {
    return writtenConstants([expression]);
  }
  return ts.isNewExpression(expression) || ts.isCallExpression(expression)
    ? argumentConstants(expression, program)
    : [];
}

function argumentConstants(
  call: ts.NewExpression | ts.CallExpression,
  program: LoadedProgram,
): readonly NamedConstant[] {
  const names = positionalNames(call.expression, program);
  return (call.arguments ?? []).flatMap((argument, position) => {
    const object = objectBehind(argument, program);
    return object === null
      ? expand(names[position] ?? `argument ${position + 1}`, argument, program)
      : propertyConstants(object, program);
  });
}

function propertyConstants(
  object: ts.ObjectLiteralExpression,
  program: LoadedProgram,
  reach: Reach | null = null,
): readonly NamedConstant[] {
  return object.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) {
      const spread = objectBehind(property.expression, program);
      return spread === null ? [] : propertyConstants(spread, program, reach);
    }
    const name = staticName(property.name);
    if (name === null) {
      return [];
    }
    if (ts.isPropertyAssignment(property)) {
      return expand(name, property.initializer, program, reach);
    }
    return ts.isShorthandPropertyAssignment(property) ? expand(name, property.name, program, reach) : [];
  });
}

/** A number or switch by its name, or the members of a list by theirs; with what is reached, what stands by for one too. */
function expand(
  name: string,
  expression: ts.Expression,
  program: LoadedProgram,
  reach: Reach | null = null,
): readonly NamedConstant[] {
  const standBy = reach === null ? null : standByOf(expression, reach, program);
  const constant = constantOf(expression, program) ?? standBy;
  if (constant !== null) {
    return [{ name, constant, node: expression }];
  }
  const list = unwrap(definingExpression(expression, program) ?? expression);
  return ts.isArrayLiteralExpression(list)
    ? list.elements.flatMap((element, i) => {
        const member = constantOf(element, program);
        return member === null ? [] : [{ name: `${name}[${i}]`, constant: member, node: element }];
      })
    : [];
}

function objectBehind(expression: ts.Expression, program: LoadedProgram): ts.ObjectLiteralExpression | null {
  const inner = unwrap(expression);
  const defined = ts.isObjectLiteralExpression(inner) ? inner : definingExpression(inner, program);
  const object = defined === null ? null : unwrap(defined);
  return object !== null && ts.isObjectLiteralExpression(object) ? object : null;
}

function positionalNames(callee: ts.Expression, program: LoadedProgram): readonly (string | null)[] {
  const binding = bindingOfExpression(callee, program);
  if (binding?.kind !== 'declared' || !ts.isClassLike(binding.declaration)) {
    return [];
  }
  return constructorParameters(binding.declaration, program).map((parameter) => staticName(parameter.name));
}

/** Defaults of the constructor, and fields that hold a number or a switch. */
function classConstants(
  declaration: ts.ClassLikeDeclaration,
  program: LoadedProgram,
): readonly NamedConstant[] {
  const defaults = constructorParameters(declaration, program).flatMap((parameter) =>
    defaultsOf(parameter, program),
  );
  const fields = declaration.members
    .filter(ts.isPropertyDeclaration)
    .flatMap((member) => named(member.name, member.initializer, program));
  return [...defaults, ...fields];
}

function defaultsOf(parameter: ts.ParameterDeclaration, program: LoadedProgram): readonly NamedConstant[] {
  const inPattern = ts.isObjectBindingPattern(parameter.name)
    ? parameter.name.elements.flatMap((element) =>
        named(element.propertyName ?? element.name, element.initializer, program),
      )
    : [];
  const object = parameter.initializer === undefined ? null : objectBehind(parameter.initializer, program);
  const whole =
    object === null
      ? named(parameter.name, parameter.initializer, program)
      : propertyConstants(object, program);
  return [...inPattern, ...whole];
}

function named(
  name: ts.PropertyName | ts.BindingName,
  value: ts.Expression | undefined,
  program: LoadedProgram,
  reach: Reach | null = null,
): readonly NamedConstant[] {
  const text = staticName(name);
  return text === null || value === undefined ? [] : expand(text, value, program, reach);
}

/** Constants of the source that the schedule uses by name, such as `const DECAY = 0.9`. */
function reachedConstants(reach: Reach, program: LoadedProgram): readonly NamedConstant[] {
  return [...reach.files.values()].flatMap(({ pieces, whole }) =>
    inOrder(pieces).flatMap((piece) => {
      const begins = reach.context.isReplayed && ts.isVariableDeclaration(piece);
      const holds =
        begins || (ts.isVariableDeclaration(piece) && isNeverReassigned(piece)) || ts.isParameter(piece);
      if (!holds || piece.initializer === undefined) {
        return [];
      }
      const object = unwrap(piece.initializer);
      const constants = ts.isObjectLiteralExpression(object)
        ? propertyConstants(object, program, reach).map((one) => ({
            ...one,
            isBeside: !whole.has(piece) && !reach.mentioned.has(one.name.replace(/\[\d+\]$/, '')),
          }))
        : named(piece.name, piece.initializer, program, reach);
      return constants.filter(({ constant }) => constant.literal !== null);
    }),
  );
}

function inOrder(pieces: Iterable<Piece>): readonly Piece[] {
  return [...pieces].sort((a, b) => a.pos - b.pos);
}

function isNeverReassigned(declaration: ts.VariableDeclaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}
