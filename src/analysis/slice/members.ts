import ts from 'typescript';
import { isFunctionScope, staticName, unwrap } from '../program/syntax';
import { targetOf } from '../program/targetOf';

/** The class whose instance `this` is, at a member access; null where it is something else. */
export function classOfThis(access: ts.Node): ts.ClassLikeDeclaration | null {
  for (let outer: ts.Node = access.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isClassLike(outer)) {
      return outer;
    }
    if (isFunctionScope(outer) && !ts.isArrowFunction(outer)) {
      return ts.isClassLike(outer.parent) ? outer.parent : null;
    }
  }
  return null;
}

/** What gives a member of a class its value: its initializer, its parameter, its method, or an assignment in the constructor. */
export function memberSource(
  owner: ts.ClassLikeDeclaration,
  name: string,
): ts.Expression | ts.ParameterDeclaration | ts.MethodDeclaration | ts.AccessorDeclaration | null {
  for (const member of owner.members) {
    if (ts.isConstructorDeclaration(member) && member.body !== undefined) {
      const property = member.parameters.find(
        (parameter) =>
          ts.isParameterPropertyDeclaration(parameter, member) && staticName(parameter.name) === name,
      );
      if (property !== undefined) {
        return property;
      }
      const assigned = assignedInConstructor(member.body, name);
      if (assigned !== null) {
        return assigned;
      }
    } else if (staticName(member.name) === name) {
      if (ts.isPropertyDeclaration(member) && member.initializer !== undefined) {
        return member.initializer;
      }
      if ((ts.isMethodDeclaration(member) || ts.isGetAccessor(member)) && member.body !== undefined) {
        return member;
      }
    }
  }
  return null;
}

function assignedInConstructor(body: ts.Block, name: string): ts.Expression | null {
  const always = body.statements.find((statement) => assignedAt(statement, name) !== null);
  return always === undefined ? inAllBranches(body, name) : assignedAt(always, name);
}

function assignedAt(statement: ts.Node, name: string): ts.Expression | null {
  return ts.isExpressionStatement(statement) &&
    ts.isBinaryExpression(statement.expression) &&
    statement.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(statement.expression.left) &&
    statement.expression.left.expression.kind === ts.SyntaxKind.ThisKeyword &&
    statement.expression.left.name.text === name
    ? statement.expression.right
    : null;
}

/** The number that branches agree on where they assign one; what they take from elsewhere, as what was saved, stands aside. */
function inAllBranches(body: ts.Block, name: string): ts.Expression | null {
  const values: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    const value = assignedAt(node, name);
    if (value !== null) {
      values.push(value);
    } else if (!isFunctionScope(node) && !ts.isClassLike(node)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(body);
  const [first, ...others] = values.flatMap((value) => numberOf(value) ?? []);
  return values.length > 1 && first !== undefined && others.every((one) => one.text === first.text)
    ? first
    : null;
}

/** The number that an expression is, or that it falls back on: `0.1`, `saved.rate ?? 0.1`. */
function numberOf(expression: ts.Expression): ts.NumericLiteral | null {
  const inner = unwrap(expression);
  if (
    ts.isBinaryExpression(inner) &&
    (inner.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
      inner.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
  ) {
    return numberOf(inner.right);
  }
  return ts.isNumericLiteral(inner) ? inner : null;
}

/** Whether a member is written to once the constructor is done. */
export function isWrittenLater(owner: ts.ClassLikeDeclaration, name: string): boolean {
  const writes = (node: ts.Node): boolean => {
    const target = targetOf(node);
    const isMember =
      target !== null &&
      ts.isPropertyAccessExpression(target) &&
      target.expression.kind === ts.SyntaxKind.ThisKeyword &&
      target.name.text === name;
    return isMember || (ts.forEachChild(node, (child) => writes(child) || undefined) ?? false);
  };
  return owner.members.some((member) => !ts.isConstructorDeclaration(member) && writes(member));
}

/** Whether a method, an accessor or a static of a kept class can be left out: nothing kept mentions a member of its name. */
export function mayDrop(member: ts.ClassElement, mentioned: ReadonlySet<string>): boolean {
  const isStatic =
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
  const callable = ts.isMethodDeclaration(member) || ts.isAccessor(member);
  const name = staticName(member.name);
  return (callable || isStatic) && name !== null && !mentioned.has(name);
}

/** The text around a value that makes it a member which can be written to, and is computed when it is first asked for. */
export function heldMember(key: string): readonly [begin: string, end: string] {
  const name = key.startsWith('[') ? key.slice(1, -1) : JSON.stringify(key);
  const hold = `Object.defineProperty(this, ${name}, { value: $v, writable: true, configurable: true })`;
  return [
    `set ${key}($v: any) { ${hold}; }, get ${key}(): any { const $v: any = (`,
    `); ${hold}; return $v; },\n`,
  ];
}
