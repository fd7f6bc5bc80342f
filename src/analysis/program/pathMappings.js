import ts from 'typescript';
import { resolveRelative } from './modules';
/** Chains of `extends` longer than this are taken to be cyclic. */
const MOST_PARENTS = 8;
/** Looks for the nearest tsconfig.json or jsconfig.json above a document and reads the mappings in it. */
export async function findPathMappings(uri, files) {
  for (
    let folder = resolveRelative(uri, '.');
    folder.split('/').length > 3;
    folder = resolveRelative(folder, '.')
  ) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const configUri = `${folder}/${name}`;
      const text = await files.read(configUri);
      if (text !== null) {
        return readMappings(configUri, text, files, MOST_PARENTS);
      }
    }
  }
  return null;
}
async function readMappings(configUri, text, files, parents) {
  const { config } = ts.parseConfigFileTextToJson(configUri, text);
  const options = config?.compilerOptions;
  if (options?.paths !== undefined || options?.baseUrl !== undefined) {
    return {
      base: resolveRelative(configUri, options.baseUrl ?? '.'),
      paths: options.paths ?? {},
      fromBase: options.baseUrl !== undefined,
    };
  }
  const parent = [config?.extends ?? []].flat()[0];
  if (parent === undefined || !parent.startsWith('.') || parents === 0) {
    return null;
  }
  const parentUri = resolveRelative(configUri, parent.endsWith('.json') ? parent : `${parent}.json`);
  const parentText = await files.read(parentUri);
  return parentText === null ? null : readMappings(parentUri, parentText, files, parents - 1);
}
/** The uris that a bare specifier is mapped to, without extensions; empty when it is a package's name. */
export function mappedUris(specifier, mappings) {
  if (mappings === null) {
    return [];
  }
  const targets = Object.entries(mappings.paths)
    .map(([pattern, values]) => ({ pattern, values, rest: matchPattern(pattern, specifier) }))
    .filter((entry) => entry.rest !== null)
    // The longest prefix wins, as in the compiler.
    .sort((a, b) => b.pattern.indexOf('*') - a.pattern.indexOf('*'))
    .flatMap(({ values, rest }) => values.map((value) => value.replace('*', rest ?? '')));
  return [...targets, ...(mappings.fromBase ? [specifier] : [])].map((target) =>
    resolveRelative(`${mappings.base}/`, target),
  );
}
/** What the star of a pattern stands for; an empty string for an exact match, null for none. */
function matchPattern(pattern, specifier) {
  const star = pattern.indexOf('*');
  if (star === -1) {
    return pattern === specifier ? '' : null;
  }
  const prefix = pattern.slice(0, star);
  const suffix = pattern.slice(star + 1);
  const fits =
    specifier.length >= prefix.length + suffix.length &&
    specifier.startsWith(prefix) &&
    specifier.endsWith(suffix);
  return fits ? specifier.slice(prefix.length, specifier.length - suffix.length) : null;
}
