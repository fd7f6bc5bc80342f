import ts from 'typescript';
import { unwrap } from '../program/syntax';

/** Whether a name is that of a state which begins as a number: `epoch` of `const [epoch, setEpoch] = useState(0)`. */
export function isNumberState(declaration: ts.Declaration): declaration is ts.BindingElement {
  if (!ts.isBindingElement(declaration) || !ts.isArrayBindingPattern(declaration.parent)) {
    return false;
  }
  const { parent: pattern } = declaration;
  const held =
    pattern.elements[0] === declaration && ts.isVariableDeclaration(pattern.parent)
      ? pattern.parent.initializer
      : undefined;
  const made = held === undefined ? null : calledOf(held, 'useState');
  const first = made?.arguments[0];
  return first !== undefined && ts.isNumericLiteral(unwrap(first));
}

/** What `useMemo(() => …, […])` holds: the value that its function gives. Any other expression holds itself. */
export function withoutMemo(expression: ts.Expression): ts.Expression {
  const [make] = calledOf(expression, 'useMemo')?.arguments ?? [];
  const fn = make === undefined ? null : unwrap(make);
  return fn !== null && ts.isArrowFunction(fn) && !ts.isBlock(fn.body) ? fn.body : expression;
}

function calledOf(expression: ts.Expression, hook: string): ts.CallExpression | null {
  const inner = unwrap(expression);
  return ts.isCallExpression(inner) && new RegExp(`^(?:\\w+\\.)?${hook}$`).test(inner.expression.getText())
    ? inner
    : null;
}
