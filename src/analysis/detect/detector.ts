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

/** A definition as a detector finds it: nodes of one parse, not to be kept beyond it. */
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

/** Recognises one kind of definition. Shares the one walk over the tree with the others. */
export interface Detector {
  /** @returns the definition that `node` is, or null. */
  readonly visit: (node: ts.Node, program: LoadedProgram) => Found | null;
}
