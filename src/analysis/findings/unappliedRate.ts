import ts from 'typescript';
import { isRateName } from '../detect/vocabulary';
import { isFunctionScope, unwrap } from '../program/syntax';
import type { Check, CheckedFile, SourceFinding } from './check';
import { hookAround } from './hooks';
import { isLogged, scopeOf, usesOf } from './references';

/** Code that gives an optimizer a rate, in whatever way. */
const APPLIES =
  /set_?learning_?rate|attachSchedule|LearningRateScheduler|(?:\.|\[['"])learningRate['"\]]*\s*[*/+-]?=[^=]|\.lr\s*[*/+-]?=[^=]/i;

/** A rate that is computed for each epoch or step of a training and then only said: no optimizer ever gets it. */
export const unappliedRate: Check = {
  kinds: [ts.SyntaxKind.VariableDeclaration],
  concerns: (node) =>
    ts.isVariableDeclaration(node) &&
    ts.isIdentifier(node.name) &&
    isRateName(node.name.text) &&
    node.initializer !== undefined &&
    isComputed(node.initializer) &&
    repeatedAround(node) !== null,
  check(node, file): readonly SourceFinding[] {
    const declaration = node as ts.VariableDeclaration;
    const name = declaration.name as ts.Identifier;
    const around = repeatedAround(node);
    if (around === null || (hookAround(node) === null && !trainsIn(around, file))) {
      return [];
    }
    const isApplied = usesOf(name, scopeOf(declaration)).some((use) => !isLogged(use) && !isKept(use));
    // Where another place sets a rate, this one may be a copy that is there to be said.
    return isApplied || APPLIES.test(file.program.main.text)
      ? []
      : [
          {
            code: 'unapplied-rate',
            node: name,
            message: `${name.text} is computed but no optimizer ever gets it, so training goes on at the optimizer's own rate: call setLearningRate(optimizer, ${name.text}) of tfjs-lr-schedules.`,
          },
        ];
  },
};

function isComputed(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  return (
    (ts.isCallExpression(inner) && !isRead(inner)) ||
    (ts.isBinaryExpression(inner) && inner.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken) ||
    (ts.isConditionalExpression(inner) && (isComputed(inner.whenTrue) || isComputed(inner.whenFalse)))
  );
}

/** A call that asks for the rate which is in use: `getLearningRate(optimizer)`, `Number(input.value)`. */
function isRead({ expression: callee, arguments: given }: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  return (
    /^(?:Number|parseFloat|parseInt|get|toFixed|dataSync|arraySync|require)$/.test(name) ||
    given.some((one) => /optimizer|model|input|config|options/i.test(one.getText()))
  );
}

/** The loop or hook around a declaration. */
function repeatedAround(node: ts.Node): ts.Node | null {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isIterationStatement(outer, false)) {
      return outer;
    }
    if (isFunctionScope(outer)) {
      return hookAround(node) === null ? null : outer;
    }
  }
  return null;
}

function trainsIn(loop: ts.Node, { trainingCalls }: CheckedFile): boolean {
  return trainingCalls.some(
    ({ pos, end, expression: callee }) =>
      pos >= loop.pos &&
      end <= loop.end &&
      ts.isPropertyAccessExpression(callee) &&
      callee.name.text !== 'compile',
  );
}

/** Put into the logs of a hook: `logs.lr = lr`. */
function isKept(use: ts.Identifier): boolean {
  const { parent } = use;
  return (
    ts.isBinaryExpression(parent) &&
    parent.right === use &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    /^logs\??(?:\.|\[)/.test(parent.left.getText())
  );
}
