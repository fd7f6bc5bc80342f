import ts from 'typescript';
import { plainName } from '../detect/vocabulary';
import { contains, staticName } from '../program/syntax';
import type { Inferred } from './inference';

/** A value of an object that a call is given. */
interface Handed {
  readonly object: ts.ObjectLiteralExpression;
  readonly callee: string;
}

/**
 * Takes values that stand in objects of several calls of one function from one of these calls, as far as it has them: what
 * belongs to different calls makes no schedule together. It is the call that has most of what is asked for.
 * @param read the value that an expression gives a name; null where it gives none.
 */
export function fromOneCall(
  values: readonly Inferred[],
  names: readonly string[],
  read: (name: string, value: ts.Expression) => Inferred | null,
): readonly Inferred[] {
  const handed = values.flatMap(({ node }) => handedBy(node) ?? []);
  const callees = new Set(handed.map(({ callee }) => callee));
  return [...callees].reduce((kept, callee) => {
    const objects = [...new Set(handed.filter((one) => one.callee === callee).map(({ object }) => object))];
    const [best] = objects.toSorted((a, b) => countOf(b, names) - countOf(a, names));
    return best === undefined || objects.length === 1
      ? kept
      : kept.map((value) => {
          const own = handedBy(value.node)?.callee === callee ? memberOf(best, value.name) : null;
          return (own === null ? null : read(value.name, own)) ?? value;
        });
  }, values);
}

function handedBy(node: ts.Node): Handed | null {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    const { parent } = outer;
    if (ts.isObjectLiteralExpression(outer) && (ts.isCallExpression(parent) || ts.isNewExpression(parent))) {
      return contains(parent.expression, outer)
        ? null
        : { object: outer, callee: parent.expression.getText() };
    }
    if (ts.isStatement(outer)) {
      return null;
    }
  }
  return null;
}

function countOf(object: ts.ObjectLiteralExpression, names: readonly string[]): number {
  return names.filter((name) => memberOf(object, name) !== null).length;
}

function memberOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  const property = object.properties
    .filter(ts.isPropertyAssignment)
    .find((one) => plainName(staticName(one.name) ?? '') === plainName(name));
  return property?.initializer ?? null;
}
