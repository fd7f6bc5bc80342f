import type { DefinitionSummary, FileSummary } from '../../protocol/workspaceIndex';

/**
 * The files that hold schedules of which all words of a filter tell: by their name, kind, rates or sentence, or by the path
 * of their file. In the order of their paths.
 * @param pathOf how a person calls a file.
 */
export function filtered(
  files: Iterable<FileSummary>,
  filter: string,
  pathOf: (uri: string) => string,
): readonly FileSummary[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const shown: (readonly [path: string, file: FileSummary])[] = [];
  for (const file of files) {
    const path = pathOf(file.uri);
    const definitions = file.definitions.filter((one) => {
      const text = textOf(one, path);
      return words.every((word) => text.includes(word));
    });
    if (definitions.length > 0) shown.push([path, { ...file, definitions }]);
  }
  return shown.sort(([a], [b]) => comparePaths(a, b)).map(([, file]) => file);
}

function textOf({ name, kind, rates, sentence }: DefinitionSummary, path: string): string {
  return [name, kind, rates, sentence, path].join('\n').toLowerCase();
}

/** The same in every locale. */
function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many schedules files hold. */
export function countOf(files: Iterable<FileSummary>): number {
  let count = 0;
  for (const { definitions } of files) count += definitions.length;
  return count;
}
