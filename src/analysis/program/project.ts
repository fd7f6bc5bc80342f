import type ts from 'typescript';
import type { Position } from '../../protocol/text';
import { isSourceFileName, parse, type ParsedText } from '../text/parse';
import { candidateUris, type FileSource, isRelative, moduleKind, resolveRelative } from './modules';
import { NameTable } from './names';
import { findPathMappings, mappedUris, type PathMappings } from './pathMappings';

/** The files that one document's analysis has read so far, as a program whose names can be asked for. */
export interface LoadedProgram {
  readonly main: ts.SourceFile;
  readonly names: NameTable;
  /** The uris of the other files read so far, and of those that were looked for in vain. */
  readonly dependencies: readonly string[];
  /** Where the text of the main document has syntax errors. */
  readonly faults: readonly Position[];
  /** The local file a specifier leads to, when it has been read; asking for one that has not makes it wanted. */
  readonly resolve: (specifier: string, from: ts.SourceFile) => ts.SourceFile | null;
  /** Whether a specifier leads to local files by its form, be they there or not. */
  readonly isLocal: (specifier: string, from: ts.SourceFile) => boolean;
}

/** A file whose name is asked for in a program but that has not been read. */
interface Wanted {
  readonly specifier: string;
  readonly from: string;
}

/** Rounds of reading further files: each follows an import one file deeper. */
const MOST_ROUNDS = 24;
/** The most files read for one document. */
const MOST_FILES = 200;

/**
 * Builds programs for documents, reading other files only where a name that matters leads to them. Parses are kept from
 * one call to the next, so that a keystroke costs the parse of what it changed.
 */
export class Project {
  private readonly parsed = new Map<string, ParsedText>();

  constructor(private readonly files: FileSource) {}

  /**
   * Runs `visit` over a document's program, again each time that it asked for files that could then be read, and returns
   * its last result. `visit` must not keep nodes: the next call may re-use their parse.
   */
  async withProgram<T>(
    uri: string,
    text: string,
    language: string | null,
    visit: (program: LoadedProgram) => T,
  ): Promise<T> {
    const asked = new Set<string>();
    const files: FileSource = {
      read: (other) => {
        asked.add(other);
        return this.files.read(other);
      },
    };
    // Texts, not parses: while files are read, another document's analysis may re-use the parse of a file for a newer text.
    const texts = new Map([[uri, text]]);
    const resolutions = new Map<string, string | null>();
    let mappings: Promise<PathMappings | null> | null = null;
    for (let round = 0; ; round += 1) {
      const wanted: Wanted[] = [];
      const result = visit(this.program(uri, language, texts, resolutions, asked, wanted));
      const open = wanted.filter(({ specifier, from }) => !resolutions.has(key(specifier, from)));
      if (open.length === 0 || round === MOST_ROUNDS || texts.size > MOST_FILES) {
        return result;
      }
      mappings ??= open.some(({ specifier }) => !isRelative(specifier)) ? findPathMappings(uri, files) : null;
      const known = await mappings;
      await Promise.all(
        open.map(async ({ specifier, from }) => {
          resolutions.set(key(specifier, from), await load(specifier, from, known, texts, files));
        }),
      );
    }
  }

  /** Forgets what is kept for a document that is no longer looked at. */
  forget(uri: string): void {
    this.parsed.delete(uri);
  }

  private parse(uri: string, text: string, language: string | null): ParsedText {
    const parsed = parse(uri, text, language, this.parsed.get(uri) ?? null);
    this.parsed.set(uri, parsed);
    return parsed;
  }

  private program(
    uri: string,
    language: string | null,
    texts: ReadonlyMap<string, string>,
    resolutions: ReadonlyMap<string, string | null>,
    asked: ReadonlySet<string>,
    wanted: Wanted[],
  ): LoadedProgram {
    const parses = new Map(
      [...texts].map(([other, text]) => [other, this.parse(other, text, other === uri ? language : null)]),
    );
    const main = parses.get(uri);
    if (main === undefined) {
      throw new Error(`the program of ${uri} lacks its own document`);
    }
    return {
      main: main.sourceFile,
      names: new NameTable(),
      dependencies: [...asked],
      faults: main.faults,
      resolve: (specifier, from) => {
        const resolution = resolutions.get(key(specifier, from.fileName));
        if (resolution === undefined && moduleKind(specifier) === 'external') {
          wanted.push({ specifier, from: from.fileName });
        }
        return resolution == null ? null : (parses.get(resolution)?.sourceFile ?? null);
      },
      isLocal: (specifier, from) =>
        isRelative(specifier) || resolutions.get(key(specifier, from.fileName)) != null,
    };
  }
}

async function load(
  specifier: string,
  from: string,
  mappings: PathMappings | null,
  texts: Map<string, string>,
  files: FileSource,
): Promise<string | null> {
  const targets = isRelative(specifier)
    ? [resolveRelative(from, specifier)]
    : mappedUris(specifier, mappings);
  for (const candidate of targets.flatMap(candidateUris)) {
    if (texts.has(candidate)) {
      return candidate;
    }
    const text = isSourceFileName(candidate) ? await files.read(candidate) : null;
    if (text !== null) {
      texts.set(candidate, text);
      return candidate;
    }
  }
  return null;
}

function key(specifier: string, from: string): string {
  return `${from}\n${specifier}`;
}
