import ts from 'typescript';
import { ancestry } from '../../detect/scheduleSubclass';
import { plainName } from '../../detect/vocabulary';
import { bindingOfExpression } from '../../program/binding';
import { moduleKind } from '../../program/modules';
import type { LoadedProgram } from '../../program/project';
import { isFunctionScope, staticName, unwrap } from '../../program/syntax';
import { membersOf } from '../../slice/constructorArguments';

/** A value that a schedule's constructor asks for. */
export interface ConstructorValue {
  readonly name: string;
  /** Where it is one of the members of a parameter that is an object: that parameter. */
  readonly object: ts.ParameterDeclaration | null;
  /** What the source says of its type. */
  readonly type: ts.TypeNode | null;
}

/** What `getConfig` gives back. */
export interface GivenConfig {
  readonly method: ts.MethodDeclaration;
  readonly object: ts.ObjectLiteralExpression;
}

/** A subclass of `LearningRateSchedule` with a constructor of its own. */
export interface ScheduleClass {
  readonly declaration: ts.ClassLikeDeclaration;
  readonly constructorNode: ts.ConstructorDeclaration;
  readonly values: readonly ConstructorValue[];
}

/** Reads a class as one of schedules; null for all others, and for those that build themselves by a `fromConfig` of their own. */
export function scheduleClass(node: ts.Node, program: LoadedProgram): ScheduleClass | null {
  if (!ts.isClassLike(node) || ancestry(node, program) === null) {
    return null;
  }
  const constructorNode = node.members.find(
    (member): member is ts.ConstructorDeclaration =>
      ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  const hasOwn = node.members.some((member) => /^from_?config$/i.test(staticName(member.name) ?? ''));
  if (constructorNode === undefined || hasOwn) {
    return null;
  }
  return {
    declaration: node,
    constructorNode,
    values: constructorNode.parameters.flatMap((parameter) => valuesOf(parameter, program)),
  };
}

function valuesOf(parameter: ts.ParameterDeclaration, program: LoadedProgram): readonly ConstructorValue[] {
  const members = membersOf(parameter, program);
  if (members === null) {
    const name = staticName(parameter.name);
    return name === null || parameter.dotDotDotToken !== undefined
      ? []
      : [{ name, object: null, type: parameter.type ?? null }];
  }
  return members.map(({ name }) => ({
    name,
    object: parameter,
    type: parameter.type === undefined ? null : memberType(parameter.type, name, program),
  }));
}

function memberType(type: ts.TypeNode, name: string, program: LoadedProgram): ts.TypeNode | null {
  const members = ts.isTypeLiteralNode(type) ? type.members : declaredMembers(type, program);
  const member = members.find((one) => staticName(one.name) === name);
  return member !== undefined && ts.isPropertySignature(member) ? (member.type ?? null) : null;
}

function declaredMembers(type: ts.TypeNode, program: LoadedProgram): readonly ts.TypeElement[] {
  const binding =
    ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)
      ? bindingOfExpression(type.typeName, program)
      : null;
  const declaration = binding?.kind === 'declared' ? binding.declaration : null;
  if (declaration !== null && ts.isInterfaceDeclaration(declaration)) {
    return declaration.members;
  }
  return declaration !== null &&
    ts.isTypeAliasDeclaration(declaration) &&
    ts.isTypeLiteralNode(declaration.type)
    ? declaration.type.members
    : [];
}

/** The class's own `getConfig`; null when it has none. */
export function configMethod({ declaration }: ScheduleClass): ts.MethodDeclaration | null {
  return (
    declaration.members.find(
      (member): member is ts.MethodDeclaration =>
        ts.isMethodDeclaration(member) && /^get_?config$/i.test(staticName(member.name) ?? ''),
    ) ?? null
  );
}

/** Whether the class has to give a `getConfig`: its base is the library's, which has none that could be inherited. */
export function needsConfig({ declaration }: ScheduleClass, program: LoadedProgram): boolean {
  const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const binding = base === undefined ? null : bindingOfExpression(base.expression, program);
  return binding?.kind === 'external' && moduleKind(binding.specifier) === 'library';
}

/** The object that a `getConfig` returns, where it does nothing but return one. */
export function givenConfig(method: ts.MethodDeclaration): GivenConfig | null {
  const returned: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) {
      returned.push(unwrap(node.expression));
    } else if (!isFunctionScope(node)) {
      ts.forEachChild(node, visit);
    }
  };
  method.body?.statements.forEach(visit);
  const [object] = returned;
  return returned.length === 1 && object !== undefined && ts.isObjectLiteralExpression(object)
    ? { method, object }
    : null;
}

/** The constructor's values that a config leaves out; none where a spread may give them. */
export function leftOut(
  { values, constructorNode }: ScheduleClass,
  { object }: GivenConfig,
): readonly string[] {
  const given = new Set<string>();
  for (const property of object.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = unwrap(property.expression);
      if (spread.getText() !== 'super.getConfig()') {
        return [];
      }
      handedToBase(constructorNode).forEach((name) => given.add(plainName(name)));
    } else {
      given.add(plainName(staticName(property.name) ?? ''));
    }
  }
  return values.map(({ name }) => name).filter((name) => !given.has(plainName(name)));
}

/** Every name in what the constructor gives to its base, whose `getConfig` has it. */
function handedToBase(constructorNode: ts.ConstructorDeclaration): readonly string[] {
  const names: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      names.push(node.text);
    }
    ts.forEachChild(node, collect);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      node.arguments.forEach(collect);
      // A whole object that is handed on carries all of its members.
      const whole = node.arguments.some((one) => ts.isIdentifier(one) || /\.\.\./.test(one.getText()));
      if (whole) {
        constructorNode.parameters.forEach((parameter) => {
          collect(parameter);
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(constructorNode);
  return names;
}
