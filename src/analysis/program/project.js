import { isSourceFileName, parse } from '../text/parse';
import { candidateUris, isRelative, moduleKind, resolveRelative } from './modules';
import { NameTable } from './names';
import { findPathMappings, mappedUris } from './pathMappings';
/** Rounds of reading further files: each follows an import one file deeper. */
const MOST_ROUNDS = 24;
/** The most files read for one document. */
const MOST_FILES = 200;
/**
 * Builds programs for documents, reading other files only where a name that matters leads to them. Parses are kept from
 * one call to the next, so that a keystroke costs the parse of what it changed.
 */
export class Project {
  files;
  parsed = new Map();
  constructor(files) {
    this.files = files;
  }
  /**
   * Runs `visit` over a document's program, again each time that it asked for files that could then be read, and returns
   * its last result. `visit` must not keep nodes: the next call may re-use their parse.
   */
  async withProgram(uri, text, visit) {
    const loaded = new Map([[uri, this.parse(uri, text)]]);
    const resolutions = new Map();
    const names = new NameTable();
    const asked = new Set();
    let mappings = null;
    for (let round = 0; ; round += 1) {
      const wanted = [];
      const result = visit(this.program(uri, loaded, resolutions, names, asked, wanted));
      const open = wanted.filter(({ specifier, from }) => !resolutions.has(key(specifier, from)));
      if (open.length === 0 || round === MOST_ROUNDS || loaded.size > MOST_FILES) {
        return result;
      }
      mappings ??= open.some(({ specifier }) => !isRelative(specifier))
        ? findPathMappings(uri, this.files)
        : null;
      const known = await mappings;
      await Promise.all(
        open.map(async ({ specifier, from }) => {
          resolutions.set(key(specifier, from), await this.load(specifier, from, known, loaded, asked));
        }),
      );
    }
  }
  /** Forgets what is kept for a document that is no longer looked at. */
  forget(uri) {
    this.parsed.delete(uri);
  }
  async load(specifier, from, mappings, loaded, asked) {
    const targets = isRelative(specifier)
      ? [resolveRelative(from, specifier)]
      : mappedUris(specifier, mappings);
    for (const candidate of targets.flatMap(candidateUris)) {
      if (loaded.has(candidate)) {
        return candidate;
      }
      asked.add(candidate);
      const text = isSourceFileName(candidate) ? await this.files.read(candidate) : null;
      if (text !== null) {
        loaded.set(candidate, this.parse(candidate, text));
        return candidate;
      }
    }
    return null;
  }
  parse(uri, text) {
    const parsed = parse(uri, text, this.parsed.get(uri) ?? null);
    this.parsed.set(uri, parsed);
    return parsed;
  }
  program(uri, loaded, resolutions, names, asked, wanted) {
    const main = loaded.get(uri);
    if (main === undefined) {
      throw new Error(`the program of ${uri} lacks its own document`);
    }
    return {
      main: main.sourceFile,
      names,
      dependencies: [...asked],
      faults: main.faults,
      resolve: (specifier, from) => {
        const resolution = resolutions.get(key(specifier, from.fileName));
        if (resolution === undefined && moduleKind(specifier) === 'external') {
          wanted.push({ specifier, from: from.fileName });
        }
        return resolution == null ? null : (loaded.get(resolution)?.sourceFile ?? null);
      },
      isLocal: (specifier, from) =>
        isRelative(specifier) || resolutions.get(key(specifier, from.fileName)) != null,
    };
  }
}
function key(specifier, from) {
  return `${from}\n${specifier}`;
}
