import ts from 'typescript';
import { bindingOf } from '../program/binding';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';

/**
 * What an expression or a type's name stands for in tf.js, as the names below its namespace: `['train', 'adam']` for
 * `tf.train.adam`. Null when it is not of tf.js. Where nothing declares `tf`, a script beside the page is taken to.
 */
export function tensorflowPath(
  node: ts.Expression | ts.EntityName,
  program: LoadedProgram,
): readonly string[] | null {
  if (ts.isIdentifier(node)) {
    const binding = bindingOf(node, program);
    if (binding.kind === 'global') {
      return binding.name === 'tf' ? [] : null;
    }
    if (binding.kind !== 'external' || moduleKind(binding.specifier) !== 'tensorflow') {
      return null;
    }
    return binding.name === '*' || binding.name === 'default' ? [] : [binding.name];
  }
  if (ts.isQualifiedName(node)) {
    return below(node.left, node.right, program);
  }
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name)
    ? below(node.expression, node.name, program)
    : null;
}

function below(
  container: ts.Expression | ts.EntityName,
  name: ts.Identifier,
  program: LoadedProgram,
): readonly string[] | null {
  const path = tensorflowPath(container, program);
  return path === null ? null : [...path, name.text];
}
