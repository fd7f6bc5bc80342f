import ts from 'typescript';
import { constantOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { classOfThis, memberSource } from '../slice/members';
import { isReference } from '../slice/references';
import { some } from './arithmetic';
import type { IndexBinding } from './detector';
import { type IndexCandidate, isNamed } from './indexOf';
import { isSameTarget, visitOnce } from './rateGroup';
import type { Repeated } from './repeated';

/** A place that adds one to what counts the runs of some code. */
interface Increment {
  readonly node: ts.Node;
  readonly target: ts.Identifier | ts.PropertyAccessExpression;
  /** Whether each run of the code comes by. */
  readonly always: boolean;
}

/**
 * The variables and members that repeated code counts its own runs with, whatever they are called: `calls++`, of those
 * that other code reads.
 * @param code what reads them.
 */
export function countedHere(
  code: readonly ts.Node[],
  repeated: Repeated,
  program: LoadedProgram,
): readonly IndexCandidate[] {
  return incrementsIn(repeated).flatMap(({ target, always }) => {
    const declaration = ts.isIdentifier(target) ? program.names.lookUp(target) : null;
    const isOutside = ts.isIdentifier(target)
      ? declaration !== null && ts.isVariableDeclaration(declaration) && !contains(repeated.body, declaration)
      : target.expression.kind === ts.SyntaxKind.ThisKeyword;
    if (!always || !isOutside || !code.some((part) => some(part, (node) => isUse(node, target)))) {
      return [];
    }
    const name = ts.isIdentifier(target) ? target.text : target.name.text;
    const binding: IndexBinding =
      declaration === null
        ? { kind: 'access', text: target.getText(), start: 0 }
        : { kind: 'variable', declaration, start: 0 };
    return [
      {
        unit: /epoch/i.test(name) ? ('epoch' as const) : ('step' as const),
        strong: false,
        name,
        binding,
        isIndex: ts.isIdentifier(target)
          ? isNamed(name)
          : (node: ts.Node) => ts.isPropertyAccessExpression(node) && isSameTarget(node, target),
      },
    ];
  });
}

/**
 * Where an index begins: at the first value of what counts, and one on where it has been counted before it is read.
 * @param reader what reads it and acts in the same run; null where that acts from the next run on.
 */
export function withStart(
  binding: IndexBinding,
  reader: ts.Node | null,
  repeated: Repeated,
  program: LoadedProgram,
): IndexBinding {
  if (
    (binding.kind === 'variable' && !isPlainVariable(binding.declaration)) ||
    (binding.kind !== 'variable' && binding.kind !== 'access')
  ) {
    return binding;
  }
  const own = incrementsIn(repeated).filter(({ target }) =>
    binding.kind === 'access'
      ? target.getText() === binding.text
      : ts.isIdentifier(target) && program.names.lookUp(target) === binding.declaration,
  );
  const [only] = own;
  if (only === undefined || own.length > 1 || !only.always) {
    return binding;
  }
  const counted = reader !== null && only.node.end <= reader.getStart() ? 1 : 0;
  return { ...binding, start: firstValue(only.target, program) + counted };
}

function isPlainVariable(declaration: ts.Declaration): boolean {
  return ts.isVariableDeclaration(declaration) && !ts.isForStatement(declaration.parent.parent);
}

function firstValue(target: Increment['target'], program: LoadedProgram): number {
  let held: ts.Node | null | undefined;
  if (ts.isIdentifier(target)) {
    const declaration = program.names.lookUp(target);
    held = declaration !== null && ts.isVariableDeclaration(declaration) ? declaration.initializer : null;
  } else {
    const owner = classOfThis(target);
    held = owner === null ? null : memberSource(owner, target.name.text);
  }
  const value = held != null && ts.isExpression(held) ? constantOf(held, program)?.value : null;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : 0;
}

function incrementsIn({ body }: Repeated): readonly Increment[] {
  const found: Increment[] = [];
  visitOnce(body, (node) => {
    const target = incremented(node);
    if (target !== null) {
      found.push({ node, target, always: isAlways(node, body) });
    }
  });
  return found;
}

function incremented(node: ts.Node): Increment['target'] | null {
  const counts =
    (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) &&
    node.operator === ts.SyntaxKind.PlusPlusToken
      ? node.operand
      : ts.isBinaryExpression(node) &&
          node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken &&
          node.right.getText() === '1'
        ? node.left
        : null;
  const target = counts === null ? null : unwrap(counts);
  return target !== null && (ts.isIdentifier(target) || ts.isPropertyAccessExpression(target))
    ? target
    : null;
}

/** Whether a node is a statement that each run of a body comes by. */
function isAlways(node: ts.Node, body: ts.Node): boolean {
  const statement = node.parent;
  let outer = statement.parent;
  while (ts.isTryStatement(outer.parent) && outer !== body) {
    outer = outer.parent.parent;
  }
  return ts.isExpressionStatement(statement) && (outer === body || isFunctionScope(outer));
}

function isUse(node: ts.Node, target: Increment['target']): boolean {
  return ts.isIdentifier(target)
    ? ts.isIdentifier(node) && node.text === target.text && isReference(node)
    : ts.isPropertyAccessExpression(node) && isSameTarget(node, target);
}
