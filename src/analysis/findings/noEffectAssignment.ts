import ts from 'typescript';
import { isReassigned } from './references';
import { bindingOfExpression } from '../program/binding';
import { unwrap } from '../program/syntax';
import type { Check, Fix, FixContext, SourceFinding } from './check';
import { optimizerOf } from './optimizers';

/** What a rate is written to: `optimizer` of `(optimizer as any).learningRate = …`; null for other assignments. */
function rateHolderOf(node: ts.Node): ts.Expression | null {
  if (!ts.isBinaryExpression(node) || !isAssignment(node.operatorToken.kind)) {
    return null;
  }
  const target = unwrap(node.left);
  if (ts.isPropertyAccessExpression(target)) {
    return target.name.text === 'learningRate' ? target.expression : null;
  }
  return ts.isElementAccessExpression(target) &&
    ts.isStringLiteralLike(target.argumentExpression) &&
    target.argumentExpression.text === 'learningRate'
    ? target.expression
    : null;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `sgdOptimizer.learningRate = …`: SGD and Momentum update with a tensor that only `setLearningRate` renews. */
export const noEffectAssignment: Check = {
  kinds: [ts.SyntaxKind.BinaryExpression],
  concerns: (node) => rateHolderOf(node) !== null,
  check(node, file): readonly SourceFinding[] {
    const holder = rateHolderOf(node);
    const optimizer = holder === null ? null : optimizerOf(holder, file);
    if (holder === null || (optimizer !== 'sgd' && optimizer !== 'momentum')) {
      return [];
    }
    const { left } = node as ts.BinaryExpression;
    const name = optimizer === 'sgd' ? 'SGD' : 'Momentum';
    return [
      {
        code: 'no-effect-assignment',
        node: left,
        message: `Assigning learningRate has no effect on ${unwrap(holder).getText()}, since ${name} updates with a tensor that setLearningRate alone renews: call setLearningRate(rate) instead.`,
        fix: (context) => assignmentFix(node as ts.BinaryExpression, holder, context),
      },
    ];
  },
};

function assignmentFix(node: ts.BinaryExpression, holder: ts.Expression, context: FixContext): Fix | null {
  const statement = ts.isParenthesizedExpression(node.parent) ? node.parent.parent : node.parent;
  if (!ts.isExpressionStatement(statement)) {
    return null;
  }
  const value = valueOf(node);
  if (value === null) {
    return null;
  }
  const target = holderWithMethod(holder, context);
  const code =
    target === null
      ? `${context.use('setLearningRate')}(${unwrap(holder).getText()}, ${value})`
      : `${target}.setLearningRate(${value})`;
  return {
    title: 'Use setLearningRate',
    isPreferred: true,
    splices: [{ start: node.getStart(), end: node.getEnd(), text: code }],
  };
}

const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.AsteriskEqualsToken, '*'],
  [ts.SyntaxKind.SlashEqualsToken, '/'],
  [ts.SyntaxKind.PlusEqualsToken, '+'],
  [ts.SyntaxKind.MinusEqualsToken, '-'],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, '**'],
]);

/** The new rate: what stands on the right, or what `*=` and its like come to. */
function valueOf({ left, operatorToken, right }: ts.BinaryExpression): string | null {
  if (operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return right.getText();
  }
  const operator = OPERATORS.get(operatorToken.kind);
  const operand =
    ts.isBinaryExpression(right) || ts.isConditionalExpression(right)
      ? `(${right.getText()})`
      : right.getText();
  return operator === undefined ? null : `${left.getText()} ${operator} ${operand}`;
}

/** The holder as something that has the method by its type; null where only the library can be sure of it. */
function holderWithMethod(holder: ts.Expression, { program }: FixContext): string | null {
  const inner = unwrap(holder);
  const isScript = /\.[cm]?jsx?$/i.test(holder.getSourceFile().fileName);
  if (isScript) {
    return inner.getText();
  }
  for (let outer = holder; outer !== inner; outer = (outer as ts.AsExpression).expression) {
    if (ts.isAsExpression(outer) && /(?:^|\.)(?:SGD|Momentum)Optimizer$/.test(outer.type.getText())) {
      return `(${outer.getText()})`;
    }
  }
  const binding = ts.isIdentifier(inner) ? bindingOfExpression(inner, program) : null;
  if (binding?.kind !== 'declared') {
    return null;
  }
  const { declaration } = binding;
  const typed =
    ts.isParameter(declaration) ||
    (ts.isVariableDeclaration(declaration) && declaration.type === undefined && !isReassigned(declaration));
  return typed ? inner.getText() : null;
}
