import ts from 'typescript';
import { isFunctionScope, staticName, unwrap } from '../program/syntax';
import { isBaseRateName, isMetric, isRateName, mentionsRate } from './vocabulary';

/** Tells which nodes stand for the index, be it a name or a member such as `this.stepCount`. */
export type IsIndex = (node: ts.Node) => boolean;

/** What an expression does with the index: nothing, hand it on as it is, or compute with it. */
export type Use = 'none' | 'passes' | 'computes';

const ARITHMETIC: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
]);
const CHOICES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.CommaToken,
]);
const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
/** Arithmetic as tensor libraries name it. */
const TENSOR_ARITHMETIC =
  /^(?:add|sub|subtract|mul|multiply|div|divide|pow|power|exp|sqrt|rsqrt|cos|sin|square|minimum|maximum|min|max|where|floor|floorDiv|mod|clipByValue|clip|neg|tidy)$/;

/** Whether an operator computes a number from two. */
export function isArithmetic(operator: ts.SyntaxKind): boolean {
  return ARITHMETIC.has(operator);
}

/** What an expression does with the index. */
export function useOfIndex(expression: ts.Expression, isIndex: IsIndex): Use {
  const inner = withoutRounding(unwrap(expression));
  if (isIndex(inner)) {
    return 'passes';
  }
  if (ts.isBinaryExpression(inner)) {
    const { kind } = inner.operatorToken;
    if (!isArithmetic(kind) && !CHOICES.has(kind) && !COMPARISONS.has(kind)) {
      return 'none';
    }
    const use = most([inner.left, inner.right], isIndex);
    return use === 'none' || CHOICES.has(kind)
      ? use
      : isText(inner.left) || isText(inner.right)
        ? 'none'
        : 'computes';
  }
  if (ts.isPrefixUnaryExpression(inner)) {
    return useOfIndex(inner.operand, isIndex) === 'none' ? 'none' : 'computes';
  }
  if (ts.isConditionalExpression(inner)) {
    const condition = useOfIndex(inner.condition, isIndex);
    const branches = most([inner.whenTrue, inner.whenFalse], isIndex);
    return condition === 'none'
      ? branches
      : isNumeric(inner.whenTrue) && isNumeric(inner.whenFalse)
        ? 'computes'
        : branches;
  }
  if (ts.isCallExpression(inner)) {
    return useInCall(inner, isIndex);
  }
  if (ts.isElementAccessExpression(inner)) {
    const listed = rateOperands(inner.expression);
    return listed && useOfIndex(inner.argumentExpression, isIndex) !== 'none' ? 'computes' : 'none';
  }
  if (ts.isArrowFunction(inner) && !ts.isBlock(inner.body)) {
    // `tf.tidy(() => …)` gives what its function gives.
    return useOfIndex(inner.body, isIndex);
  }
  return 'none';
}

/** `rate` of `Number(rate.toFixed(6))`: what is rounded by way of its text. */
export function withoutRounding(expression: ts.Expression): ts.Expression {
  const text = ts.isPrefixUnaryExpression(expression)
    ? expression.operator === ts.SyntaxKind.PlusToken
      ? expression.operand
      : null
    : ts.isCallExpression(expression) &&
        /^(?:Number|(?:Number\.)?parseFloat)$/.test(expression.expression.getText())
      ? (expression.arguments[0] ?? null)
      : null;
  const rounded = text === null ? null : unwrap(text);
  return rounded !== null &&
    ts.isCallExpression(rounded) &&
    ts.isPropertyAccessExpression(rounded.expression) &&
    /^to(?:Fixed|Exponential|Precision)$/.test(rounded.expression.name.text)
    ? unwrap(rounded.expression.expression)
    : expression;
}

function useInCall(call: ts.CallExpression, isIndex: IsIndex): Use {
  const use = most(call.arguments, isIndex);
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee)) {
    return use;
  }
  const container = callee.expression;
  const computes =
    (ts.isIdentifier(container) && container.text === 'Math') || TENSOR_ARITHMETIC.test(callee.name.text);
  const all = use === 'none' && computes ? useOfIndex(container, isIndex) : use;
  return computes && all !== 'none' ? 'computes' : all;
}

function most(expressions: readonly ts.Expression[], isIndex: IsIndex): Use {
  const uses = expressions.map((expression) => useOfIndex(expression, isIndex));
  return uses.find((use) => use === 'computes') ?? uses.find((use) => use === 'passes') ?? 'none';
}

function isText(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  return ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner);
}

