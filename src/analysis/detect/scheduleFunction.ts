import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { some, useOfIndex } from './arithmetic';
import { looksLikeRates, speaksOfRates } from './rateSigns';
import { countersAround } from './counters';
import type { Detector, Found } from './detector';
import { containerNames, functionName } from './functionNames';
import { type IndexCandidate, indexedBy, parameterCandidates } from './indexOf';
import {
  derivedNames,
  isRateFunction,
  type RateBody,
  type RateFunction,
  readRateBody,
  returnedExpressions,
} from './rateBody';
import { remembers } from './remembers';
import {
  indexName,
  isBaseRateName,
  isFalseFriend,
  isSchedulePart,
  isShapeName,
  isUpdated,
  mentionsRate,
  wordsOf,
} from './vocabulary';

/** `lrAt(step, …)` and its like: a function, arrow or method that computes a learning rate from an index. */
export const scheduleFunction: Detector = {
  kinds: [
    ts.SyntaxKind.FunctionDeclaration,
    ts.SyntaxKind.FunctionExpression,
    ts.SyntaxKind.ArrowFunction,
    ts.SyntaxKind.MethodDeclaration,
    ts.SyntaxKind.GetAccessor,
  ],
  visit(node, program) {
    return isRateFunction(node) ? functionOf(node, program) : null;
  },
};

function functionOf(fn: RateFunction, program: LoadedProgram): Found | null {
  const name = functionName(fn);
  const says = name === null ? consumerSays(fn) : saysRate(name);
  const candidates = parameterCandidates(
    fn,
    says && name !== null && /sched|decay|anneal|warm|rate|lr/i.test(name),
  );
  const index = says
    ? candidates.find(
        (candidate) =>
          computes(fn, candidate) !== null &&
          looksLikeRates([fn.body, ...fn.parameters]) &&
          !isLogged(fn, candidate),
      )
    : mayBeUnnamed(fn, name)
      ? candidates.find((candidate) => isRateByContent(fn, name, candidate))
      : undefined;
  const found =
    index ?? (says && candidates.every(({ strong }) => !strong) ? counterOf(fn, program) : undefined);
  return found === undefined || !givesNumber(fn) ? null : definitionOf(fn, found);
}

/** A schedule function under its index. */
export function definitionOf(fn: RateFunction, index: IndexCandidate): Found {
  const previousRate = previousRateOf(fn, index);
  return {
    kind: 'schedule-function',
    node: fn,
    root: { kind: 'function', fn, index: indexedBy(index), made: null, previousRate },
    form: previousRate !== null ? 'epoch-function' : remembers(fn) ? 'stepped-function' : 'index-function',
    index: indexedBy(index).unit,
    schedule: null,
    constructorNode: null,
  };
}

/** Verbs of functions that handle a rate and compute none. */
const HANDLES = new Set(
  'set format parse log plot draw render show is has validate test find convert print load save fetch store read write apply use on handle toggle select assert check'.split(
    ' ',
  ),
);

/** With one of these, a function is about something else: its `lr` may be that of a parser, or left to right. */
const NO_SCHEDULES = new Set(
  'state states item items stack token tokens goto table parser production text label string color angle offset finder key field button element path url list row rows node graph range options config slider input gradient channel ratio gain balance pan volume speed distance x y sx sy px py pixel pixels axis'.split(
    ' ',
  ),
);

/** Words of what is made of many rates: the mean one of a run. */
const SUMMARIES = new Set(['mean', 'average', 'avg', 'sum']);

/** Whether a function's name says that it gives a learning rate. */
export function saysRate(name: string): boolean {
  return (
    mentionsRate(name) &&
    !HANDLES.has(wordsOf(name)[0] ?? '') &&
    !wordsOf(name).some((word) => NO_SCHEDULES.has(word) || SUMMARIES.has(word))
  );
}

/** Whether an anonymous function is given to what takes a schedule: `adam((step) => …)`, `{ learningRate: (step) => … }`. */
function consumerSays(fn: RateFunction): boolean {
  const { parent } = fn;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) {
    return false;
  }
  const callee = parent.expression;
  const name = ts.isPropertyAccessExpression(callee)
    ? callee.name.text
    : ts.isIdentifier(callee)
      ? callee.text
      : '';
  return mentionsRate(name) || /^(?:adam[wx]?|sgd|rmsprop|lambdaLr|lambda_lr)$/i.test(name);
}

function computes(fn: RateFunction, { isIndex }: IndexCandidate): RateBody | null {
  const body = readRateBody(fn, isIndex);
  return body.computes ? body : null;
}

/** What a logarithm is taken of is a rate on its way to an axis or a slider, where its name does not say that it counts. */
function isLogged(fn: RateFunction, { name, isIndex }: IndexCandidate): boolean {
  return (
    indexName(name) === null &&
    some(
      fn.body,
      (node) =>
        ts.isCallExpression(node) &&
        /^Math\.log(?:10|2)?$/.test(node.expression.getText()) &&
        node.arguments.some((argument) => some(argument, isIndex)),
    )
  );
}

