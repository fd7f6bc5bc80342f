import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, staticName, unwrap } from '../program/syntax';
import { some, staticNameOf } from './arithmetic';
import { type IndexCandidate, isNamed } from './indexOf';
import { functionName } from './functionNames';
import { isLength, isLengthParameter } from './lengths';
import { isNumberState } from './reactState';
import { isRepeating } from './repeated';
import { indexName, mentionsRate } from './vocabulary';

/** Functions that tf.js calls with what they are about. */
const HOOK = /^on(?:Epoch|Batch|Train|Step|Iteration)/;

/** Objects whose members are set once: the `steps` of a schedule's settings count nothing. */
const SETTINGS = /schedul|config|cfg|options?$|opts$|param|setting|args$/i;

/** What some code reads from around it that counts: a loop's variable, a hook's parameter, `let step`, `this.stepCount`. */
export function countersAround(code: ts.Node, program: LoadedProgram): readonly IndexCandidate[] {
  const found = new Map<string, IndexCandidate>();
  some(code, (node) => {
    const candidate = ts.isIdentifier(node)
      ? variableCounter(node, code, program)
      : ts.isPropertyAccessExpression(node)
        ? memberCounter(node)
        : null;
    if (candidate !== null && !found.has(candidate.name)) {
      found.set(candidate.name, candidate);
    }
    return false;
  });
  const all = [...found.values()];
  return [...all.filter(({ strong }) => strong), ...all.filter(({ strong }) => !strong)];
}

function variableCounter(node: ts.Identifier, code: ts.Node, program: LoadedProgram): IndexCandidate | null {
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) {
    return null;
  }
  const read = indexName(node.text);
  // Loops count by any name, so the declaration is looked at where the name may be that of a loop too.
  if (read === null && node.text.length > 12) {
    return null;
  }
  const declaration = program.names.lookUp(node);
  if (declaration === null || contains(code, declaration)) {
    return null;
  }
  const start = counterStart(declaration, read?.strong === true);
  return start === null ||
    (read === null && !isLoopVariable(declaration) && !isTimeOf(declaration)) ||
    /attempt|retry|trial/i.test(node.text)
    ? null
    : {
        unit: read?.unit ?? 'step',
        strong: read?.strong ?? false,
        name: node.text,
        binding: { kind: 'variable', declaration, start },
        isIndex: isNamed(node.text),
      };
}

/** The first value of a variable that counts; null for one that does not. */
function counterStart(declaration: ts.Declaration, strong: boolean): number | null {
  if (ts.isParameter(declaration)) {
    return isLengthParameter(declaration)
      ? null
      : strong || isHook(declaration.parent) || isStepOf(declaration.parent)
        ? 0
        : null;
  }
  if (!ts.isVariableDeclaration(declaration)) {
    return strong && isNumberState(declaration) ? 0 : null;
  }
  const list = declaration.parent;
  if (ts.isVariableDeclarationList(list) && ts.isForStatement(list.parent)) {
    const { initializer } = declaration;
    return initializer !== undefined && ts.isNumericLiteral(unwrap(initializer))
      ? Number((unwrap(initializer) as ts.NumericLiteral).text)
      : 0;
  }
  if (
    ts.isVariableDeclarationList(list) &&
    (ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent))
  ) {
    return strong ? 0 : null;
  }
  const changes = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0;
  return changes && strong ? 0 : null;
}

function isHook(fn: ts.SignatureDeclaration): boolean {
  const name = fn.name === undefined ? null : staticName(fn.name);
  const holder = ts.isPropertyAssignment(fn.parent) ? staticName(fn.parent.name) : null;
  return HOOK.test(name ?? holder ?? '');
}

/** Whether a function is called once for each step: `optimizeLayoutStep(n)`. */
function isStepOf(fn: ts.SignatureDeclaration): boolean {
  return isRepeating(functionName(fn) ?? '');
}

/** Whether a parameter is the number of a game or the like, as in `updateLearningRate(gameId, totalGames)`. */
function isTimeOf(declaration: ts.Declaration): boolean {
  const fn = declaration.parent;
  return (
    ts.isParameter(declaration) &&
    ts.isIdentifier(declaration.name) &&
    /(?:Id|Idx|Index|Number|No|Num)$|_(?:id|idx|index|number|no|num)$/.test(declaration.name.text) &&
    isFunctionScope(fn) &&
    isStepOf(fn) &&
    mentionsRate(functionName(fn) ?? '') &&
    fn.parameters.some(({ name }) => /^(?:total|max|num)_?[A-Z_]/i.test(staticName(name) ?? ''))
  );
}

function isLoopVariable(declaration: ts.Declaration): boolean {
  return (
    ts.isVariableDeclaration(declaration) &&
    ts.isVariableDeclarationList(declaration.parent) &&
    ts.isForStatement(declaration.parent.parent)
  );
}

function memberCounter(node: ts.PropertyAccessExpression): IndexCandidate | null {
  const name = node.name.text;
  const read = indexName(name);
  const holder = node.expression;
  const simple =
    holder.kind === ts.SyntaxKind.ThisKeyword ||
    ts.isIdentifier(holder) ||
    (ts.isPropertyAccessExpression(holder) && holder.expression.kind === ts.SyntaxKind.ThisKeyword);
  const called = ts.isCallExpression(node.parent) && node.parent.expression === node;
  if (
    read === null ||
    !(read.strong || isCountedUp(node)) ||
    !simple ||
    SETTINGS.test(staticNameOf(holder) ?? '') ||
    called ||
    isFunctionScope(node.parent) ||
    isLength(node)
  ) {
    return null;
  }
  const text = node.getText();
  return {
    ...read,
    name,
    binding: { kind: 'access', text, start: 0 },
    isIndex: (other) => ts.isPropertyAccessExpression(other) && other.getText() === text,
  };
}

/** Whether a member whose name may be that of a count, such as `seen`, is counted up somewhere. */
function isCountedUp(node: ts.PropertyAccessExpression): boolean {
  const text = node.getText();
  return (
    node.name.text.length > 1 &&
    some(
      node.getSourceFile(),
      (one) =>
        (ts.isPostfixUnaryExpression(one) || ts.isPrefixUnaryExpression(one)) &&
        one.operator === ts.SyntaxKind.PlusPlusToken &&
        one.operand.getText() === text,
    )
  );
}
