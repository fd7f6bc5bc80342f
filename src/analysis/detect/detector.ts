import type ts from 'typescript';
import type { DefinitionKind, IndexUnit } from '../../protocol/definition';
import type { SliceForm } from '../../protocol/slice';
import type { LoadedProgram } from '../program/project';

/** What yields the schedule when it is run. */
export type Root =
  /** The value of an expression. */
  | { readonly kind: 'expression'; readonly expression: ts.Expression }
  /** An instance of a class, made with what its constructor asks for. */
  | { readonly kind: 'instance'; readonly declaration: ts.ClassLikeDeclaration };

/** A definition as a detector finds it. It outlasts edits elsewhere, so it holds only nodes that names lead to from its own. */
export interface Found {
  readonly kind: DefinitionKind;
  /** The expression or declaration that is the definition. */
  readonly node: ts.Node;
  readonly root: Root;
  readonly form: SliceForm;
  readonly index: IndexUnit;
  /** The class or factory that computes it; null for a function. */
  readonly schedule: string | null;
  /** The constructor, factory or callee in the source. */
  readonly constructorNode: ts.Node | null;
}

/**
 * Recognises one kind of definition. Shares the one walk over the tree with the others, and is asked again only when the
 * top-level statement around a node has changed, or one that declares or writes a name which it leads to. So it looks at
 * nothing but that statement and what `bindingOf`, `constantOf` and their like find from there: never at the statements
 * beside it, and of the program's faults only at `isHalfTyped`.
 */
export interface Detector {
  /** @returns the definition that `node` is, or null. */
  readonly visit: (node: ts.Node, program: LoadedProgram) => Found | null;
}
