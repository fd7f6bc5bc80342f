import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { classOfThis } from '../slice/members';
import { Concern, type Subject } from './concern';
import { metricFollowed, parametersAt } from './metric';
import { rateWritten, readsRate } from './rateWrites';
import { ancestryOf, isUnit, membersOf, type Unit, unitOfMember } from './units';

/** The hooks of tf.js's callbacks, and the rate's index where they set it. */
const HOOKS = [
  'onTrainBegin',
  'onTrainEnd',
  'onEpochBegin',
  'onEpochEnd',
  'onBatchBegin',
  'onBatchEnd',
] as const;
export type HookName = (typeof HOOKS)[number];

export function isHookName(name: string): name is HookName {
  return HOOKS.some((hook) => hook === name);
}

/** What a callback does with the rate. */
export interface CallbackReading {
  readonly concern: Concern;
  readonly hooks: ReadonlyMap<HookName, Unit>;
  readonly index: 'step' | 'epoch';
  /** What its rate follows that only a training measures; null for a rule. */
  readonly metric: string | null;
  /** Whether the optimizer's own rate is seen before the first one is set, or is what others are made of. */
  readonly startsFromOptimizer: boolean;
  /** Whether it sets the rate at the end of an epoch alone, so that it acts from the next one. */
  readonly actsLater: boolean;
}

/** Reads a class as a callback; null for one that sets no rate, or none that changes from one epoch or batch to another. */
export function readCallbackClass(
  declaration: ts.ClassLikeDeclaration,
  program: LoadedProgram,
): CallbackReading | null {
  const chain = ancestryOf(declaration, program);
  const members = membersOf(chain, program);
  const constructors = chain
    .flatMap((one) => one.members.filter(ts.isConstructorDeclaration))
    .filter((one): one is ts.ConstructorDeclaration & Unit => isUnit(one));
  const hooks = new Map([...members].filter((entry): entry is [HookName, Unit] => isHookName(entry[0])));
  for (const constructor of constructors) {
    for (const [name, unit] of hooksHandedOn(constructor, program)) {
      hooks.set(name, hooks.get(name) ?? unit);
    }
  }
  const fields = chain.flatMap((one) => one.members.filter((member) => isValueField(member, program)));
  return read(hooks, { members, constructors, fields }, program);
}

/** Reads an object of hooks as a callback; null as for a class. */
export function readCallbackObject(
  literal: ts.ObjectLiteralExpression,
  program: LoadedProgram,
): CallbackReading | null {
  const own = new Map<string, Unit>();
  for (const property of literal.properties) {
    const name = property.name === undefined ? null : staticName(property.name);
    const unit = name === null ? null : unitOfMember(property, program);
    if (name !== null && unit !== null) {
      own.set(name, unit);
    }
  }
  // In arrow functions `this` is that of the class around.
  const around = classOfThis(literal);
  const others = around === null ? [] : [...membersOf([around], program)];
  const members = new Map([...others, ...own]);
  return read(hooksOf(own), { members, constructors: [], fields: [] }, program);
}

function hooksOf(members: ReadonlyMap<string, Unit>): Map<HookName, Unit> {
  return new Map([...members].filter((entry): entry is [HookName, Unit] => isHookName(entry[0])));
}

/** The hooks in `super({ onEpochBegin: … })`. */
function hooksHandedOn(constructor: ts.ConstructorDeclaration, program: LoadedProgram): Map<HookName, Unit> {
  const found = new Map<string, Unit>();
  for (const statement of constructor.body?.statements ?? []) {
    const call = ts.isExpressionStatement(statement) ? statement.expression : null;
    if (call === null || !ts.isCallExpression(call) || call.expression.kind !== ts.SyntaxKind.SuperKeyword) {
      continue;
    }
    for (const argument of call.arguments.map(unwrap).filter(ts.isObjectLiteralExpression)) {
      for (const property of argument.properties) {
        const unit = unitOfMember(property, program);
        const name = property.name === undefined ? null : staticName(property.name);
        if (name !== null && unit !== null) {
          found.set(name, unit);
        }
      }
    }
  }
  return hooksOf(found);
}

function isValueField(member: ts.ClassElement, program: LoadedProgram): member is ts.PropertyDeclaration {
  return ts.isPropertyDeclaration(member) && unitOfMember(member, program) === null;
}

