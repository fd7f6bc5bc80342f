import ts from 'typescript';
import { staticNameOf } from '../detect/arithmetic';
import { isAssignment } from '../detect/rateBody';
import { indexName, isMetric, isRateName, mentionsRate, wordsOf } from '../detect/vocabulary';
import type { IndexUnit } from '../../protocol/definition';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { targetOf } from '../program/targetOf';
import { isHookName } from './callbacks';
import { STEP_METHODS } from '../../protocol/stepMethods';
import { Concern } from './concern';
import type { Key } from './leaves';
import { metricFollowed } from './metric';
import { partOfName } from './training';
import { ancestryOf, isAbstract, isUnit, membersOf, type Unit, unitOfMember } from './units';

/** The methods that give a stepper's rate; the driver looks for the same. */
const READERS = /^(?:get_?(?:current_?|last_?)?(?:lr|rate|learning_?rate)|compute_?lr)$/i;

/** Accessors that say what the rate is; the driver asks for the same. */
const ACCESSORS = /^_?(?:lr|learning_?rate|current_?(?:lr|learning_?rate)|rate)$/i;

/** What a class does with the rate as it is stepped. */
export interface StepperReading {
  readonly concern: Concern;
  /** The members that are called from outside. */
  readonly called: readonly string[];
  readonly index: IndexUnit;
  readonly metric: string | null;
  readonly startsFromOptimizer: boolean;
  /** Whether its step counts by itself when it is not told the index. */
  readonly countsAlone: boolean;
}

/** Words of which the name of a class of schedules has one. */
const CLASS_WORDS = new Set(
  'lr lrs learning rate rates scheduler schedule sched decay annealing anneal annealer warmup warm warmer cosine cyclic cycle cycler onecycle plateau restarts stepper'.split(
    ' ',
  ),
);
const OTHER_CLASSES =
  /optimi[sz]er$|^(?:sgd|momentum|nag|rprop|rms_?prop|ada(?!ptive)\w*|lamb|lion|muon)$|noise|diffus|sampler|epsilon|temperature|job|task|cron|dropout|weight_?decay|momentum/i;
/** The marks of schedulers of noise, which have steps and rates of other kinds. */
const OTHER_WORK = /\btimesteps?\b|alphas?_?cumprod|\bbetas\b|\bsigmas\b|noise_?pred/i;

/**
 * Reads a class as a stepper: it changes the rate a little each time that one of its methods is called. Null for a class
 * that is something else, or gives each rate from an index alone.
 */
export function readStepper(
  declaration: ts.ClassLikeDeclaration,
  name: string | null,
  program: LoadedProgram,
): StepperReading | null {
  if (isAbstract(declaration) || name === null || !isNamedForRates(name)) {
    return null;
  }
  const chain = ancestryOf(declaration, program);
  const members = membersOf(chain, program);
  const step = STEP_METHODS.find((one) => members.has(one)) ?? null;
  const readers = [...members].filter(([one, unit]) => givesRate(one, unit)).map(([one]) => one);
  const text = chain.map((one) => one.getText()).join('\n');
  if (
    [...members.keys()].some(isHookName) ||
    (step === null && readers.length === 0) ||
    OTHER_WORK.test(text) ||
    !/lr|learning_?rate|rate/i.test(text)
  ) {
    return null;
  }
  return read(declaration, chain, members, step, readers, program);
}

/** Whether a member gives the rate: by its name, as an accessor, or as a plain `get` that is made of rates and counts nothing. */
function givesRate(name: string, unit: Unit): boolean {
  if (READERS.test(name)) {
    return true;
  }
  if (ts.isGetAccessor(unit)) {
    return ACCESSORS.test(name);
  }
  return (
    name === 'get' &&
    unit.parameters.length === 0 &&
    someNode(unit.body, (node) => ts.isIdentifier(node) && mentionsRate(node.text)) &&
    !someNode(unit.body, (node) => targetOf(node) !== null)
  );
}

/** Whether a class may be a stepper, by its name. */
export function isNamedForRates(name: string): boolean {
  return !OTHER_CLASSES.test(name) && wordsOf(name).some((word) => CLASS_WORDS.has(word) || /lr$/.test(word));
}

