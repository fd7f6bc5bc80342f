import type ts from 'typescript';
import type { FindingCode, FindingSeverity } from '../../protocol/finding';
import type { CodeStyle } from '../edits/codeStyle';
import type { Splice } from '../edits/splice';
import type { LoadedProgram } from '../program/project';

/** What a fix is written with. */
export interface FixContext {
  readonly program: LoadedProgram;
  readonly style: CodeStyle;
  /** The name that an export of the library goes by in this file; what it takes to import it is part of the fix then. */
  readonly use: (exported: string) => string;
}

/** A change of the source that does away with a finding. */
export interface Fix {
  /** What it does, as a menu says it: `Use setLearningRate`. */
  readonly title: string;
  /** Whether it keeps all that the author can have meant, so that editors may offer it first. */
  readonly isPreferred: boolean;
  readonly splices: readonly Splice[];
}

/** What a check finds. */
export interface SourceFinding {
  readonly code: FindingCode;
  /** How severe it is; null is as severe as its code. */
  readonly severity?: FindingSeverity;
  readonly message: string;
  /** The node that is marked. */
  readonly node: ts.Node;
  /** Writes the fix; absent where there is none, and it may find that there is none after all. */
  readonly fix?: (context: FixContext) => Fix | null;
}

/** A file as checks see it: its program, and the nodes that any check has an interest in. */
export interface CheckedFile {
  readonly program: LoadedProgram;
  /** Calls of `compile`, `fit` and the other methods that train, in the order of their places. */
  readonly trainingCalls: readonly ts.CallExpression[];
  /** The top-level statements that speak of a name. */
  readonly statementsWith: (name: string) => readonly ts.Statement[];
}

/**
 * Looks for one kind of mistake. `concerns` tells by the form of a node alone whether it is worth a look, and its answer is
 * kept for as long as the text around the node stays; `check` is asked again at each analysis, so that it may look at all
 * of the file.
 */
export interface Check {
  readonly kinds: readonly ts.SyntaxKind[];
  readonly concerns: (node: ts.Node) => boolean;
  readonly check: (node: ts.Node, file: CheckedFile) => readonly SourceFinding[];
}
