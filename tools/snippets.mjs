import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const folder = path.join(path.dirname(import.meta.dirname), 'snippets');
const source = path.join(folder, 'own.typescript.json');
const target = path.join(folder, 'own.javascript.json');

/** @typedef {{ prefix: string, description: string, body: string[] }} Snippet */

/**
 * The snippets for JavaScript: those for TypeScript less what only the type checker reads.
 *
 * @returns {Promise<string>} The text of the file that holds them.
 */
export async function javaScriptSnippets() {
  /** @type {Record<string, Snippet>} */
  const snippets = JSON.parse(await readFile(source, 'utf8'));
  const derived = Object.entries(snippets).map(([name, snippet]) => [
    name,
    { ...snippet, body: withoutTypes(snippet.body.join('\n')).split('\n') },
  ]);
  return `${JSON.stringify(Object.fromEntries(derived), null, 2)}\n`;
}

/**
 * @param {string} body A snippet, tab stops and all.
 * @returns {string} The same without annotations and modifiers, everything else as it was, character by character.
 */
function withoutTypes(body) {
  /** @type {string[]} */
  const tabStops = [];
  // A tab stop parses as a name does, wherever one may stand.
  const code = body.replace(
    /\$\{\d+[:|][^}]*\}|\$\d+/g,
    (tabStop) => `tab_stop_${tabStops.push(tabStop) - 1}_`,
  );
  const file = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.Latest, true);
  /** @type {[from: number, to: number][]} */
  const erased = [];
  visit(file);
  const kept = erased
    .sort(([a], [b]) => b - a)
    .reduce((text, [from, to]) => text.slice(0, from) + text.slice(to), code);
  return kept.replace(/tab_stop_(\d+)_/g, (_, index) => tabStops[Number(index)] ?? '');

  /** @param {ts.Node} node */
  function visit(node) {
    if ((ts.isParameter(node) || ts.isPropertyDeclaration(node)) && node.type !== undefined) {
      erased.push([node.name.end, node.type.end]);
    } else if (ts.isFunctionLike(node) && node.type !== undefined) {
      const parenthesis = node.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.CloseParenToken);
      erased.push([parenthesis?.end ?? node.type.pos, node.type.end]);
    }
    for (const modifier of ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []) {
      const typesOnly =
        modifier.kind === ts.SyntaxKind.OverrideKeyword || modifier.kind === ts.SyntaxKind.ReadonlyKeyword;
      if (typesOnly) erased.push([modifier.getStart(file), modifier.end + 1]);
    }
    ts.forEachChild(node, visit);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(target, await javaScriptSnippets());
}