/** Whether it is worth reading the body of a function whose name does not speak of rates. */
function mayBeUnnamed(fn: RateFunction, name: string | null): boolean {
  return (
    name !== null &&
    !isFalseFriend(name) &&
    !wordsOf(name).some((word) => SUMMARIES.has(word)) &&
    !fn.parameters.some((parameter) => updates(parameter))
  );
}

function updates({ name }: ts.ParameterDeclaration): boolean {
  const text = staticName(name);
  return text !== null && isUpdated(text);
}

/** A second signal is needed where the name says nothing: rates among its parameters or in its body, under a clear index. */
function isRateByContent(fn: RateFunction, name: string | null, candidate: IndexCandidate): boolean {
  const rates = fn.parameters.some((parameter) => isBaseRateName(staticName(parameter.name) ?? ''));
  const shape = name !== null && isShapeName(name);
  const parts = fn.parameters.some((parameter) => isSchedulePart(staticName(parameter.name) ?? ''));
  if (!candidate.strong && !(rates && shape)) {
    return false;
  }
  const body = computes(fn, candidate);
  if (body === null || isUpdate(fn)) {
    return false;
  }
  return (
    rates ||
    body.fromRates ||
    (shape && parts && (containerNames(fn).some(mentionsRate) || speaksOfRates(fn)))
  );
}

/** A body that takes a rate times a gradient off a weight gives the weight. */
function isUpdate(fn: RateFunction): boolean {
  return some(
    fn.body,
    (node) =>
      ts.isIdentifier(node) && /^(?:d?weights?|grads?|gradients?|delta|error|reward)$/i.test(node.text),
  );
}

/** The counter that a function without an index reads from around it: `let step = 0; const currentLr = () => base * decay ** step`. */
function counterOf(fn: RateFunction, program: LoadedProgram): IndexCandidate | undefined {
  return looksLikeRates([fn.body])
    ? countersAround(fn.body, program).find((candidate) => computes(fn, candidate) !== null)
    : undefined;
}

/** A result type that is no number says that the function gives no rate. */
function givesNumber({ type }: RateFunction): boolean {
  return (
    type === undefined ||
    type.kind === ts.SyntaxKind.NumberKeyword ||
    type.kind === ts.SyntaxKind.AnyKeyword ||
    (ts.isTypeReferenceNode(type) &&
      /^(?:number|float|rate|lr|learningrate|tensor|scalar|tf\.(?:scalar|tensor)|mx\.array|array)$/i.test(
        type.typeName.getText(),
      ))
  );
}

/** Parameters that hold the rate of the index before. */
const PREVIOUS = /^_?(?:current|cur|prev(?:ious)?|last|old|running)_?(?:lr|learning_?rate|rate)$/i;
const PLAIN_RATE = /^_?(?:lr|learning_?rate|rate)$/i;

/**
 * The parameter that takes the rate of the index before, under the contract `(epoch, lr) => rate` of Keras. A rate that
 * is multiplied with something of the index is the one to start from instead: it would decay twice.
 */
function previousRateOf(fn: RateFunction, index: IndexCandidate): number | null {
  const position = fn.parameters.findIndex(({ name, initializer }) => {
    const text = staticName(name) ?? '';
    return initializer === undefined && (PREVIOUS.test(text) || PLAIN_RATE.test(text));
  });
  const parameter = fn.parameters[position];
  if (parameter === undefined || index.binding.kind !== 'argument' || index.unit !== 'epoch') {
    return null;
  }
  const name = staticName(parameter.name) ?? '';
  const derived = derivedNames(fn.body, index.isIndex);
  const isDerived = (node: ts.Node): boolean =>
    index.isIndex(node) || (ts.isIdentifier(node) && derived.has(node.text));
  const scaled = returnedExpressions(fn).some(
    (expression) =>
      mentions(expression, name) &&
      useOfIndex(expression, isDerived) === 'computes' &&
      !choosesOnly(expression, isDerived),
  );
  return scaled || (PLAIN_RATE.test(name) && fn.parameters.length > 2) ? null : position;
}

/** Whether the index only decides between values, as in `epoch < 10 ? lr : lr * 0.9`. */
function choosesOnly(expression: ts.Expression, isIndex: (node: ts.Node) => boolean): boolean {
  return (
    ts.isConditionalExpression(expression) &&
    [expression.whenTrue, expression.whenFalse].every(
      (branch) => useOfIndex(branch, isIndex) === 'none' || choosesOnly(unwrap(branch), isIndex),
    )
  );
}

function mentions(expression: ts.Expression, name: string): boolean {
  return some(expression, (node) => ts.isIdentifier(node) && node.text === name);
}
