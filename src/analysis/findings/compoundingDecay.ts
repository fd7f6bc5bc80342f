import ts from 'typescript';
import { SCHEDULER_CALLBACK } from '../detect/library';
import { plainName } from '../detect/vocabulary';
import { bindingOfExpression } from '../program/binding';
import { definingExpression } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { isFunctionScope, lastName, unwrap } from '../program/syntax';
import type { Check, SourceFinding } from './check';

/**
 * `(epoch, lr) => lr * 0.9 ** epoch` given to a scheduler: `lr` is the rate of the epoch before, already decayed, so that
 * epoch 10 has lost 55 factors and not 10.
 */
export const compoundingDecay: Check = {
  kinds: [ts.SyntaxKind.NewExpression, ts.SyntaxKind.CallExpression],
  concerns: (node) =>
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    plainName(lastName(node.expression)) === plainName(SCHEDULER_CALLBACK),
  check(node, { program }): readonly SourceFinding[] {
    const [argument] = ts.isNewExpression(node) || ts.isCallExpression(node) ? (node.arguments ?? []) : [];
    const fn = argument === undefined ? null : functionBehind(argument, program);
    const [epoch, rate] = fn?.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : null)) ?? [];
    if (fn?.body === undefined || epoch == null || rate == null) {
      return [];
    }
    const product = compounded(fn.body, epoch, rate);
    return product === null || product.getSourceFile() !== program.main
      ? []
      : [
          {
            code: 'compounding-decay',
            node: product,
            message: `${rate} is the rate of the epoch before, already decayed, so a factor that grows with ${epoch} is applied to it over and over: multiply ${rate} by a constant, or the initial rate by this factor.`,
          },
        ];
  },
};

function functionBehind(argument: ts.Expression, program: LoadedProgram): ts.FunctionLikeDeclaration | null {
  const inner = unwrap(argument);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
    return inner;
  }
  if (ts.isObjectLiteralExpression(inner)) {
    const property = inner.properties.find(
      (one) => ts.isPropertyAssignment(one) && one.name.getText() === 'schedule',
    );
    return property !== undefined && ts.isPropertyAssignment(property)
      ? functionBehind(property.initializer, program)
      : null;
  }
  const binding = bindingOfExpression(inner, program);
  if (binding?.kind === 'declared' && ts.isFunctionDeclaration(binding.declaration)) {
    return binding.declaration;
  }
  const held = definingExpression(inner, program);
  const fn = held === null ? null : unwrap(held);
  return fn !== null && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) ? fn : null;
}

/** The product of the rate before and a power of the epoch, if a function's body holds one. */
function compounded(body: ts.Node, epoch: string, rate: string): ts.Expression | null {
  const growing = new Set([epoch]);
  let found: ts.Expression | null = null;
  const visit = (node: ts.Node): void => {
    if (found !== null || (isFunctionScope(node) && node !== body)) {
      return;
    }
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer !== undefined &&
      // What merely depends on the epoch is no growing factor, and what holds the rate is none of the epoch alone.
      (isPower(node.initializer, growing) || isCount(node.initializer, growing)) &&
      !mentions(node.initializer, new Set([rate]))
    ) {
      growing.add(node.name.text);
    }
    if (ts.isBinaryExpression(node) && isProduct(node, growing, rate)) {
      found = node;
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function isProduct(
  { left, operatorToken, right }: ts.BinaryExpression,
  growing: ReadonlySet<string>,
  rate: string,
): boolean {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AsteriskToken:
    case ts.SyntaxKind.AsteriskEqualsToken:
      return (
        (isRate(left, rate) && isPowerOrHeld(right, growing)) ||
        (isRate(right, rate) && isPowerOrHeld(left, growing))
      );
    case ts.SyntaxKind.SlashToken:
    case ts.SyntaxKind.SlashEqualsToken:
      // What grows on both sides of the stroke may cancel out.
      return (
        isRate(left, rate) &&
        !mentions(left, growing) &&
        (isPowerOrHeld(right, growing) || isSum(right, growing))
      );
    default:
      return false;
  }
}

/** The rate itself, or a product of it with something else. */
function isRate(expression: ts.Expression, rate: string): boolean {
  const inner = unwrap(expression);
  if (ts.isIdentifier(inner)) {
    return inner.text === rate;
  }
  return (
    ts.isBinaryExpression(inner) &&
    inner.operatorToken.kind === ts.SyntaxKind.AsteriskToken &&
    (isRate(inner.left, rate) || isRate(inner.right, rate))
  );
}

/** A power, or the name of a constant that holds one; the epoch itself as a factor is another thing. */
function isPowerOrHeld(expression: ts.Expression, growing: ReadonlySet<string>): boolean {
  const inner = unwrap(expression);
  if (ts.isIdentifier(inner)) {
    const [epoch] = growing;
    return inner.text !== epoch && growing.has(inner.text);
  }
  return isPower(inner, growing);
}

/** `0.9 ** epoch`, `Math.pow(0.9, epoch / 10)` and `Math.exp(-0.1 * epoch)`. */
function isPower(expression: ts.Expression, growing: ReadonlySet<string>): boolean {
  const inner = unwrap(expression);
  if (ts.isBinaryExpression(inner)) {
    return inner.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken && isCount(inner.right, growing);
  }
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) {
    return false;
  }
  const exponent = { pow: 1, exp: 0 }[inner.expression.name.text];
  const argument = exponent === undefined ? undefined : inner.arguments[exponent];
  return (
    inner.expression.expression.getText() === 'Math' && argument !== undefined && isCount(argument, growing)
  );
}

/** `1 + decay * epoch`. */
function isSum(expression: ts.Expression, growing: ReadonlySet<string>): boolean {
  const inner = unwrap(expression);
  return (
    ts.isBinaryExpression(inner) &&
    inner.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    isCount(inner, growing)
  );
}

/** Whether a value goes on growing with the epoch: one that starts again, as a remainder does, or asks for it, does not. */
function isCount(expression: ts.Expression, growing: ReadonlySet<string>): boolean {
  return (
    mentions(expression, growing) &&
    !some(
      expression,
      (node) =>
        ts.isConditionalExpression(node) ||
        (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PercentToken),
    )
  );
}

function mentions(node: ts.Node, names: ReadonlySet<string>): boolean {
  return some(node, (inner) => ts.isIdentifier(inner) && names.has(inner.text));
}

function some(node: ts.Node, test: (inner: ts.Node) => boolean): boolean {
  return test(node) || (ts.forEachChild(node, (child) => some(child, test) || undefined) ?? false);
}
