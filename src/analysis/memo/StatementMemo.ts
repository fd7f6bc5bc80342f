import type ts from 'typescript';
import type { Position } from '../../protocol/text';
import { positionAt } from '../program/place';
import type { LoadedProgram } from '../program/project';
import type { Surveyor } from './survey';

/** An import that was followed, and the file it led to. */
interface Followed {
  readonly specifier: string;
  readonly fromUri: string;
  readonly file: ts.SourceFile | null;
}

/** What was asked of a program beside the names of its main file, in the order it was asked. */
interface Asked {
  readonly imports: Map<string, Followed>;
  /** Whether the text was half-typed, where that was asked; null where it was not. */
  halfTyped: boolean | null;
}

interface Kept<T> {
  readonly things: readonly T[];
  readonly asked: Asked;
  /** Where the statements stood that things were derived from; empty where there are none. */
  readonly places: ReadonlyMap<ts.Statement, Position>;
}

/** Derives things from one statement and from what the names in it lead to, and looks at nothing else of the file. */
export type Derive<T> = (statement: ts.Statement, program: LoadedProgram) => readonly T[];

/**
 * Keeps what was derived from the top-level statements of one document, from one of its texts to the next. What was
 * derived from a statement is given up when the statement is another or has moved, when that is so of one that declares or
 * writes a name which it mentions, be it by way of further ones, and when an import leads to another file or text.
 */
export class StatementMemo<T> {
  private kept: ReadonlyMap<ts.Statement, Kept<T>> = new Map();

  constructor(private readonly surveyor: Surveyor) {}

  /**
   * What is derived from the statements of a program's main file, in their order.
   * @param holds whether a thing is still what would be derived, as far as that hangs on more than the source.
   * @param most of the statements behind so many things nothing is derived.
   */
  derived(
    program: LoadedProgram,
    derive: Derive<T>,
    holds: (thing: T) => boolean,
    most = Number.POSITIVE_INFINITY,
  ): readonly T[] {
    const { main } = program;
    const outdated = this.outdated(main.statements);
    const links = new Links(main.statements, this.surveyor);
    const kept = new Map<ts.Statement, Kept<T>>();
    let count = 0;
    for (const statement of main.statements) {
      if (count >= most) {
        break;
      }
      const known = outdated.has(statement) ? undefined : this.kept.get(statement);
      const isGood =
        known !== undefined &&
        answersAlike(program, known.asked) &&
        [...known.places].every(([one, place]) => isAt(one, place, main)) &&
        known.things.every(holds);
      if (isGood) {
        kept.set(statement, known);
      } else {
        const { program: asking, asked } = recording(program);
        const things = derive(statement, asking);
        const sources = things.length === 0 ? [] : links.from(statement);
        const places = new Map(sources.map((one) => [one, positionAt(main, one.getStart(main))]));
        kept.set(statement, { things, asked, places });
      }
      count += kept.get(statement)?.things.length ?? 0;
    }
    this.kept = kept;
    return [...kept.values()].flatMap(({ things }) => things);
  }

  /** The statements that are new, and those that names lead from to one that is new or gone. */
  private outdated(statements: readonly ts.Statement[]): ReadonlySet<ts.Statement> {
    const now = new Set(statements);
    const outdated = new Set(statements.filter((statement) => !this.kept.has(statement)));
    const settled = new Set(statements.filter((statement) => !outdated.has(statement)));
    const gone = [...this.kept.keys()].filter((statement) => !now.has(statement));
    let changed = this.definedBy([...outdated, ...gone]);
    while (changed.length > 0 && settled.size > 0) {
      const reached = [...settled].filter((statement) => {
        const { mentions } = this.surveyor.survey(statement);
        return changed.some((name) => mentions.has(name));
      });
      for (const statement of reached) {
        settled.delete(statement);
        outdated.add(statement);
      }
      changed = this.definedBy(reached);
    }
    return outdated;
  }

  private definedBy(statements: readonly ts.Statement[]): readonly string[] {
    return [...new Set(statements.flatMap((statement) => [...this.surveyor.survey(statement).defines]))];
  }
}

/** Which statements of a file the names in others lead to. */
class Links {
  private defining: ReadonlyMap<string, readonly ts.Statement[]> | null = null;

  constructor(
    private readonly statements: readonly ts.Statement[],
    private readonly surveyor: Surveyor,
  ) {}

  /** A statement and all that its names lead to. */
  from(statement: ts.Statement): readonly ts.Statement[] {
    const reached = new Set([statement]);
    // A set that grows while it is walked: each statement once, whatever order they were found in.
    for (const one of reached) {
      for (const name of this.surveyor.survey(one).mentions) {
        for (const other of this.definers().get(name) ?? []) {
          reached.add(other);
        }
      }
    }
    return [...reached];
  }

  private definers(): ReadonlyMap<string, readonly ts.Statement[]> {
    if (this.defining === null) {
      const defining = new Map<string, ts.Statement[]>();
      for (const statement of this.statements) {
        for (const name of this.surveyor.survey(statement).defines) {
          const known = defining.get(name);
          if (known === undefined) {
            defining.set(name, [statement]);
          } else {
            known.push(statement);
          }
        }
      }
      this.defining = defining;
    }
    return this.defining;
  }
}

function isAt(statement: ts.Statement, place: Position, file: ts.SourceFile): boolean {
  const { line, character } = positionAt(file, statement.getStart(file));
  return line === place.line && character === place.character;
}

/** Whether a program gives the answers that were given before. Follows the imports again, so that they count as followed. */
function answersAlike(program: LoadedProgram, { imports, halfTyped }: Asked): boolean {
  return (
    (halfTyped === null || halfTyped === program.isHalfTyped()) &&
    // Up to the first other answer the same would be asked anew; what was asked after it may not be asked any more.
    [...imports.values()].every(
      ({ specifier, fromUri, file }) => program.resolve(specifier, fromUri) === file,
    )
  );
}

/** A program that notes what it is asked. */
function recording(program: LoadedProgram): { readonly program: LoadedProgram; readonly asked: Asked } {
  const asked: Asked = { imports: new Map(), halfTyped: null };
  return {
    asked,
    program: {
      ...program,
      isHalfTyped: () => {
        asked.halfTyped = program.isHalfTyped();
        return asked.halfTyped;
      },
      resolve: (specifier, fromUri) => {
        const file = program.resolve(specifier, fromUri);
        asked.imports.set(`${fromUri}\n${specifier}`, { specifier, fromUri, file });
        return file;
      },
    },
  };
}