/** Whether an expression may be a number, by its form. */
export function isNumeric(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  if (ts.isBinaryExpression(inner)) {
    return isArithmetic(inner.operatorToken.kind)
      ? !isText(inner.left) && !isText(inner.right)
      : CHOICES.has(inner.operatorToken.kind) && isNumeric(inner.right);
  }
  if (ts.isConditionalExpression(inner)) {
    return isNumeric(inner.whenTrue) && isNumeric(inner.whenFalse);
  }
  if (ts.isCallExpression(inner)) {
    const name = ts.isPropertyAccessExpression(inner.expression) ? inner.expression.name.text : '';
    return !/^(?:toFixed|toString|toExponential|toPrecision|join|map|filter|slice|push|keys|entries|then)$/.test(
      name,
    );
  }
  if (ts.isPrefixUnaryExpression(inner)) {
    return inner.operator !== ts.SyntaxKind.ExclamationToken;
  }
  return (
    ts.isNumericLiteral(inner) ||
    ts.isIdentifier(inner) ||
    ts.isPropertyAccessExpression(inner) ||
    ts.isElementAccessExpression(inner) ||
    ts.isPostfixUnaryExpression(inner)
  );
}

/** Visits the nodes of a function or statement, but for those of functions, classes and types inside it. */
export function walkOwn(root: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(root, (child) => {
    if (isFunctionScope(child) || ts.isClassLike(child) || ts.isTypeNode(child)) {
      return;
    }
    visit(child);
    walkOwn(child, visit);
  });
}

/** Whether any node of a tree, itself included, passes a test. */
export function some(root: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return test(root) || (ts.forEachChild(root, (child) => some(child, test) || undefined) ?? false);
}

/** Whether an expression is made from a learning rate by name: `initialLr`, `this.baseRate`, `config.learningRate`. */
export function rateOperands(node: ts.Node): boolean {
  return some(node, (one) => {
    const name = mentionedName(one);
    return (
      name !== null &&
      (isBaseRateName(name) || (mentionsRate(name) && !isRateName(name) && isConstantCase(name)))
    );
  });
}

function isConstantCase(name: string): boolean {
  return name === name.toUpperCase();
}

/** The name that an identifier or a member access brings in; null for other nodes. */
export function mentionedName(node: ts.Node): string | null {
  return ts.isIdentifier(node) || ts.isPrivateIdentifier(node) ? node.text.replace(/^[#_]+/, '') : null;
}

/** Whether a number depends on how training goes: a loss, an accuracy, the length of a history. */
export function dependsOnMetric(node: ts.Node): boolean {
  return some(node, (one) => {
    const name = mentionedName(one);
    return name !== null && isMetric(name) && !mentionsRate(name);
  });
}

/** The correction of Adam's moments, `1 - beta ** t`, or a part of it: no schedule, though it depends on the step. */
export function isBiasCorrection(node: ts.Node): boolean {
  return some(node, (one) => {
    const name = mentionedName(one);
    if (
      name !== null &&
      /^_?(?:beta_?[12t]|b[12]|bias_?corr(?:ection)?_?\d?|beta[12]_?(?:power|t))$/i.test(name)
    ) {
      return true;
    }
    return (
      ts.isBinaryExpression(one) &&
      one.operatorToken.kind === ts.SyntaxKind.MinusToken &&
      ts.isNumericLiteral(unwrap(one.left)) &&
      (unwrap(one.left) as ts.NumericLiteral).text === '1' &&
      isBetaPower(unwrap(one.right))
    );
  });
}

function isBetaPower(expression: ts.Expression): boolean {
  const base = powerBase(expression);
  return base !== null && /beta|^b\d?$|rho|momentum/i.test(staticNameOf(base) ?? '');
}

/** The base of `a ** b` or `Math.pow(a, b)`; null for other expressions. */
export function powerBase(expression: ts.Expression): ts.Expression | null {
  if (ts.isBinaryExpression(expression)) {
    return expression.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken
      ? unwrap(expression.left)
      : null;
  }
  if (ts.isCallExpression(expression) && ts.isPropertyAccessExpression(expression.expression)) {
    const [base] = expression.arguments;
    return expression.expression.name.text === 'pow' && base !== undefined ? unwrap(base) : null;
  }
  return null;
}

/** The last name of `a`, `this.a` or `x.a`; null for other expressions. */
export function staticNameOf(expression: ts.Expression): string | null {
  const inner = unwrap(expression);
  if (ts.isPropertyAccessExpression(inner)) {
    return staticName(inner.name);
  }
  if (ts.isElementAccessExpression(inner) && ts.isStringLiteralLike(inner.argumentExpression)) {
    return inner.argumentExpression.text;
  }
  return ts.isIdentifier(inner) ? inner.text : null;
}
