import ts from 'typescript';
import { RATE_METHODS } from '../../protocol/slice';
import { type Binding, bindingOfExpression } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { staticName } from '../program/syntax';
import type { Detector } from './detector';
import { SCHEDULE_BASE } from './library';

/** Chains of `extends` longer than this are taken to be cyclic. */
const MOST_ANCESTORS = 16;

/** `class X extends LearningRateSchedule` with a method that gives the rate; abstract classes define no schedule yet. */
export const scheduleSubclass: Detector = {
  kinds: [ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression],
  visit(node, program) {
    if (!ts.isClassLike(node) || isAbstract(node) || !isScheduleSubclass(node, program)) {
      return null;
    }
    return {
      kind: 'schedule-subclass',
      node,
      root: { kind: 'instance', declaration: node },
      form: 'schedule',
      index: 'step',
      schedule: node.name?.text ?? null,
      constructorNode: null,
    };
  },
};

/** Whether a class descends from a base named `LearningRateSchedule`, wherever that is from, and can give a rate. */
export function isScheduleSubclass(declaration: ts.ClassLikeDeclaration, program: LoadedProgram): boolean {
  return ancestry(declaration, program)?.some(givesRate) ?? false;
}

/**
 * The class and its local ancestors up to `LearningRateSchedule`; null when the chain does not lead there. The base is
 * known by its name, since many projects have one of their own.
 */
export function ancestry(
  declaration: ts.ClassLikeDeclaration,
  program: LoadedProgram,
): readonly ts.ClassLikeDeclaration[] | null {
  const chain: ts.ClassLikeDeclaration[] = [];
  let current = declaration;
  while (chain.length < MOST_ANCESTORS) {
    chain.push(current);
    const base = baseOf(current);
    if (base === null) {
      return null;
    }
    const binding = bindingOfExpression(base, program);
    if (binding !== null && nameOfBinding(binding) === SCHEDULE_BASE) {
      return chain;
    }
    if (binding?.kind !== 'declared' || !ts.isClassLike(binding.declaration)) {
      return null;
    }
    current = binding.declaration;
  }
  return null;
}

function baseOf(declaration: ts.ClassLikeDeclaration): ts.Expression | null {
  const heritage = declaration.heritageClauses?.find(
    (clause) => clause.token === ts.SyntaxKind.ExtendsKeyword,
  );
  return heritage?.types[0]?.expression ?? null;
}

function nameOfBinding(binding: Binding): string | null {
  switch (binding.kind) {
    case 'declared':
      return staticName(ts.getNameOfDeclaration(binding.declaration) as ts.PropertyName | undefined);
    case 'module':
      return null;
    default:
      return binding.name;
  }
}

function givesRate(declaration: ts.ClassLikeDeclaration): boolean {
  return declaration.members.some((member) => {
    const method = ts.isMethodDeclaration(member) || ts.isPropertyDeclaration(member);
    const bodied = ts.isMethodDeclaration(member) ? member.body !== undefined : true;
    return method && bodied && RATE_METHODS.some((name) => name === staticName(member.name));
  });
}

function isAbstract(declaration: ts.ClassLikeDeclaration): boolean {
  return (
    ts.getModifiers(declaration)?.some((modifier) => modifier.kind === ts.SyntaxKind.AbstractKeyword) ?? false
  );
}