function read(
  declaration: ts.ClassLikeDeclaration,
  chain: readonly ts.ClassLikeDeclaration[],
  members: ReadonlyMap<string, Unit>,
  step: string | null,
  readers: readonly string[],
  program: LoadedProgram,
): StepperReading | null {
  const stepping = step === null ? undefined : members.get(step);
  const reading = readers.flatMap((one) => members.get(one) ?? []);
  const concern = new Concern(
    {
      entries: [...new Set([...(stepping === undefined ? [] : [stepping]), ...reading])],
      values: reading,
      seeds: heldRates(chain),
      members,
      inherited: membersOf(chain.slice(1), program),
      constructors: chain
        .flatMap((one) => one.members.filter(ts.isConstructorDeclaration))
        .filter((one): one is ts.ConstructorDeclaration & Unit => isUnit(one)),
      fields: chain.flatMap((one) =>
        one.members.filter(
          (member): member is ts.PropertyDeclaration =>
            ts.isPropertyDeclaration(member) && unitOfMember(member, program) === null,
        ),
      ),
      setsRate,
      constructorSets: true,
    },
    program,
  );
  const sets = stepping !== undefined && (concern.sets(stepping) || setsHeld(concern, stepping, reading));
  const carried = concern
    .code()
    .flatMap(({ facts }) => [...facts.carries])
    .filter((key): key is string => typeof key === 'string' && concern.hasKey(key));
  const parameter = stepping?.parameters[0];
  const isTold = parameter !== undefined && concern.hasKey(parameter);
  const metrics = (stepping?.parameters ?? []).filter(
    (one) => isMetricParameter(one) && !(isTold && isForOneChoice(one)),
  );
  const metric = metricFollowed(concern, [], metrics);
  const usesOptimizer = [...concern.words].some((word) => partOfName(word) === 'optimizer');
  const changes = carried.length > 0 || (isTold && (sets || reading.length > 0)) || (sets && usesOptimizer);
  // What takes the index and gives the rate is a function of it, and is found as one.
  const isFunction = isTold && carried.length === 0 && !usesOptimizer && !sets;
  if ((metric === null && (!changes || isFunction)) || (!sets && reading.length === 0 && !gives(stepping))) {
    return null;
  }
  return {
    concern,
    called: [...(step === null ? [] : [step]), ...readers],
    index: unitOf(carried, declaration, parameter),
    metric,
    startsFromOptimizer: usesOptimizer,
    countsAlone: parameter !== undefined && mayBeLeftOut(parameter, stepping),
  };
}

/** Whether a step counts by itself without an argument: it is declared optional, or asked whether it is there. */
function mayBeLeftOut(parameter: ts.ParameterDeclaration, step: Unit | undefined): boolean {
  if (parameter.questionToken !== undefined || parameter.initializer !== undefined) {
    return true;
  }
  const { name } = parameter;
  return (
    step !== undefined && ts.isIdentifier(name) && someNode(step.body, (node) => asksWhether(node, name.text))
  );
}

