import ts from 'typescript';
import { type Binding, bindingOfExpression } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { some } from '../detect/arithmetic';
import { isFunctionScope, staticName } from '../program/syntax';
import { liveNames } from './deadCode';
import type { GivenValues } from './given';
import { usedMembers } from './usedMembers';

/** What a constructor or function is to be called with, as the text of its arguments, and the names that nothing gives a value to. */
export interface CallText {
  readonly text: string;
  readonly missing: readonly string[];
  /** The given values that it hands on. */
  readonly called: readonly string[];
}

/** A value that a constructor asks for by name. */
export interface Asked {
  readonly name: string;
  /** It can be left out: it has a default, or is declared optional. */
  readonly optional: boolean;
}

const MOST_ANCESTORS = 16;

/** Calls the constructor of a class with the given values, leaving what has a default to it. */
export function constructorCall(
  declaration: ts.ClassLikeDeclaration,
  given: GivenValues,
  program: LoadedProgram,
): CallText {
  return callText(constructorParameters(declaration, program), given, program, () => null);
}

/**
 * Writes the arguments for some parameters, leaving those that have a default to it.
 * @param special the text of an argument, or of a member of one, that is no given value.
 */
export function callText(
  parameters: readonly ts.ParameterDeclaration[],
  given: GivenValues,
  program: LoadedProgram,
  special: (position: number, member: string | null) => string | null,
): CallText {
  const missing: string[] = [];
  const called: string[] = [];
  const value = (asked: Asked): string | null => {
    if (Object.hasOwn(given, asked.name)) {
      called.push(asked.name);
      return givenReference(asked.name);
    }
    if (!asked.optional) {
      missing.push(asked.name);
    }
    return null;
  };
  const texts = parameters.flatMap((parameter, position) => {
    const known = special(position, null);
    if (known !== null) {
      return [known];
    }
    if (parameter.dotDotDotToken !== undefined) {
      return [];
    }
    const members = Object.hasOwn(given, staticName(parameter.name) ?? '')
      ? null
      : membersOf(parameter, program, given);
    if (members === null) {
      return [
        value({ name: staticName(parameter.name) ?? '', optional: isOptional(parameter) }) ?? 'undefined',
      ];
    }
    const whole = isOptional(parameter);
    const pairs = members.flatMap((member) => {
      const text = special(position, member.name) ?? value(whole ? { ...member, optional: true } : member);
      return text === null ? [] : [`${JSON.stringify(member.name)}: ${text}`];
    });
    return [whole && pairs.length === 0 ? 'undefined' : `{ ${pairs.join(', ')} }`];
  });
  return { text: texts.join(', '), missing, called };
}

/** Stands for a given value in the text of a root, until it is known how the value is handed over. */
export function givenReference(name: string): string {
  return `\u0000${name}\u0000`;
}

/** Writes out the given values that a text refers to. */
export function withGiven(text: string, codeOf: (name: string) => string): string {
  return text.replace(/\u0000([^\u0000]*)\u0000/g, (_, name: string) => codeOf(name));
}

/** The parameters of a class's constructor, or of the nearest local ancestor's that has one. */
export function constructorParameters(
  declaration: ts.ClassLikeDeclaration,
  program: LoadedProgram,
): readonly ts.ParameterDeclaration[] {
  let current: ts.ClassLikeDeclaration | null = declaration;
  for (let i = 0; current !== null && i < MOST_ANCESTORS; i += 1) {
    const own = current.members.find(
      (member): member is ts.ConstructorDeclaration =>
        ts.isConstructorDeclaration(member) && member.body !== undefined,
    );
    if (own !== undefined) {
      return own.parameters;
    }
    const base: ts.Expression | undefined = current.heritageClauses?.find(
      (clause) => clause.token === ts.SyntaxKind.ExtendsKeyword,
    )?.types[0]?.expression;
    const binding: Binding | null = base === undefined ? null : bindingOfExpression(base, program);
    current =
      binding?.kind === 'declared' && ts.isClassLike(binding.declaration) ? binding.declaration : null;
  }
  return [];
}

function isOptional(parameter: ts.ParameterDeclaration): boolean {
  return parameter.initializer !== undefined || parameter.questionToken !== undefined;
}

