import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import { constantOf, definingExpression } from '../program/constants';
import { rangeOf } from '../program/place';
import { staticName, unwrap } from '../program/syntax';
import { constructorParameters } from '../slice/constructorArguments';
import { parameterUnit } from './units';
/**
 * Finds the numbers and switches that shape a schedule: what its constructor is given or defaults to, the fields of its
 * class, and constants that it reaches.
 */
export function collectParameters(found, reach, index, program) {
  const named = [...ownConstants(found, program), ...reachedConstants(reach, program)];
  const slots = new Map();
  const values = [];
  const parameters = [];
  for (const { name, constant, node } of named) {
    const place = constant.literal ?? node;
    const known = constant.literal === null ? undefined : slots.get(constant.literal);
    if (constant.literal !== null && known === undefined) {
      slots.set(constant.literal, values.length);
      values.push(constant.value);
    }
    // A constant that a constructor is given is a parameter already, by the name the constructor has for it.
    if (known === undefined) {
      parameters.push({
        name,
        value: constant.value,
        unit: parameterUnit(name, constant.value, index),
        uri: place.getSourceFile().fileName,
        range: rangeOf(place),
        editable: constant.literal !== null,
        slot: constant.literal === null ? null : values.length - 1,
      });
    }
  }
  return { parameters, slots, values };
}
function ownConstants(found, program) {
  if (found.root.kind === 'instance') {
    return classConstants(found.root.declaration, program);
  }
  const expression = unwrap(found.root.expression);
  return ts.isNewExpression(expression) || ts.isCallExpression(expression)
    ? argumentConstants(expression, program)
    : [];
}
function argumentConstants(call, program) {
  const names = positionalNames(call.expression, program);
  return (call.arguments ?? []).flatMap((argument, position) => {
    const object = objectBehind(argument, program);
    return object === null
      ? expand(names[position] ?? `argument ${position + 1}`, argument, program)
      : propertyConstants(object, program);
  });
}
function propertyConstants(object, program) {
  return object.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) {
      const spread = objectBehind(property.expression, program);
      return spread === null ? [] : propertyConstants(spread, program);
    }
    const name = staticName(property.name);
    if (name === null) {
      return [];
    }
    if (ts.isPropertyAssignment(property)) {
      return expand(name, property.initializer, program);
    }
    return ts.isShorthandPropertyAssignment(property) ? expand(name, property.name, program) : [];
  });
}
/** A number or switch by its name, or the members of a list by theirs. */
function expand(name, expression, program) {
  const constant = constantOf(expression, program);
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
function objectBehind(expression, program) {
  const inner = unwrap(expression);
  const defined = ts.isObjectLiteralExpression(inner) ? inner : definingExpression(inner, program);
  const object = defined === null ? null : unwrap(defined);
  return object !== null && ts.isObjectLiteralExpression(object) ? object : null;
}
function positionalNames(callee, program) {
  const binding = bindingOfExpression(callee, program);
  if (binding?.kind !== 'declared' || !ts.isClassLike(binding.declaration)) {
    return [];
  }
  return constructorParameters(binding.declaration, program).map((parameter) => staticName(parameter.name));
}
/** Defaults of the constructor, and fields that hold a number or a switch. */
function classConstants(declaration, program) {
  const defaults = constructorParameters(declaration, program).flatMap((parameter) => {
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
  });
  const fields = declaration.members
    .filter(ts.isPropertyDeclaration)
    .flatMap((member) => named(member.name, member.initializer, program));
  return [...defaults, ...fields];
}
function named(name, value, program) {
  const text = staticName(name);
  return text === null || value === undefined ? [] : expand(text, value, program);
}
/** Constants of the source that the schedule uses by name, such as `const DECAY = 0.9`. */
function reachedConstants(reach, program) {
  return [...reach.files.values()].flatMap(({ pieces }) =>
    [...pieces].flatMap((piece) => {
      const holds = (ts.isVariableDeclaration(piece) && isNeverReassigned(piece)) || ts.isParameter(piece);
      if (!holds || piece.initializer === undefined) {
        return [];
      }
      const object = unwrap(piece.initializer);
      if (ts.isObjectLiteralExpression(object)) {
        return propertyConstants(object, program).filter(({ constant }) => constant.literal !== null);
      }
      return named(piece.name, piece.initializer, program).filter(
        ({ constant }) => constant.literal !== null,
      );
    }),
  );
}
function isNeverReassigned(declaration) {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}
