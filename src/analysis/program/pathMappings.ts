import ts from 'typescript';
import { type FileSource, resolveRelative } from './modules';

/** The `paths` of the tsconfig that a document falls under. */
export interface PathMappings {
  /** The uri that targets are relative to. */
  readonly base: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** Whether names without a mapping are looked for below the base too (`baseUrl`). */
  readonly fromBase: boolean;
}

/** Chains of `extends` longer than this are taken to be cyclic. */
const MOST_PARENTS = 8;

/** Looks for the nearest tsconfig.json or jsconfig.json above a document and reads the mappings in it. */
export async function findPathMappings(uri: string, files: FileSource): Promise<PathMappings | null> {
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

async function readMappings(
  configUri: string,
  text: string,
  files: FileSource,
  parents: number,
): Promise<PathMappings | null> {
  const { config } = ts.parseConfigFileTextToJson(configUri, text) as { config?: TsConfig };
  const { paths, baseUrl } = config?.compilerOptions ?? {};
  if (paths !== undefined || typeof baseUrl === 'string') {
    return {
      base: resolveRelative(configUri, typeof baseUrl === 'string' ? baseUrl : '.'),
      paths: Object.fromEntries(
        Object.entries(paths ?? {}).map(([pattern, targets]) => [pattern, textsIn(targets)]),
      ),
      fromBase: typeof baseUrl === 'string',
    };
  }
  const [parent] = textsIn([config?.extends].flat());
  if (parent === undefined || !parent.startsWith('.') || parents === 0) {
    return null;
  }
  const parentUri = resolveRelative(configUri, parent.endsWith('.json') ? parent : `${parent}.json`);
  const parentText = await files.read(parentUri);
  return parentText === null ? null : readMappings(parentUri, parentText, files, parents - 1);
}

/** What a tsconfig may say, which a person may be typing. */
interface TsConfig {
  readonly extends?: unknown;
  readonly compilerOptions?: {
    readonly baseUrl?: unknown;
    readonly paths?: Readonly<Record<string, unknown>>;
  };
}

function textsIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}

/** The uris that a bare specifier is mapped to, without extensions; empty when it is a package's name. */
export function mappedUris(specifier: string, mappings: PathMappings | null): readonly string[] {
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
function matchPattern(pattern: string, specifier: string): string | null {
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
