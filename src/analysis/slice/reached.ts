import type ts from 'typescript';
import type { OpenValues } from './openValues';
import type { Piece } from './pieces';
import type { TrainingPart } from '../replay/training';
import type { RootContext } from './rootContext';

/** Something a module of the slice imports under a name of its own. */
export type Import =
  | { readonly kind: 'external'; readonly specifier: string; readonly name: string }
  | { readonly kind: 'piece'; readonly piece: Piece; readonly declaration: ts.Declaration }
  /** A local namespace; its members are added as they are used. */
  | { readonly kind: 'namespace'; readonly members: Map<string, Import> };

/** What one file contributes to a slice. */
export interface ReachedFile {
  readonly file: ts.SourceFile;
  readonly pieces: Set<Piece>;
  /** Those of the pieces that are used as a whole somewhere, rather than for their members alone. */
  readonly whole: Set<Piece>;
  readonly imports: Map<string, Import>;
  /** Names whose values are given from outside and shadow whatever declares them. */
  readonly given: Set<string>;
  readonly standIns: Set<string>;
  /** Names that stand for a part of the stand-in training. */
  readonly training: Map<string, TrainingPart>;
  /** Members of classes that surround what is kept, used through `this`. */
  readonly thisMembers: Map<ts.ClassLikeDeclaration, Set<string>>;
}

/** An import that leads nowhere. */
export interface AbsentImport {
  readonly specifier: string;
  readonly name: string;
  readonly node: ts.Node;
}

/** Everything a schedule needs. */
export interface Reach {
  readonly files: ReadonlyMap<ts.SourceFile, ReachedFile>;
  readonly missing: ReadonlySet<string>;
  readonly absent: readonly AbsentImport[];
  /** Methods and accessors of kept classes that nothing kept uses. */
  readonly dropped: ReadonlySet<ts.ClassElement>;
  readonly usesTensors: boolean;
  readonly open: OpenValues;
  /** Given values that the root calls its function with. */
  readonly called: ReadonlySet<string>;
  readonly context: RootContext;
  /** Names of members that kept code mentions. */
  readonly mentioned: ReadonlySet<string>;
}

/** What a file contributes before anything of it is reached. */
export function emptyFile(file: ts.SourceFile): ReachedFile {
  return {
    file,
    pieces: new Set(),
    whole: new Set(),
    imports: new Map(),
    given: new Set(),
    standIns: new Set(),
    training: new Map(),
    thisMembers: new Map(),
  };
}
