import ts from 'typescript';
import type { Found } from '../detect/detector';
import { staticName, unwrap } from '../program/syntax';

/** What the steps of a definition are by the name of its counter, where they are no updates: whole games, say. */
export function countedThing({ root }: Found): string | null {
  const binding = root.kind === 'statements' || root.kind === 'function' ? root.index.binding : null;
  const name =
    binding?.kind === 'variable'
      ? staticName(ts.getNameOfDeclaration(binding.declaration) as ts.PropertyName | undefined)
      : binding?.kind === 'access'
        ? binding.text
        : null;
  return /episode|generation|game/i.exec(name ?? '')?.[0].toLowerCase() ?? null;
}

/** What the head of a loop begins to count at; 0 where it does not say. */
export function startOf({ initializer }: ts.ForStatement): number {
  const [first] =
    initializer !== undefined && ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  const start = first?.initializer === undefined ? null : unwrap(first.initializer);
  return start !== null && ts.isNumericLiteral(start) ? Number(start.text) : 0;
}
