import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, suspends, unwrap } from '../program/syntax';
import { classOfThis } from '../slice/members';
import { functionName } from './functionNames';
import type { RateAssignment } from './rateAssignment';
import { type Repeated, repeatedAround } from './repeated';
import { type EarlyEnds, endsBefore, readCondition, type Way } from './runEnds';

/** The repeated code that calls a function, and what decides whether it comes to that. */
export interface Caller {
  readonly repeated: Repeated;
  readonly calls: readonly ts.CallExpression[];
  /** The statements that hold the calls. */
  readonly statements: readonly ts.Node[];
  readonly ends: EarlyEnds;
}

/**
 * The one piece of repeated code that calls a function which gives a rate its value, where it does so under conditions:
 * `if (epoch > 10) this.decay();`. Null where it is called from elsewhere too, or whatever happens.
 */
export function callerOf(
  owner: ts.Node,
  target: RateAssignment['target'],
  program: LoadedProgram,
): Caller | null {
  const calls = isFunctionScope(owner) ? callsOf(owner, program) : [];
  const [first] = calls;
  const repeated = first === undefined ? null : repeatedAround(first);
  if (
    repeated === null ||
    contains(owner, repeated.owner) ||
    !calls.every((call) => repeatedAround(call)?.owner === repeated.owner && isStatement(call))
  ) {
    return null;
  }
  const ends = endsBefore({ writers: calls.map((node) => ({ node, target })) }, repeated, program);
  const read = calls.flatMap((call) =>
    conditionsAround(call, repeated).map(({ condition, holds }) =>
      // What has to hold for the call ends the run where it does not.
      readCondition({ condition, holds: !holds }, { repeated, target, asks: true }, program),
    ),
  );
  const metric = ends.metric ?? read.find((one) => one.metric !== null)?.metric ?? null;
  const decides = ends.exits.size > 0 || metric !== null || read.some((one) => one.decides);
  const conditions = calls.flatMap((call) =>
    conditionsAround(call, repeated).map(({ condition }) => condition),
  );
  return !decides
    ? null
    : {
        repeated,
        calls,
        statements: calls.flatMap((call) => statementIn(call, repeated) ?? []),
        ends: {
          ...ends,
          metric,
          conditions: [...ends.conditions, ...conditions],
          assumed: new Map([...ends.assumed, ...read.flatMap((one) => [...one.assumed])]),
        },
      };
}

/** The calls of a function in the class or function that it is a part of. */
function callsOf(fn: ts.FunctionLikeDeclaration, program: LoadedProgram): readonly ts.CallExpression[] {
  const name = functionName(fn);
  const owner = fn.parent;
  const isMember = ts.isMethodDeclaration(fn) || ts.isPropertyDeclaration(owner);
  const declaring = ts.isMethodDeclaration(fn) ? owner : owner.parent;
  const around = isMember ? (ts.isClassLike(declaring) ? declaring : null) : functionBeyond(fn);
  if (name === null || around === null) {
    return [];
  }
  const declared: ts.Node = ts.isVariableDeclaration(owner) ? owner : fn;
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    const callee = ts.isCallExpression(node) ? unwrap(node.expression) : null;
    const isCall = isMember
      ? callee !== null &&
        ts.isPropertyAccessExpression(callee) &&
        callee.expression.kind === ts.SyntaxKind.ThisKeyword &&
        callee.name.text === name &&
        classOfThis(callee) === around
      : callee !== null &&
        ts.isIdentifier(callee) &&
        callee.text === name &&
        program.names.lookUp(callee) === declared;
    if (isCall) {
      calls.push(node as ts.CallExpression);
    }
    ts.forEachChild(node, visit);
  };
  visit(around);
  return calls;
}

/** The function that a function is declared in: what calls it from elsewhere is not looked at. */
function functionBeyond(fn: ts.Node): ts.Node | null {
  for (let outer = fn.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (isFunctionScope(outer)) {
      return outer;
    }
  }
  return null;
}

function isStatement(call: ts.CallExpression): boolean {
  return ts.isExpressionStatement(call.parent) && !suspends(call);
}

function conditionsAround(call: ts.Node, { body }: Repeated): readonly Way[] {
  const found: Way[] = [];
  for (let outer = call; outer !== body && contains(body, outer.parent); outer = outer.parent) {
    const { parent } = outer;
    if (ts.isIfStatement(parent) && parent.expression !== outer) {
      found.unshift({ condition: parent.expression, holds: parent.thenStatement === outer });
    }
  }
  return found;
}

/** The statement of repeated code that holds a node. */
function statementIn(node: ts.Node, { body }: Repeated): ts.Node | null {
  const statements = ts.isBlock(body) ? body.statements : [body];
  return statements.find((statement) => contains(statement, node)) ?? null;
}
