import ts from 'typescript';
import type { Found } from '../detect/detector';
import { functionName } from '../detect/functionNames';
import type { LoadedProgram } from '../program/project';
import { contains } from '../program/syntax';
import type { CallSite } from './settings';

/** The loops, among what declares the variables, whose variable a function is called with for its index. */
export function loopsOfCalls(
  { root, node }: Found,
  callSites: readonly CallSite[],
  program: LoadedProgram,
): readonly ts.Node[] {
  const name = root.kind === 'function' && root.made === null ? functionName(root.fn) : null;
  if (root.kind !== 'function' || name === null || root.index.binding.kind !== 'argument') {
    return [];
  }
  const { position } = root.index.binding;
  return callSites.flatMap(({ name: callee, call }) => {
    const argument = callee === name ? call.arguments?.[position] : undefined;
    const variable =
      argument !== undefined && ts.isIdentifier(argument) && !contains(node, call)
        ? program.names.lookUp(argument)
        : null;
    return variable?.parent.parent ?? [];
  });
}
