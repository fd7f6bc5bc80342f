import type ts from 'typescript';
import type { DefinitionKind, IndexUnit } from '../../protocol/definition';
import type { SliceForm } from '../../protocol/slice';
import type { LoadedProgram } from '../program/project';
import type { DefinitionName } from './naming';
import type { RateFunction } from './rateBody';

/** What yields the schedule when it is run. */
export type Root =
  /** The value of an expression. */
  | { readonly kind: 'expression'; readonly expression: ts.Expression }
  /** An instance of a class, made with what its constructor asks for. */
  | { readonly kind: 'instance'; readonly declaration: ts.ClassLikeDeclaration }
  | FunctionRoot
  | StatementsRoot
  | TextRoot
  | ReplayRoot
  /** Nothing can be run; why, in words that read on from the definition's name. */
  | { readonly kind: 'nothing'; readonly node: ts.Node; readonly reason: string };

/** Where a function or a stretch of code takes its index from. */
export type IndexBinding =
  /** A parameter, by its position. */
  | { readonly kind: 'argument'; readonly position: number }
  /** A property of a parameter that is an object. */
  | { readonly kind: 'member'; readonly position: number; readonly member: string }
  /** A variable or a parameter around the code; its first value is `start`. */
  | { readonly kind: 'variable'; readonly declaration: ts.Declaration; readonly start: number }
  /** A member of an object that counts, such as `this.stepCount`; its first value is `start`. */
  | { readonly kind: 'access'; readonly text: string; readonly start: number }
  /** The code counts by itself: each run of it is one step. */
  | { readonly kind: 'none' };

/** The index of a piece of code. */
export interface IndexedBy {
  readonly unit: IndexUnit;
  readonly binding: IndexBinding;
  /** Whether it runs from 0 to 1 over the horizon. */
  readonly isProgress: boolean;
}

/** A function of the index, called with what its other parameters ask for. */
export interface FunctionRoot {
  readonly kind: 'function';
  readonly fn: RateFunction;
  readonly index: IndexedBy;
  /** The function that makes the rate function: that is then what `fn` returns, with the index among its parameters. */
  readonly made: ts.SignatureDeclaration | null;
  /** The position of the parameter that takes the rate before; null when none does. */
  readonly previousRate: number | null;
}

/** A function that statements call to give the rate its value. */
export interface CalledThrough {
  readonly calls: readonly ts.CallExpression[];
  /** The statements of the function. */
  readonly body: readonly ts.Node[];
}

/** What ends a run of repeated code early, as far as that can be known. */
export interface RunEnds {
  /** The `return`, `continue` and `break` that do. */
  readonly exits: ReadonlySet<ts.Node>;
  /** Parts of their conditions that cannot be known, and what they are taken to be for the run to go on. */
  readonly assumed: ReadonlyMap<ts.Node, boolean>;
}

/** Statements that assign the rate, run once for each index. */
export interface StatementsRoot {
  readonly kind: 'statements';
  /** The node in whose scope the statements run. */
  readonly anchor: ts.Node;
  readonly statements: readonly ts.Node[];
  /** The variable or member that holds the rate; null when `value` is the rate itself. */
  readonly target: ts.Expression | ts.BindingName | null;
  readonly value: ts.Expression | null;
  /** What has to hold for an optimizer to be given the rate; else it stays as it was. */
  readonly conditions: readonly ts.Expression[];
  /** What may end a run before the rate is given its value. */
  readonly ends: RunEnds;
  /** Whether an optimizer keeps the rate that it has where a run gives it none. */
  readonly stays: boolean;
  /** The function that gives the rate its value, where the statements call it; null where they do so themselves. */
  readonly through: CalledThrough | null;
  readonly index: IndexedBy;
  /** Whether the rate is what the target holds before the statements run. */
  readonly before: boolean;
}

/** A program of our own with arguments copied from the source: what a phantom API would be, made by our library. */
export interface TextRoot {
  readonly kind: 'text';
  readonly node: ts.Node;
  readonly parts: readonly (string | ts.Expression)[];
  readonly parameters: readonly { readonly name: string; readonly node: ts.Expression }[];
}

/** A callback or a stepper, run beside a stand-in of what is trained. */
export interface ReplayRoot {
  readonly kind: 'replay';
  /** A class, of which one is made with what its constructor asks for; or an expression that gives one. */
  readonly subject: ts.ClassLikeDeclaration | ts.Expression;
  /** How the driver has it handed over. */
  readonly as: 'callback' | 'stepper';
  /** The members that are called from outside and concern the rate. */
  readonly called: readonly string[];
  /** Statements and fields that do not concern it. */
  readonly skipped: ReadonlySet<ts.Node>;
  /** Every name in the code that does. */
  readonly words: ReadonlySet<string>;
  /** Whether the rate that the optimizer is made with is seen. */
  readonly startsFromOptimizer: boolean;
  /** Whether it counts by itself when its step is not told the index. */
  readonly countsAlone: boolean;
}

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
  /** What it is called, where its node does not tell. */
  readonly name?: DefinitionName;
  /** How its rate acts, where that is not plain from the curve; words that go on after a semicolon. */
  readonly note?: string;
  /** Whether a call says what it counts: that tells more than the function's own names. */
  readonly toldByCall?: boolean;
  /** Whether only its form says that it is of rates, so that other words of its file have to say so too. */
  readonly byForm?: boolean;
  /** Functions that it only hands on: they are no definitions of their own beside it. */
  readonly covers?: readonly ts.Node[];
}

/**
 * Recognises one kind of definition. Shares the one walk over the tree with the others, and is asked again only when the
 * top-level statement around a node has changed, or one that declares or writes a name which it leads to. So it looks at
 * nothing but that statement and what `bindingOf`, `constantOf` and their like find from there: never at the statements
 * beside it, and of the program's faults only at `isHalfTyped`.
 */
export interface Detector {
  /** The kinds of nodes that it looks at; all of them when it does not say. */
  readonly kinds?: readonly ts.SyntaxKind[];
  /** @returns the definition that `node` is, or null. */
  readonly visit: (node: ts.Node, program: LoadedProgram) => Found | null;
}
