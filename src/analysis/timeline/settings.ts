import ts from 'typescript';
import {
  isInitialRate,
  isShapeName,
  isStepsPerEpoch,
  isTotalEpochs,
  isTotalSteps,
  mentionsRate,
  plainName,
} from '../detect/vocabulary';
import { staticNameOf } from '../detect/arithmetic';
import { staticName, unwrap } from '../program/syntax';

/** A place that gives a name a value: a declaration, a property, a default, an assignment to a member. */
export interface Setting {
  /** The name without its case style. */
  readonly name: string;
  /** What it is, where its name says that other names may stand for the same. */
  readonly role: SettingRole | null;
  readonly value: ts.Expression;
  /** The innermost function around it; null at the top level of its file. */
  readonly scope: ts.Node | null;
}

/** What people have many names for. */
export type SettingRole = 'initial-rate' | 'total-epochs' | 'total-steps' | 'steps-per-epoch';

/** What a name stands for, whatever else it may be called; null for a name of its own. */
export function roleOf(name: string): SettingRole | null {
  if (isInitialRate(name)) {
    return 'initial-rate';
  }
  if (isTotalEpochs(name)) {
    return 'total-epochs';
  }
  if (isTotalSteps(name)) {
    return 'total-steps';
  }
  return isStepsPerEpoch(name) ? 'steps-per-epoch' : null;
}

/** A call of what may be a schedule's function or a class that has one, under the name that is called. */
export interface CallSite {
  readonly name: string;
  readonly call: ts.CallExpression | ts.NewExpression;
  readonly scope: ts.Node | null;
}

const NO_SETTINGS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.JsxElement,
  ts.SyntaxKind.JsxSelfClosingElement,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.ThisKeyword,
  ts.SyntaxKind.NullKeyword,
]);

/** Reads a node as a setting, by its form alone. */
export function settingAt(node: ts.Node, scope: ts.Node | null): Setting | null {
  if (ts.isBinaryExpression(node)) {
    const name = node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? staticNameOf(node.left) : null;
    return name === null ? null : setting(name, node.right, scope);
  }
  if (ts.isVariableDeclaration(node) && ts.isArrayBindingPattern(node.name)) {
    // `const [rate, setRate] = useState(0.1)`
    const [first] = node.name.elements;
    const name = first !== undefined && ts.isBindingElement(first) ? staticName(first.name) : null;
    return name === null || node.initializer === undefined ? null : setting(name, node.initializer, scope);
  }
  if (ts.isVariableDeclaration(node) && ts.isForStatement(node.parent.parent)) {
    // What counts in the head of a loop is set by nobody.
    return null;
  }
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isPropertyDeclaration(node);
  if (!declares || node.initializer === undefined) {
    return null;
  }
  const name = staticName((ts.isBindingElement(node) ? node.propertyName : undefined) ?? node.name);
  return name === null ? null : setting(name, node.initializer, scope);
}

function setting(name: string, value: ts.Expression, scope: ts.Node | null): Setting | null {
  if (NO_SETTINGS.has(unwrap(value).kind)) {
    return null;
  }
  const plain = plainName(name);
  return { name: plain, role: roleOf(plain), value, scope };
}

/** Reads a node as a call that may tell what a schedule is called with, by its form alone. */
export function callSiteAt(node: ts.Node, scope: ts.Node | null): CallSite | null {
  if ((!ts.isCallExpression(node) && !ts.isNewExpression(node)) || (node.arguments ?? []).length === 0) {
    return null;
  }
  const name = staticNameOf(node.expression);
  const tells =
    name !== null &&
    (ts.isNewExpression(node) ||
      mentionsRate(name) ||
      isShapeName(name) ||
      /schedul|decay|anneal|warm|rate|train|learn|tune/i.test(name) ||
      /^(?:fit|run)/.test(name));
  return tells ? { name, call: node, scope } : null;
}
