import ts from 'typescript';
import { unwrap } from '../program/syntax';
import {
  isBiasCorrection,
  isNumeric,
  type IsIndex,
  powerBase,
  rateOperands,
  staticNameOf,
  useOfIndex,
  walkOwn,
  withoutRounding,
} from './arithmetic';

/** A function that may compute a rate, with its body. */
export type RateFunction = (
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.GetAccessorDeclaration
) & { readonly body: ts.ConciseBody };

/** Whether a node is a function that may compute a rate: it has a body and gives its result at once. */
export function isRateFunction(node: ts.Node): node is RateFunction {
  return (
    (ts.isFunctionDeclaration(node) ||
      ts.isArrowFunction(node) ||
      ts.isFunctionExpression(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isGetAccessorDeclaration(node)) &&
    node.body !== undefined &&
    !('asteriskToken' in node && node.asteriskToken !== undefined) &&
    !(ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}

/** What a function returns, not counting the functions inside it. */
export function returnedExpressions(fn: RateFunction): readonly ts.Expression[] {
  if (!ts.isBlock(fn.body)) {
    return [unwrap(fn.body)];
  }
  const returned: ts.Expression[] = [];
  walkOwn(fn.body, (node) => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) {
      returned.push(unwrap(node.expression));
    }
  });
  return returned;
}

/** How a function's results hang on the index. */
export interface RateBody {
  /** Whether they are numbers computed from it, or chosen by it. */
  readonly computes: boolean;
  /** Whether they are made from learning rates by name. */
  readonly fromRates: boolean;
}

const NO_RATE: RateBody = { computes: false, fromRates: false };

/** Reads what a function computes from an index. */
export function readRateBody(fn: RateFunction, isIndex: IsIndex): RateBody {
  const returned = returnedExpressions(fn);
  if (returned.length === 0 || !returned.every(isNumeric) || isBiasCorrection(fn.body)) {
    return NO_RATE;
  }
  const derived = derivedNames(fn.body, isIndex);
  const dependsOn: IsIndex = (node) => isIndex(node) || (ts.isIdentifier(node) && derived.has(node.text));
  const computes = returned.some(
    (expression) =>
      useOfIndex(expression, isIndex) === 'computes' || isComputed(expression, dependsOn, derived),
  );
  const chosen = returned.length > 1 && branchesOn(fn.body, dependsOn);
  return computes || chosen
    ? { computes: !isSlider(returned, isIndex), fromRates: rateOperands(fn.body) }
    : NO_RATE;
}

function isComputed(expression: ts.Expression, dependsOn: IsIndex, derived: ReadonlySet<string>): boolean {
  return (
    useOfIndex(expression, dependsOn) === 'computes' ||
    isDerived(withoutRounding(expression), derived) ||
    isPiece(expression, derived)
  );
}

function isDerived(expression: ts.Expression, derived: ReadonlySet<string>): boolean {
  return ts.isIdentifier(expression) && derived.has(expression.text);
}

/** `rates[k]`, where `k` was found by the index: the rate of one of several pieces. */
function isPiece(expression: ts.Expression, derived: ReadonlySet<string>): boolean {
  if (
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
  ) {
    return isPiece(unwrap(expression.left), derived);
  }
  return (
    ts.isElementAccessExpression(expression) &&
    /(?:^|[a-z_])(?:rates|lrs|values)$/i.test(staticNameOf(expression.expression) ?? '') &&
    derived.has(unwrap(expression.argumentExpression).getText())
  );
}

/** The local names whose values are computed from the index, directly or through one another. */
export function derivedNames(body: ts.Node, isIndex: IsIndex): ReadonlySet<string> {
  const derived = new Set<string>();
  const dependsOn: IsIndex = (node) => isIndex(node) || (ts.isIdentifier(node) && derived.has(node.text));
  const note = (name: ts.Node, value: ts.Expression): void => {
    if (ts.isIdentifier(name) && useOfIndex(value, dependsOn) !== 'none') {
      derived.add(name.text);
    }
  };
  walkOwn(body, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      note(node.name, node.initializer);
    } else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      note(node.left, node.right);
      if (ts.isIdentifier(node.left) && isUnderCondition(node, body, dependsOn)) {
        derived.add(node.left.text);
      }
    } else if (ts.isPostfixUnaryExpression(node) && ts.isIdentifier(node.operand)) {
      // `while (step >= boundaries[k]) k++`
      if (isUnderCondition(node, body, dependsOn)) {
        derived.add(node.operand.text);
      }
    }
  });
  return derived;
}

export function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

function isUnderCondition(node: ts.Node, body: ts.Node, dependsOn: IsIndex): boolean {
  for (let outer = node.parent; outer !== body && !ts.isSourceFile(outer); outer = outer.parent) {
    if (
      (ts.isIfStatement(outer) || ts.isWhileStatement(outer)) &&
      useOfIndex(outer.expression, dependsOn) !== 'none'
    ) {
      return true;
    }
  }
  return false;
}

function branchesOn(body: ts.Node, dependsOn: IsIndex): boolean {
  let branches = false;
  const note = (condition: ts.Expression | undefined): void => {
    branches ||= condition !== undefined && useOfIndex(condition, dependsOn) !== 'none';
  };
  walkOwn(body, (node) => {
    if (ts.isIfStatement(node) || ts.isSwitchStatement(node) || ts.isWhileStatement(node)) {
      note(node.expression);
    } else if (ts.isForStatement(node) || ts.isConditionalExpression(node)) {
      note(node.condition);
    }
  });
  return branches;
}

/** `10 ** x` turns the position of a slider into a rate. */
function isSlider(returned: readonly ts.Expression[], isIndex: IsIndex): boolean {
  return returned.every((expression) => {
    const base = powerBase(expression);
    return (
      base !== null &&
      ts.isNumericLiteral(base) &&
      base.text === '10' &&
      useOfIndex(expression, isIndex) !== 'none'
    );
  });
}
