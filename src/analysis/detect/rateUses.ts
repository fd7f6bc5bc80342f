import ts from 'typescript';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import type { LoadedProgram } from '../program/project';
import { partOfName } from '../replay/training';
import { isArithmetic, some, staticNameOf } from './arithmetic';
import type { IndexBinding } from './detector';
import { functionName } from './functionNames';
import { assignmentAt, type RateAssignment } from './rateAssignment';
import { isSameTarget, type RateGroup } from './rateGroup';
import type { Repeated } from './repeated';

const TRAINS = /^(?:fit|fitDataset|trainOnBatch|minimize|applyGradients|train)$/;

/** Whether what the statements make of the rate is used from the next run on: in between it is used as it was. */
export function actsLater(assignment: RateAssignment, group: RateGroup, repeated: Repeated): boolean {
  if (isBeginning(repeated)) {
    return false;
  }
  const { node } = assignment;
  const uses = usesOutside(group, repeated);
  return uses.length === 0
    ? !trainsAfter(assignment, group, repeated)
    : uses.some(({ pos }) => pos < node.pos);
}

/** Whether the run of the code that gives the rate its value trains with it. */
export function actsAtOnce(assignment: RateAssignment, group: RateGroup, repeated: Repeated): boolean {
  const { node } = assignment;
  return (
    isBeginning(repeated) ||
    trainsAfter(assignment, group, repeated) ||
    usesOutside(group, repeated).some((use) => use.pos > node.pos && isComputedWith(use))
  );
}

/**
 * Whether a loop makes at the end of a run the rate that the next one trains with, as
 * `use(lr); lr = base * decay ** (i + 1)` does: the first run trains with what the variable was given before the loop.
 */
export function isForNextRun(
  assignment: RateAssignment,
  group: RateGroup,
  repeated: Repeated,
  program: LoadedProgram,
): boolean {
  const { node, target } = assignment;
  const declaration = target !== null && ts.isIdentifier(target) ? program.names.lookUp(target) : null;
  if (
    group.isFresh ||
    declaration === null ||
    !ts.isVariableDeclaration(declaration) ||
    declaration.initializer === undefined
  ) {
    return false;
  }
  const uses = usesOutside(group, repeated).filter(isComputedWith);
  return (
    uses.length > 0 && uses.every(({ pos }) => pos < node.pos) && !trainsAfter(assignment, group, repeated)
  );
}

/** Whether a node gives an optimizer its rate. */
export function givesOptimizer(node: ts.Node): boolean {
  const assignment = ts.isBinaryExpression(node) || ts.isCallExpression(node) ? assignmentAt(node) : null;
  const target = assignment?.target;
  return (
    assignment !== null &&
    (target == null
      ? ts.isCallExpression(node)
      : ts.isPropertyAccessExpression(target) &&
        partOfName(staticNameOf(target.expression) ?? '') === 'optimizer')
  );
}

function isBeginning({ owner }: Repeated): boolean {
  return isFunctionScope(owner) && /begin$/i.test(functionName(owner) ?? '');
}

function usesOutside(group: RateGroup, { body }: Repeated): readonly ts.Node[] {
  const target = group.writers[0]?.target;
  const uses: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    const isUse = target != null && isSameTarget(one, target);
    if (isUse && !group.statements.some((statement) => contains(statement, one))) {
      uses.push(one);
    }
    ts.forEachChild(one, visit);
  };
  ts.forEachChild(body, visit);
  return uses;
}

/** Whether a model is trained in the same run, once an optimizer has been given the rate. */
function trainsAfter({ node }: RateAssignment, { statements }: RateGroup, { body }: Repeated): boolean {
  const last = statements.at(-1) ?? node;
  const calls = (one: ts.Node): boolean =>
    one.pos >= last.end &&
    ts.isCallExpression(one) &&
    ts.isPropertyAccessExpression(one.expression) &&
    TRAINS.test(one.expression.name.text);
  return [...statements, node].some((one) => some(one, givesOptimizer)) && some(body, calls);
}

/** Whether a rate is reckoned with, rather than handed on or logged. */
function isComputedWith(use: ts.Node): boolean {
  let outer = use;
  while (ts.isParenthesizedExpression(outer.parent) || ts.isPrefixUnaryExpression(outer.parent)) {
    outer = outer.parent;
  }
  const { parent } = outer;
  return ts.isBinaryExpression(parent)
    ? isArithmetic(parent.operatorToken.kind) || (parent.right === outer && isCompound(parent))
    : ts.isCallExpression(parent) &&
        parent.arguments.some((argument) => unwrap(argument) === use) &&
        !givesOptimizer(parent) &&
        !/^(?:log|warn|info|debug|push|toFixed)$/i.test(staticNameOf(parent.expression) ?? '');
}

function isCompound({ operatorToken }: ts.BinaryExpression): boolean {
  return (
    operatorToken.kind >= ts.SyntaxKind.FirstCompoundAssignment &&
    operatorToken.kind <= ts.SyntaxKind.LastCompoundAssignment
  );
}

/** Whether a function is told the index and then makes the rate for it, rather than at its end. */
export function isToldAtFirst(binding: IndexBinding, { owner }: Repeated): boolean {
  return (
    binding.kind === 'variable' &&
    ts.isParameter(binding.declaration) &&
    binding.declaration.parent === owner &&
    isFunctionScope(owner) &&
    !/end|after|finish|complete|done/i.test(functionName(owner) ?? '')
  );
}
