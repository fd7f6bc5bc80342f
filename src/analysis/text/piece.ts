import ts from 'typescript';
import type { Position } from '../../protocol/text';
import { repair } from './repair';

/** What the parse of a text depends on beside the text. */
export interface Dialect {
  readonly fileName: string;
  /** Undefined when the file's name tells it. */
  readonly scriptKind: ts.ScriptKind | undefined;
}

/** What of the compiler's nodes is read-only for users of a parse, and moves with the text. */
type Movable = { -readonly [Name in 'pos' | 'end']: number };

/** A stretch of a text that is parsed by itself, whose nodes stand where it stands in the text. */
export class Piece {
  private offset = 0;
  private movable: readonly Movable[] | null = null;

  private constructor(
    /** The text as the person has it. */
    readonly text: string,
    private readonly source: ts.SourceFile,
    /** Where it has syntax errors or wants something, from its own beginning. */
    readonly faults: readonly Position[],
    /** The brackets and backticks without a partner, in their order. */
    readonly unmatched: string,
  ) {}

  /**
   * Parses a piece; half-typed code is repaired first.
   * @param previous the piece in whose place it is, which must not be used any more afterwards.
   */
  static parse(text: string, dialect: Dialect, previous: Piece | null): Piece {
    previous?.moveTo(0, previous.source);
    const source = parseSource(text, dialect, previous?.source ?? null);
    const errors = syntaxErrors(source);
    if (errors.length === 0) {
      return new Piece(text, source, [], '');
    }
    const repaired = repair(text, source.languageVariant);
    const faults = [...errors, ...repaired.places].map((at) => source.getLineAndCharacterOfPosition(at));
    const better = repaired.text === text ? source : parseSource(repaired.text, dialect, source);
    return new Piece(text, better, faults, repaired.unmatched);
  }

  /** The text that was parsed. */
  get repaired(): string {
    return this.source.text;
  }

  get statements(): readonly ts.Statement[] {
    return this.source.statements;
  }

  get lineBreaks(): number {
    return this.source.getLineStarts().length - 1;
  }

  /** Moves all nodes to where the piece begins in a file. */
  moveTo(offset: number, file: ts.SourceFile): void {
    const distance = offset - this.offset;
    if (distance !== 0) {
      this.movable ??= nodesOf(this.source);
      for (const range of this.movable) {
        range.pos += distance;
        range.end += distance;
      }
      this.offset = offset;
    }
    for (const statement of this.statements) {
      (statement as { parent: ts.Node }).parent = file;
    }
  }
}

/** The pieces of texts, those taken over from before that an edit left alone. */
export function reparsed(
  texts: readonly string[],
  before: readonly Piece[],
  dialect: Dialect,
): readonly Piece[] {
  const shorter = Math.min(texts.length, before.length);
  let start = 0;
  while (start < shorter && texts[start] === before[start]?.text) {
    start += 1;
  }
  let tail = 0;
  while (tail < shorter - start && texts.at(-1 - tail) === before.at(-1 - tail)?.text) {
    tail += 1;
  }
  const changed = texts.slice(start, texts.length - tail);
  const gone = before.slice(start, before.length - tail);
  const replaced = changed.length === 1 && gone.length === 1 ? (gone[0] ?? null) : null;
  return [
    ...before.slice(0, start),
    ...changed.map((text) => Piece.parse(text, dialect, replaced)),
    ...before.slice(before.length - tail),
  ];
}

/** All nodes and lists of nodes of a file below it. */
function nodesOf(source: ts.SourceFile): readonly Movable[] {
  const nodes: ts.Node[] = [];
  const found: Movable[] = [];
  const note = (range: ts.ReadonlyTextRange): void => {
    found.push(range);
  };
  const noteNode = (node: ts.Node): void => {
    note(node);
    nodes.push(node);
  };
  const noteList = (list: ts.NodeArray<ts.Node>): void => {
    note(list);
    list.forEach(noteNode);
  };
  noteList(source.statements);
  // A list that grows while it is walked: code may be nested deeper than calls may be.
  for (const node of nodes) {
    ts.forEachChild(node, noteNode, noteList);
  }
  return found;
}

function parseSource(
  text: string,
  { fileName, scriptKind }: Dialect,
  previous: ts.SourceFile | null,
): ts.SourceFile {
  if (previous !== null && previous.fileName === fileName) {
    return ts.updateSourceFile(previous, text, changeBetween(previous.text, text));
  }
  return ts.createSourceFile(
    fileName,
    text,
    {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      setExternalModuleIndicator: readAsModule,
    },
    true,
    scriptKind,
  );
}

/** A piece does not tell whether its file is a module, on which the meaning of `await` at the top level hangs: in a script it has none. */
function readAsModule(source: ts.SourceFile): void {
  Object.assign(source, { externalModuleIndicator: true });
}

/** Characters that are compared at once before they are looked at one by one. */
const STRIDE = 512;

/** The one stretch in which two texts differ. */
function changeBetween(before: string, after: string): ts.TextChangeRange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (
    start + STRIDE <= shorter &&
    before.slice(start, start + STRIDE) === after.slice(start, start + STRIDE)
  ) {
    start += STRIDE;
  }
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start += 1;
  }
  let tail = 0;
  while (
    tail + STRIDE <= shorter - start &&
    before.slice(before.length - tail - STRIDE, before.length - tail) ===
      after.slice(after.length - tail - STRIDE, after.length - tail)
  ) {
    tail += STRIDE;
  }
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return ts.createTextChangeRange(
    ts.createTextSpanFromBounds(start, before.length - tail),
    after.length - tail - start,
  );
}

/** The offsets of the syntax errors. */
function syntaxErrors(sourceFile: ts.SourceFile): readonly number[] {
  // Not part of the typed interface, though every parse has it; asking a program instead would bind the file first.
  const { parseDiagnostics } = sourceFile as ts.SourceFile & {
    readonly parseDiagnostics?: readonly { readonly start: number }[];
  };
  return (parseDiagnostics ?? []).map(({ start }) => start);
}