/** The properties a parameter takes when it is an object: from its pattern, its type or its use; null when it is not one. */
export function membersOf(
  parameter: ts.ParameterDeclaration,
  program: LoadedProgram,
  given: GivenValues = {},
): readonly Asked[] | null {
  if (ts.isObjectBindingPattern(parameter.name)) {
    const typed = parameter.type === undefined ? null : typeMembers(parameter.type, program, false);
    const { parent } = parameter;
    const body = isFunctionScope(parent) ? parent.body : undefined;
    const live = body === undefined ? null : liveNames(body, given, program, new Set());
    return parameter.name.elements.flatMap((element) => {
      const name = staticName(element.propertyName ?? element.name);
      const local = ts.isIdentifier(element.name) ? element.name.text : null;
      if (name === null || element.dotDotDotToken) {
        return [];
      }
      if (local !== null && live !== null && isDeadName(local, live, body)) {
        return [];
      }
      const optional =
        element.initializer !== undefined || typed?.find((m) => m.name === name)?.optional === true;
      return [{ name, optional }];
    });
  }
  if (parameter.type === undefined) {
    return usedMembers(parameter, given, program);
  }
  const typed = typeMembers(parameter.type, program, false);
  const isUnknown = typed === null && isUnknownType(parameter.type, program);
  const used =
    ts.isConstructorDeclaration(parameter.parent) && !isUnknown
      ? null
      : usedMembers(parameter, given, program);
  if (isUnknown) {
    return used;
  }
  // Of a type with many members, a function is asked only for those that it uses.
  return typed === null || used === null
    ? typed
    : used.map((member) => ({
        ...member,
        optional: member.optional || typed.find(({ name }) => name === member.name)?.optional === true,
      }));
}

/** Whether a type is that of an object which cannot be looked into, such as one of a file that is not there. */
function isUnknownType(type: ts.TypeNode, program: LoadedProgram): boolean {
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const { text } = type.typeName;
    const [argument] = type.typeArguments ?? [];
    if (argument !== undefined && /^(?:Partial|Readonly|Required)$/.test(text)) {
      return isUnknownType(argument, program);
    }
    return (
      type.typeArguments === undefined &&
      bindingOfExpression(type.typeName, program)?.kind !== 'declared' &&
      /config|options|opts|params|settings|args|hyper/i.test(text)
    );
  }
  return type.kind === ts.SyntaxKind.AnyKeyword || type.kind === ts.SyntaxKind.ObjectKeyword;
}

/** Whether code names what is taken out of an object only where it is never run. */
function isDeadName(name: string, live: ReadonlySet<string>, body: ts.Node | undefined): boolean {
  return (
    !live.has(name) && body !== undefined && some(body, (node) => ts.isIdentifier(node) && node.text === name)
  );
}

function typeMembers(type: ts.TypeNode, program: LoadedProgram, partial: boolean): readonly Asked[] | null {
  if (ts.isParenthesizedTypeNode(type)) {
    return typeMembers(type.type, program, partial);
  }
  if (ts.isTypeLiteralNode(type)) {
    return signatures(type.members, partial);
  }
  if (ts.isIntersectionTypeNode(type)) {
    return type.types.flatMap((part) => typeMembers(part, program, partial) ?? []);
  }
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) {
    return null;
  }
  const [argument] = type.typeArguments ?? [];
  if (argument !== undefined && ['Partial', 'Readonly', 'Required'].includes(type.typeName.text)) {
    return typeMembers(argument, program, partial || type.typeName.text === 'Partial');
  }
  const binding = bindingOfExpression(type.typeName, program);
  if (binding?.kind !== 'declared') {
    return null;
  }
  const { declaration } = binding;
  if (ts.isInterfaceDeclaration(declaration)) {
    return signatures(declaration.members, partial);
  }
  return ts.isTypeAliasDeclaration(declaration) ? typeMembers(declaration.type, program, partial) : null;
}

function signatures(members: ts.NodeArray<ts.TypeElement>, partial: boolean): readonly Asked[] {
  return members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = staticName(member.name);
    return name === null ? [] : [{ name, optional: partial || member.questionToken !== undefined }];
  });
}