function read(
  hooks: ReadonlyMap<HookName, Unit>,
  rest: Pick<Subject, 'members' | 'constructors' | 'fields'>,
  program: LoadedProgram,
): CallbackReading | null {
  if (hooks.size === 0) {
    return null;
  }
  const concern = new Concern({ ...rest, entries: [...hooks.values()], setsRate: () => false }, program);
  const setting = [...hooks].filter(([, unit]) => concern.sets(unit)).map(([name]) => name);
  if (setting.length === 0) {
    return null;
  }
  const logs = [...hooks].flatMap(([name, unit]) => parametersAt([unit], name.startsWith('onTrain') ? 0 : 1));
  const metric = metricFollowed(concern, logs);
  const code = concern.code();
  const readsOwn = code.some(({ facts }) => facts.readsRate);
  const counted = [...hooks]
    .filter(([name]) => !name.startsWith('onTrain'))
    .flatMap(([, unit]) => parametersAt([unit], 0));
  const varies =
    readsOwn ||
    counted.some((parameter) => concern.hasKey(parameter)) ||
    code.some(
      ({ facts }) =>
        facts.words.has('iterations') ||
        [...facts.carries].some((key) => concern.hasKey(key) && isOutside(key, hooks)),
    );
  if (metric === null && !varies) {
    return null;
  }
  return {
    concern,
    hooks,
    index: setting.some((name) => name.startsWith('onBatch')) ? 'step' : 'epoch',
    metric,
    startsFromOptimizer: readsOwn || !setsFirst(hooks, concern, program),
    actsLater: setting.every((name) => name === 'onEpochEnd'),
  };
}

/** Whether a variable outlasts the run of a hook. */
function isOutside(key: string | ts.Declaration, hooks: ReadonlyMap<HookName, Unit>): boolean {
  return (
    typeof key === 'string' ||
    ![...hooks.values()].some(
      (hook) =>
        hook.getSourceFile() === key.getSourceFile() && hook.body.pos <= key.pos && key.end <= hook.body.end,
    )
  );
}

/** Whether a hook that is called before the first update sets the rate whatever happens. */
function setsFirst(hooks: ReadonlyMap<HookName, Unit>, concern: Concern, program: LoadedProgram): boolean {
  return (['onTrainBegin', 'onEpochBegin', 'onBatchBegin'] as const).some((name) => {
    const hook = hooks.get(name);
    return hook !== undefined && setsAlways(hook, concern, program, 4);
  });
}

function setsAlways(unit: Unit, concern: Concern, program: LoadedProgram, steps: number): boolean {
  return setsInAll(unit.body, concern, program, steps);
}

/** Whether code sets the rate on each way through it. */
function setsInAll(body: ts.Node, concern: Concern, program: LoadedProgram, steps: number): boolean {
  const statements: readonly ts.Node[] = ts.isBlock(body) ? body.statements : [body];
  for (const statement of statements) {
    if (ts.isIfStatement(statement) && ts.isReturnStatement(firstOf(statement.thenStatement))) {
      return false;
    }
    if (
      ts.isIfStatement(statement) &&
      statement.elseStatement !== undefined &&
      [statement.thenStatement, statement.elseStatement].every((branch) =>
        setsInAll(branch, concern, program, steps),
      )
    ) {
      return true;
    }
    const isPlain =
      ts.isExpressionStatement(statement) || ts.isVariableStatement(statement) || ts.isExpression(statement);
    if (isPlain && setsAt(statement, concern, program, steps)) {
      return true;
    }
  }
  return false;
}

function setsAt(node: ts.Node, concern: Concern, program: LoadedProgram, steps: number): boolean {
  if (isUnit(node) || ts.isConditionalExpression(node)) {
    return false;
  }
  if (rateWritten(node, program) !== null) {
    return !readsRate(node, program);
  }
  const called = ts.isCallExpression(node) ? concern.unitCalled(node) : null;
  return (
    (called !== null && steps > 0 && setsAlways(called, concern, program, steps - 1)) ||
    (ts.forEachChild(node, (child) => setsAt(child, concern, program, steps) || undefined) ?? false)
  );
}

function firstOf(statement: ts.Statement): ts.Node {
  return ts.isBlock(statement) ? (statement.statements[0] ?? statement) : statement;
}
