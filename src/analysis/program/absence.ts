import ts from 'typescript';
import { unwrap } from './syntax';

/** What a choice comes to where the thing is not there that it asks for: `4000` of `env.N ? Number(env.N) : 4000`. */
export function whereAbsent(choice: ts.ConditionalExpression): ts.Expression | null {
  const asked = askedFor(choice.condition);
  if (asked === null) {
    return null;
  }
  const [present, absent] = asked.present
    ? [choice.whenTrue, choice.whenFalse]
    : [choice.whenFalse, choice.whenTrue];
  return mentions(present, asked.thing) && !mentions(absent, asked.thing) ? absent : null;
}

/** The thing that a condition asks for, and whether it holds where that is there. */
function askedFor(condition: ts.Expression): { readonly thing: string; readonly present: boolean } | null {
  const inner = unwrap(condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const asked = askedFor(inner.operand);
    return asked === null ? null : { ...asked, present: !asked.present };
  }
  if (ts.isBinaryExpression(inner)) {
    const differs = DIFFERENCES.get(inner.operatorToken.kind);
    const left = unwrap(inner.left);
    const thing = ts.isTypeOfExpression(left) ? unwrap(left.expression) : left;
    return differs !== undefined && isNothing(inner.right) && isThing(thing)
      ? { thing: thing.getText(), present: differs }
      : null;
  }
  return isThing(inner) ? { thing: inner.getText(), present: true } : null;
}

const DIFFERENCES: ReadonlyMap<ts.SyntaxKind, boolean> = new Map([
  [ts.SyntaxKind.EqualsEqualsToken, false],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, false],
  [ts.SyntaxKind.ExclamationEqualsToken, true],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, true],
]);

function isNothing(expression: ts.Expression): boolean {
  return /^(?:undefined|null|void 0|['"`](?:undefined)?['"`])$/.test(unwrap(expression).getText());
}

function isThing(expression: ts.Expression): boolean {
  return (
    ts.isIdentifier(expression) ||
    ts.isPropertyAccessExpression(expression) ||
    ts.isElementAccessExpression(expression)
  );
}

function mentions(root: ts.Node, thing: string): boolean {
  return (
    ((ts.isExpression(root) || ts.isIdentifier(root)) && root.getText() === thing) ||
    (ts.forEachChild(root, (child) => mentions(child, thing) || undefined) ?? false)
  );
}
