import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { isFunctionScope, staticName, unwrap } from '../program/syntax';

/** A function with a body, whose statements may be left out one by one. */
export type Unit = ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody };

export function isUnit(node: ts.Node | undefined): node is Unit {
  return node !== undefined && isFunctionScope(node) && node.body !== undefined;
}

/** Chains of `extends` longer than this are taken to be cyclic. */
const MOST_ANCESTORS = 16;

/** A class and its local ancestors, the nearest first. */
export function ancestryOf(
  declaration: ts.ClassLikeDeclaration,
  program: LoadedProgram,
): readonly ts.ClassLikeDeclaration[] {
  const chain = [declaration];
  for (let base = baseOf(declaration); base !== null && chain.length < MOST_ANCESTORS;) {
    const binding = bindingOfExpression(base, program);
    if (binding?.kind !== 'declared' || !ts.isClassLike(binding.declaration)) {
      break;
    }
    chain.push(binding.declaration);
    base = baseOf(binding.declaration);
  }
  return chain;
}

/** What a class extends, as it is written. */
export function baseOf(declaration: ts.ClassLikeDeclaration): ts.Expression | null {
  const clause = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression ?? null;
}

/** The function that a member of a class or an object is, be it a method or a property that holds one. */
export function unitOfMember(
  member: ts.ClassElement | ts.ObjectLiteralElementLike,
  program: LoadedProgram,
): Unit | null {
  if (ts.isMethodDeclaration(member) || ts.isGetAccessor(member) || ts.isSetAccessor(member)) {
    return isUnit(member) ? member : null;
  }
  if (ts.isPropertyDeclaration(member) || ts.isPropertyAssignment(member)) {
    return member.initializer === undefined ? null : unitBehind(member.initializer, program);
  }
  return ts.isShorthandPropertyAssignment(member) ? unitBehind(member.name, program) : null;
}

/** The function that an expression is or names. */
export function unitBehind(expression: ts.Expression, program: LoadedProgram): Unit | null {
  const inner = unwrap(expression);
  if (isUnit(inner)) {
    return inner;
  }
  if (!ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner)) {
    return null;
  }
  const binding = bindingOfExpression(inner, program);
  if (binding?.kind !== 'declared') {
    return null;
  }
  const { declaration } = binding;
  if (ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined) {
    const held = unwrap(declaration.initializer);
    return isUnit(held) ? held : null;
  }
  return isUnit(declaration) && !ts.isConstructorDeclaration(declaration) ? declaration : null;
}

/** The members of a class and its ancestors by name; those of the nearest count. */
export function membersOf(
  chain: readonly ts.ClassLikeDeclaration[],
  program: LoadedProgram,
): ReadonlyMap<string, Unit> {
  const members = new Map<string, Unit>();
  for (const member of chain.flatMap((one) => [...one.members])) {
    const name = staticName(member.name);
    const unit = name === null || members.has(name) ? null : unitOfMember(member, program);
    if (name !== null && unit !== null) {
      members.set(name, unit);
    }
  }
  return members;
}

export function isAbstract(declaration: ts.ClassLikeDeclaration): boolean {
  return ts.getModifiers(declaration)?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;
}
