import type ts from 'typescript';
import type { Position } from '../../protocol/text';
import { isSourceFileName, parse, type ParsedText } from '../text/parse';
import { candidateUris, type FileSource, isRelative, moduleKind, resolveRelative } from './modules';
import type { NameTable } from './names';
import { findPathMappings, mappedUris, type PathMappings } from './pathMappings';

/** The files that one document's analysis has read so far, as a program whose names can be asked for. */
export interface LoadedProgram {
  readonly main: ts.SourceFile;
  readonly names: NameTable;
  /** Where the text of the main document has syntax errors. */
  readonly faults: readonly Position[];
  /** Whether it has any. */
  readonly isHalfTyped: () => boolean;
  /** The local file a specifier leads to, when it has been read; asking for one that has not makes it wanted. */
  readonly resolve: (specifier: string, fromUri: string) => ts.SourceFile | null;
  /** Whether a specifier leads to local files by its form, be they there or not. */
  readonly isLocal: (specifier: string, fromUri: string) => boolean;
  /** The uris of the files that were read, or looked for in vain, for what was resolved so far. */
  readonly dependencies: () => readonly string[];
}

/** An import whose file is asked for in a program. */
interface Wanted {
  readonly specifier: string;
  readonly fromUri: string;
}

/** Where an import leads. */
interface Resolution {
  /** Null when no local file answers to it. */
  readonly uri: string | null;
  /** The files that were read or looked for to find out. */
  readonly asked: readonly string[];
}

/** What is known of a document's imports while it is analysed. */
interface Imports {
  /** Texts, not parses: while files are read, another document's analysis may re-use the parse of a file for a newer text. */
  readonly texts: Map<string, string>;
  readonly resolutions: Map<string, Resolution>;
  /** The mappings of its tsconfig, and the files that were read or looked for to find them. */
  mappings: Promise<{ readonly found: PathMappings | null; readonly asked: readonly string[] }> | null;
  mappingFiles: readonly string[];
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
  /** What the last look at a document resolved: in all likelihood the next one needs the same. */
  private readonly resolvedLast = new Map<string, readonly Wanted[]>();

  constructor(
    private readonly files: FileSource,
    private readonly names: NameTable,
  ) {}

  /**
   * Runs `visit` over a document's program, again each time that it asked for files that could then be read, and returns
   * its last result. What `visit` keeps of a top-level statement stays good for as long as that very node is among the
   * statements of its file; other nodes must not be kept, since the next call may re-use their parse.
   */
  async withProgram<T>(
    uri: string,
    text: string,
    language: string | null,
    visit: (program: LoadedProgram) => T,
  ): Promise<T> {
    const imports: Imports = {
      texts: new Map([[uri, text]]),
      resolutions: new Map(),
      mappings: null,
      mappingFiles: [],
    };
    const likely = this.resolvedLast.get(uri) ?? [];
    if (likely.length > 0) {
      await this.load(likely, uri, imports);
    }
    for (let round = 0; ; round += 1) {
      const resolved = new Map<string, Wanted>();
      const result = visit(this.program(uri, language, imports, resolved));
      const open = [...resolved].filter(([name]) => !imports.resolutions.has(name)).map(([, one]) => one);
      if (open.length === 0 || round === MOST_ROUNDS || imports.texts.size > MOST_FILES) {
        this.resolvedLast.set(uri, [...resolved.values()]);
        return result;
      }
      await this.load(open, uri, imports);
    }
  }

  /** Forgets what is kept for a document that is no longer looked at. */
  forget(uri: string): void {
    this.parsed.delete(uri);
    this.resolvedLast.delete(uri);
  }

  private parse(uri: string, text: string, language: string | null): ParsedText {
    const parsed = parse(uri, text, language, this.parsed.get(uri) ?? null);
    this.parsed.set(uri, parsed);
    return parsed;
  }

  private program(
    uri: string,
    language: string | null,
    { texts, resolutions, mappingFiles }: Imports,
    resolved: Map<string, Wanted>,
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
      names: this.names,
      faults: main.faults,
      isHalfTyped: () => main.faults.length > 0,
      resolve: (specifier, fromUri) => {
        if (moduleKind(specifier) === 'external') {
          resolved.set(key(specifier, fromUri), { specifier, fromUri });
        }
        const target = resolutions.get(key(specifier, fromUri))?.uri;
        return target == null ? null : (parses.get(target)?.sourceFile ?? null);
      },
      isLocal: (specifier, fromUri) =>
        isRelative(specifier) || resolutions.get(key(specifier, fromUri))?.uri != null,
      dependencies: () => {
        const asked = [...resolved.keys()].flatMap((name) => resolutions.get(name)?.asked ?? []);
        const mapped = [...resolved.values()].some(({ specifier }) => !isRelative(specifier));
        const others = new Set([...asked, ...(mapped ? mappingFiles : [])]);
        others.delete(uri);
        return [...others];
      },
    };
  }

  private async load(wanted: readonly Wanted[], uri: string, imports: Imports): Promise<void> {
    if (wanted.some(({ specifier }) => !isRelative(specifier))) {
      imports.mappings ??= this.mappingsOf(uri);
    }
    const mappings = await imports.mappings;
    imports.mappingFiles = mappings?.asked ?? [];
    await Promise.all(
      wanted.map(async ({ specifier, fromUri }) => {
        const resolution = await findFile(
          specifier,
          fromUri,
          mappings?.found ?? null,
          imports.texts,
          this.files,
        );
        imports.resolutions.set(key(specifier, fromUri), resolution);
      }),
    );
  }

  private async mappingsOf(
    uri: string,
  ): Promise<{ readonly found: PathMappings | null; readonly asked: readonly string[] }> {
    const asked: string[] = [];
    const found = await findPathMappings(uri, {
      read: (other) => {
        asked.push(other);
        return this.files.read(other);
      },
    });
    return { found, asked };
  }
}

async function findFile(
  specifier: string,
  fromUri: string,
  mappings: PathMappings | null,
  texts: Map<string, string>,
  files: FileSource,
): Promise<Resolution> {
  const targets = isRelative(specifier)
    ? [resolveRelative(fromUri, specifier)]
    : mappedUris(specifier, mappings);
  const asked: string[] = [];
  for (const candidate of targets.flatMap(candidateUris)) {
    if (isSourceFileName(candidate)) {
      asked.push(candidate);
    }
    if (texts.has(candidate)) {
      return { uri: candidate, asked };
    }
    const text = isSourceFileName(candidate) ? await files.read(candidate) : null;
    if (text !== null) {
      texts.set(candidate, text);
      return { uri: candidate, asked };
    }
  }
  return { uri: null, asked };
}

function key(specifier: string, fromUri: string): string {
  return `${fromUri}\n${specifier}`;
}
