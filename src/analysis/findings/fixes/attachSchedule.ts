import ts from 'typescript';
import { indentationAt } from '../../edits/codeStyle';
import { mentionedNames, uniqueName } from '../../edits/names';
import type { Splice } from '../../edits/splice';
import { indexName } from '../../detect/vocabulary';
import { unwrap, wrapped } from '../../program/syntax';
import type { Fix, FixContext } from '../check';
import type { NoNumber } from '../nonNumericRate';

/**
 * `tf.train.sgd(schedule)` becomes `tf.train.sgd(schedule.call(0))` with `attachSchedule(optimizer, schedule)` behind it;
 * what has no name yet gets one in front of the statement. The rate given at first is that of step 0, as the factories
 * that demand one need it.
 */
export function attachFix(
  call: ts.CallExpression | ts.NewExpression,
  rate: ts.Expression,
  { kind, fn }: NoNumber,
  { program, style, use }: FixContext,
): Fix | null {
  const statement = enclosingStatement(call);
  if (kind === 'object' || statement === null || (fn !== null && !isOfSteps(fn))) {
    return null;
  }
  const { main: file } = program;
  const taken = new Set(mentionedNames(file));
  const fresh = (name: string): string => {
    const unique = uniqueName(name, taken);
    taken.add(unique);
    return unique;
  };
  const end = style.semicolons ? ';' : '';
  const indentation = indentationAt(file.text, statement.getStart());
  const before: string[] = [];
  const given = unwrap(rate);
  // A schedule that is made in place, or a function, gets the name that it is attached by.
  let scheduleName = given.getText();
  let first = `${scheduleName}.call(0)`;
  let attached = scheduleName;
  if (kind === 'function' && ts.isIdentifier(given)) {
    first = `${scheduleName}(0)`;
    attached = `{ call: ${scheduleName} }`;
  } else if (!ts.isIdentifier(given)) {
    scheduleName = fresh('schedule');
    const made = kind === 'function' ? `{ call: ${withType(given, file)} }` : given.getText();
    before.push(`const ${scheduleName} = ${made}${end}`);
    first = `${scheduleName}.call(0)`;
    attached = scheduleName;
  }
  const argument: Splice = { start: rate.getStart(), end: rate.getEnd(), text: first };
  const attach = use('attachSchedule');
  const held = holderOf(call);
  if (held !== null) {
    const after = `${attach}(${held}, ${attached})${end}`;
    return fix([
      ...inFront(statement, before, indentation, style.lineBreak),
      argument,
      {
        start: statement.getEnd(),
        end: statement.getEnd(),
        text: `${style.lineBreak}${indentation}${after}`,
      },
    ]);
  }
  const optimizer = fresh('optimizer');
  const made =
    file.text.slice(call.getStart(), rate.getStart()) + first + file.text.slice(rate.getEnd(), call.getEnd());
  before.push(`const ${optimizer} = ${made}${end}`, `${attach}(${optimizer}, ${attached})${end}`);
  const { parent } = wrapped(call);
  const isShort = ts.isPropertyAssignment(parent) && parent.name.getText() === optimizer;
  const replaced: Splice = isShort
    ? { start: parent.getStart(), end: parent.getEnd(), text: optimizer }
    : { start: call.getStart(), end: call.getEnd(), text: optimizer };
  return fix([...inFront(statement, before, indentation, style.lineBreak), replaced]);
}

function fix(splices: readonly Splice[]): Fix {
  return { title: 'Attach it with attachSchedule', isPreferred: true, splices };
}

/** Functions of one count of steps alone: what counts epochs would be given steps. */
function isOfSteps(fn: ts.SignatureDeclaration): boolean {
  const [parameter, ...others] = fn.parameters;
  const isOptional = others.every(
    ({ initializer, questionToken, dotDotDotToken }) =>
      initializer !== undefined || questionToken !== undefined || dotDotDotToken !== undefined,
  );
  if (parameter === undefined || !isOptional || !ts.isIdentifier(parameter.name)) {
    return parameter === undefined;
  }
  return indexName(parameter.name.text)?.unit !== 'epoch';
}

/** The function's text; a parameter that took its type from where the function stood is given one. */
function withType(fn: ts.Expression, file: ts.SourceFile): string {
  const text = fn.getText();
  const [parameter] = ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? fn.parameters : [];
  if (parameter === undefined || parameter.type !== undefined || !/\.[cm]?tsx?$/i.test(file.fileName)) {
    return text;
  }
  const start = parameter.getStart() - fn.getStart();
  const end = parameter.getEnd() - fn.getStart();
  const bare = text[start - 1] !== '(' && !/\(\s*$/.test(text.slice(0, start));
  const typed = `${text.slice(start, end)}: number`;
  return text.slice(0, start) + (bare ? `(${typed})` : typed) + text.slice(end);
}

/** The variable or member that the call's statement puts the optimizer in, and nothing else. */
function holderOf(call: ts.Expression): string | null {
  const outer = wrapped(call);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
    return ts.isVariableStatement(parent.parent.parent) ? parent.name.text : null;
  }
  const isAssigned =
    ts.isBinaryExpression(parent) &&
    parent.right === outer &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isExpressionStatement(parent.parent);
  return isAssigned ? parent.left.getText() : null;
}

/** The statement around a call, where others can stand before and after it. */
function enclosingStatement(call: ts.Node): ts.Statement | null {
  const statement = ts.findAncestor(call, ts.isStatement) ?? null;
  const fn = ts.findAncestor(call, (node) => ts.isFunctionLike(node) || ts.isPropertyDeclaration(node));
  if (statement === null || (fn !== undefined && fn.pos > statement.pos)) {
    // An arrow function's only expression, or a member of a class: there is no room for a statement.
    return null;
  }
  const { parent } = statement;
  return ts.isSourceFile(parent) || ts.isBlock(parent) || ts.isModuleBlock(parent) ? statement : null;
}

function inFront(
  statement: ts.Statement,
  lines: readonly string[],
  indentation: string,
  lineBreak: string,
): readonly Splice[] {
  const start = statement.getStart();
  return lines.length === 0
    ? []
    : [{ start, end: start, text: lines.map((line) => line + lineBreak + indentation).join('') }];
}
