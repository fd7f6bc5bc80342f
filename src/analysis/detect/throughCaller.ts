import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope } from '../program/syntax';
import { some } from './arithmetic';
import type { Caller } from './caller';
import { countedHere, withStart } from './countedHere';
import { countersAround } from './counters';
import type { Found, IndexBinding } from './detector';
import type { IndexCandidate } from './indexOf';
import type { RateGroup } from './rateGroup';
import { localsOf } from './rateLocals';
import { type Repeated, unitOf } from './repeated';
import { isToldAtFirst } from './rateUses';
import type { EarlyEnds } from './runEnds';

/**
 * A definition in a function that repeated code calls under conditions, run by way of that code. Null where the function
 * gives a rate its value that cannot be seen from there, or counts by something else.
 * @param own the definition as the function alone has it
 * @param ends what ends the run of the function early
 */
export function foundThrough(
  own: Found,
  group: RateGroup,
  ends: EarlyEnds,
  caller: Caller,
  program: LoadedProgram,
): Found | null {
  const { root } = own;
  const target = group.writers[0]?.target ?? null;
  if (
    root.kind !== 'statements' ||
    root.stays ||
    target === null ||
    !isSeenFrom(target, caller.repeated, program)
  ) {
    return null;
  }
  const { repeated, calls, statements } = caller;
  const index = indexThrough(root.index.binding, caller, program);
  if (index === 'other') {
    return null;
  }
  const all = [
    ...localsOf({ ...group, statements, writers: [] }, caller.ends.conditions, repeated, program),
    ...caller.ends.statements,
    ...statements,
  ];
  const ordered = [...new Set(all)].sort((a, b) => a.pos - b.pos);
  const [anchor] = ordered;
  if (anchor === undefined) {
    return null;
  }
  const binding = index === null ? root.index.binding : withStart(index.binding, anchor, repeated, program);
  const unit =
    index === null
      ? binding.kind === 'none'
        ? unitOf(repeated)
        : root.index.unit
      : index.strong && index.unit !== 'progress'
        ? index.unit
        : unitOf(repeated);
  return {
    ...own,
    root: {
      ...root,
      anchor,
      statements: ordered,
      target,
      value: null,
      conditions: [],
      ends: {
        exits: new Set([...ends.exits, ...caller.ends.exits]),
        assumed: new Map([...ends.assumed, ...caller.ends.assumed]),
      },
      through: { calls, body: bodyOf(calls, group) },
      index: { unit, binding, isProgress: false },
      before:
        own.kind === 'rate-decay' &&
        (isFunctionScope(repeated.owner) ? !isToldAtFirst(binding, repeated) : trainsBefore(calls, repeated)),
    },
    form: 'stepped-function',
    index: unit,
  };
}

/** Whether what holds a rate is a member of the object, or a variable around both the function and what calls it. */
function isSeenFrom(target: ts.Node, { owner }: Repeated, program: LoadedProgram): boolean {
  if (!ts.isIdentifier(target)) {
    return ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword;
  }
  const declaration = program.names.lookUp(target);
  const scope = declaration === null ? null : scopeOf(declaration);
  return scope !== null && contains(scope, owner);
}

function scopeOf(declaration: ts.Node): ts.Node | null {
  return ts.findAncestor(declaration.parent, (outer) => ts.isBlock(outer) || isFunctionScope(outer)) ?? null;
}

/**
 * What counts the runs of the code that calls: null where that is what counts in the function, or nothing does; `other`
 * where the two do not go together.
 */
function indexThrough(
  own: IndexBinding,
  { repeated, calls, ends }: Caller,
  program: LoadedProgram,
): IndexCandidate | null | 'other' {
  const code = [...ends.conditions, ...calls.flatMap((call) => [...call.arguments])];
  const counters = [
    ...code
      .flatMap((part) => countersAround(part, program))
      .filter(({ strong, binding }) => strong || isHeadOf(binding, repeated)),
    ...countedHere(code, repeated, program),
  ];
  const [counter = null] = counters;
  const isTold = own.kind === 'variable' && ts.isParameter(own.declaration);
  if (own.kind === 'none' || isTold) {
    return counter === null && isTold ? 'other' : counter;
  }
  return counters.every(({ binding }) => isSame(binding, own)) ? null : 'other';
}

function isHeadOf(binding: IndexBinding, { owner }: Repeated): boolean {
  return (
    binding.kind === 'variable' &&
    ts.isVariableDeclaration(binding.declaration) &&
    binding.declaration.parent.parent === owner
  );
}

function isSame(a: IndexBinding, b: IndexBinding): boolean {
  return a.kind === 'variable'
    ? b.kind === 'variable' && a.declaration === b.declaration
    : a.kind === 'access' && b.kind === 'access' && a.text === b.text;
}

/** The statements of the function that is called. */
function bodyOf(calls: readonly ts.CallExpression[], { writers }: RateGroup): readonly ts.Node[] {
  const [first] = writers;
  const fn = first === undefined ? undefined : ts.findAncestor(first.node, isFunctionScope);
  const body = fn?.body;
  return body !== undefined && ts.isBlock(body) && !calls.some((call) => contains(body, call))
    ? body.statements
    : [];
}

/** Whether a run does something with the rate, or what it is for, before it comes to the calls. */
function trainsBefore(calls: readonly ts.Node[], { body }: Repeated): boolean {
  const start = Math.min(...calls.map((call) => call.getStart()));
  const statements = ts.isBlock(body) ? body.statements : [];
  return statements.some(
    (statement) =>
      statement.end <= start &&
      some(statement, (node) => ts.isCallExpression(node) && !/^console\b/.test(node.expression.getText())),
  );
}
