import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { staticName } from '../program/syntax';
import type { Detector, Found } from './detector';
import { containerNames, functionName } from './functionNames';
import { type IndexCandidate, indexedBy, parameterCandidates } from './indexOf';
import { isRateFunction, type RateFunction, readRateBody, returnedExpressions } from './rateBody';
import { remembers } from './remembers';
import { speaksOfRates } from './rateSigns';
import { saysRate } from './scheduleFunction';
import {
  isBaseRateName,
  isFalseFriend,
  isSchedulePart,
  isShapeName,
  isUpdated,
  mentionsRate,
  wordsOf,
} from './vocabulary';

/** A function, static or member that returns a function of the index: `cosine(peak, total) { return (step) => … }`. */
export const scheduleFactory: Detector = {
  kinds: [
    ts.SyntaxKind.FunctionDeclaration,
    ts.SyntaxKind.FunctionExpression,
    ts.SyntaxKind.ArrowFunction,
    ts.SyntaxKind.MethodDeclaration,
    ts.SyntaxKind.GetAccessor,
  ],
  visit(node, program) {
    return isRateFunction(node) ? factoryOf(node, program) : null;
  },
};

function factoryOf(factory: RateFunction, program: LoadedProgram): Found | null {
  const made = madeFunction(factory);
  const name = made === null ? null : functionName(factory);
  if (made === null || name === null || isFalseFriend(name)) {
    return null;
  }
  const says =
    saysRate(name) || containerNames(factory).some(saysSchedules) || isTypedForRates(factory, program);
  const candidates = parameterCandidates(made, says);
  const sure = candidates.find((candidate) => isRateOf(made, factory, name, says, candidate) === 'rate');
  const index =
    sure ?? candidates.find((candidate) => isRateOf(made, factory, name, says, candidate) === 'form');
  return index === undefined
    ? null
    : {
        kind: 'schedule-factory',
        node: factory,
        root: { kind: 'function', fn: made, index: indexedBy(index), made: factory, previousRate: null },
        form: remembers(made) ? 'stepped-function' : 'index-function',
        index: indexedBy(index).unit,
        schedule: null,
        constructorNode: null,
        ...(sure === undefined ? { byForm: true } : {}),
      };
}

/** The function that a factory returns, in each case that it has; null when it is no factory. */
export function madeFunction(factory: RateFunction): RateFunction | null {
  const returned = returnedExpressions(factory);
  const functions = returned.map((expression) => functionBehind(expression, factory));
  const [first] = functions;
  return first != null && functions.every((fn) => fn !== null) ? (functions.find(takesIndex) ?? first) : null;
}

function takesIndex(fn: RateFunction | null): fn is RateFunction {
  return fn !== null && fn.parameters.length > 0;
}

function functionBehind(expression: ts.Expression, factory: RateFunction): RateFunction | null {
  if (isRateFunction(expression)) {
    return expression;
  }
  if (!ts.isIdentifier(expression) || !ts.isBlock(factory.body)) {
    return null;
  }
  // `function schedule(step) { … } return schedule;`
  for (const statement of factory.body.statements) {
    if (
      ts.isFunctionDeclaration(statement) &&
      statement.name?.text === expression.text &&
      isRateFunction(statement)
    ) {
      return statement;
    }
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (
          staticName(name) === expression.text &&
          initializer !== undefined &&
          isRateFunction(initializer)
        ) {
          return initializer;
        }
      }
    }
  }
  return null;
}

/** Whether what is made gives rates, or has only the form of what does; null for neither. */
function isRateOf(
  made: RateFunction,
  factory: RateFunction,
  name: string,
  says: boolean,
  index: IndexCandidate,
): 'rate' | 'form' | null {
  const names = [...factory.parameters, ...made.parameters].map(
    (parameter) => staticName(parameter.name) ?? '',
  );
  if (names.some(isUpdated) || takesSchedules(factory)) {
    return null;
  }
  const body = readRateBody(made, index.isIndex);
  const rates = names.some(isBaseRateName);
  if (!body.computes) {
    // A constant rate is a schedule too where its function takes both a rate and an index by name.
    return index.strong &&
      made.parameters.some((parameter) => /base_?rate|^lr$/i.test(staticName(parameter.name) ?? '')) &&
      returnsParameter(made)
      ? 'rate'
      : null;
  }
  const shape =
    isShapeName(name) && (names.some(isSchedulePart) || /init|base|start|peak/i.test(names.join(' ')));
  if (
    says ||
    ((rates || body.fromRates) && (index.strong || shape)) ||
    (isShapeName(name) && index.strong && speaksOfRates(factory))
  ) {
    return 'rate';
  }
  return shape && index.strong ? 'form' : null;
}

function returnsParameter(fn: RateFunction): boolean {
  const names = fn.parameters.map((parameter) => staticName(parameter.name));
  const returned = returnedExpressions(fn);
  return (
    returned.length === 1 &&
    returned.every((one) => ts.isIdentifier(one) && names.includes(one.text) && isBaseRateName(one.text))
  );
}

/** What joins schedules is made of schedules: each of its calls is a composition. */
export function takesSchedules(factory: RateFunction): boolean {
  return factory.parameters.some(({ name, type }) => {
    const text = staticName(name) ?? '';
    return (
      (/^(?:.*_?schedules?|schedulers?|inner|fns?|functions|children|parts|segments|phases|first|second|main|after|base_?schedule)$/i.test(
        text,
      ) &&
        (type === undefined || /schedule|=>|fn|function/i.test(type.getText()))) ||
      (type !== undefined &&
        /schedule(?:fn|function)?s?(?:\[\])?$|=>\s*number/i.test(type.getText()) &&
        !/string|type|name|kind/i.test(type.getText()))
    );
  });
}

function saysSchedules(name: string): boolean {
  return (
    mentionsRate(name) || wordsOf(name).some((word) => /^schedul(?:e|es|er|ers)$|^rates?$|^anneal/.test(word))
  );
}

/** Whether the type of what a factory makes is that of a function which its own name or comment says to give rates. */
function isTypedForRates({ type }: RateFunction, program: LoadedProgram): boolean {
  if (type === undefined || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) {
    return false;
  }
  const declaration = program.names.lookUp(type.typeName);
  return (
    declaration !== null &&
    ts.isTypeAliasDeclaration(declaration) &&
    ts.isFunctionTypeNode(declaration.type) &&
    (mentionsRate(declaration.name.text) || speaksOfRates(declaration))
  );
}
