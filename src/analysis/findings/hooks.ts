import ts from 'typescript';
import { isFunctionScope, staticName } from '../program/syntax';
import { functionName } from '../detect/functionNames';

/** The hooks that tf.js calls again and again while it fits a model. */
const REPEATED_HOOK = /^on(?:Epoch|Batch)(?:Begin|End)$/;
const ANY_HOOK = /^on(?:(?:Train|Epoch|Batch)(?:Begin|End)|Yield)$/;

/** Whether a name is that of any hook of a callback. */
export function isHookName(name: string | null): boolean {
  return name !== null && ANY_HOOK.test(name);
}

/**
 * The name of the hook that code runs in, once for each epoch or batch: the hook around it, or one that calls the method
 * around it. Null for code elsewhere.
 */
export function hookAround(node: ts.Node): string | null {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (!isFunctionScope(outer)) {
      continue;
    }
    const name = functionName(outer);
    if (name !== null && REPEATED_HOOK.test(name)) {
      return name;
    }
    if (ts.isMethodDeclaration(outer)) {
      return name === null ? null : hookCalling(name, outer.parent);
    }
    if (ts.isConstructorDeclaration(outer) || ts.isFunctionDeclaration(outer)) {
      return null;
    }
  }
  return null;
}

/** The hook beside a method that calls it. */
function hookCalling(
  method: string,
  holder: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression,
): string | null {
  for (const member of ts.isClassLike(holder) ? holder.members : holder.properties) {
    const name = staticName(member.name);
    if (name !== null && REPEATED_HOOK.test(name) && calls(member, method)) {
      return name;
    }
  }
  return null;
}

function calls(node: ts.Node, method: string): boolean {
  const isCall =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.expression.kind === ts.SyntaxKind.ThisKeyword &&
    node.expression.name.text === method;
  return isCall || (ts.forEachChild(node, (child) => calls(child, method) || undefined) ?? false);
}