/** `epoch === undefined`, `epoch == null`, `typeof epoch !== 'undefined'`, `epoch ?? this.epoch + 1`. */
function asksWhether(node: ts.Node, name: string): boolean {
  if (!ts.isBinaryExpression(node)) {
    return false;
  }
  const asked = ts.isTypeOfExpression(node.left) ? node.left.expression : node.left;
  const isNamed = ts.isIdentifier(asked) && asked.text === name;
  const compares = /^[!=]==?$/.test(node.operatorToken.getText());
  const isNothing = /^(?:undefined|null|void 0|['"`]undefined['"`])$/.test(node.right.getText());
  return (
    isNamed && (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken || (compares && isNothing))
  );
}

function isMetricParameter({ name }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && (isMetric(name.text) || /^(?:metrics?|value|monitor\w*)$/i.test(name.text));
}

/** Whether a parameter may be left out, since it matters to one of the ways to go alone that a `switch` chooses from. */
function isForOneChoice(parameter: ts.ParameterDeclaration): boolean {
  const { name, parent, questionToken, initializer } = parameter;
  if (!ts.isIdentifier(name) || (questionToken ?? initializer) === undefined || !('body' in parent)) {
    return false;
  }
  const clauses = new Set<ts.Node | null>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== name) {
      clauses.add(clauseAround(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(parent);
  const [only] = clauses;
  return clauses.size === 1 && only != null && ts.isCaseBlock(only.parent) && only.parent.clauses.length > 2;
}

function clauseAround(node: ts.Node): ts.Node | null {
  for (let outer = node.parent; !ts.isFunctionLike(outer); outer = outer.parent) {
    if (ts.isCaseOrDefaultClause(outer)) {
      return outer;
    }
  }
  return null;
}

/** Whether a method gives a number that may be the rate: it says so, or makes one in its last statement. */
function gives(unit: Unit | undefined): boolean {
  if (unit === undefined || !ts.isBlock(unit.body)) {
    return false;
  }
  const last = unit.body.statements.at(-1);
  return (
    last !== undefined &&
    ts.isReturnStatement(last) &&
    last.expression !== undefined &&
    mentionsRate(last.expression.getText())
  );
}

function setsHeld(concern: Concern, unit: Unit, reading: readonly Unit[]): boolean {
  return concern.code().some(({ nodes, unit: owner }) => {
    const [node] = nodes;
    // A step may leave it to a function of its own to set the rate.
    return (
      (owner === unit || (owner !== null && !reading.includes(owner))) &&
      node !== undefined &&
      someNode(node, setsRate)
    );
  });
}

/** Whether a node sets the rate that a stepper holds, or takes another stepper one step on. */
function setsRate(node: ts.Node): boolean {
  return isRateHeld(node) || isStepOfAnother(node);
}

function isStepOfAnother(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
    return false;
  }
  const { name, expression } = node.expression;
  const isOwn =
    expression.kind === ts.SyntaxKind.ThisKeyword || expression.kind === ts.SyntaxKind.SuperKeyword;
  return name.text === 'step' && !isOwn && partOfName(staticNameOf(expression) ?? '') === null;
}

/** Whether a node gives a member of `this` that is a rate by its name a value. */
function isRateHeld(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || !isAssignment(node.operatorToken.kind)) {
    return false;
  }
  const left = unwrap(node.left);
  return ts.isPropertyAccessExpression(left) && memberHolding(left) !== null && isHeldName(left.name.text);
}

/** The member of `this` that a target is, or is a part of: `state` of `this.state.currentLr`. */
function memberHolding(target: ts.PropertyAccessExpression): string | null {
  const holder = unwrap(target.expression);
  if (holder.kind === ts.SyntaxKind.ThisKeyword) {
    return target.name.text;
  }
  const isState =
    ts.isPropertyAccessExpression(holder) &&
    holder.expression.kind === ts.SyntaxKind.ThisKeyword &&
    /^_?state$/.test(holder.name.text);
  return isState ? holder.name.text : null;
}

function isHeldName(name: string): boolean {
  return isRateName(name) && !/base|initial|min|max|peak|start|end|final|target|floor/i.test(name);
}

/** The members that a stepper may hold its rate in. */
function heldRates(chain: readonly ts.ClassLikeDeclaration[]): readonly Key[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isRateHeld(node)) {
      const left = unwrap((node as ts.BinaryExpression).left);
      names.add((ts.isPropertyAccessExpression(left) ? memberHolding(left) : null) ?? '');
    }
    ts.forEachChild(node, visit);
  };
  chain.forEach(visit);
  return [...names].map((name) => `this.${name}`);
}

function someNode(root: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return test(root) || (ts.forEachChild(root, (child) => someNode(child, test) || undefined) ?? false);
}

/** What a stepper counts, by the name of its counter. */
function unitOf(
  carried: readonly string[],
  declaration: ts.ClassLikeDeclaration,
  parameter: ts.ParameterDeclaration | undefined,
): IndexUnit {
  const names = [
    ...carried.map((key) => key.replace(/^this\./, '')),
    ...(parameter !== undefined && ts.isIdentifier(parameter.name) ? [parameter.name.text] : []),
  ];
  for (const name of names) {
    const read = indexName(name);
    if (read?.strong === true && read.unit !== 'progress') {
      return read.unit;
    }
  }
  return /epoch/i.test(declaration.getText()) ? 'epoch' : 'step';
}
