import ts from 'typescript';

/** Every name that a file declares, in whatever scope. */
export function declaredNames(file: ts.SourceFile): ReadonlySet<string> {
  return collect(file, (identifier) => {
    const { parent } = identifier;
    return 'name' in parent && parent.name === identifier && !ts.isPropertyAccessExpression(parent);
  });
}

/** Every name that a file speaks of. */
export function mentionedNames(file: ts.SourceFile): ReadonlySet<string> {
  return collect(file, () => true);
}

/** `name`, or with the first number from 2 on behind it that makes it one which is not taken. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) {
    return name;
  }
  for (let number = 2; ; number += 1) {
    const numbered = `${name}${number}`;
    if (!taken.has(numbered)) {
      return numbered;
    }
  }
}

function collect(file: ts.SourceFile, counts: (identifier: ts.Identifier) => boolean): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && counts(node)) {
      names.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}
