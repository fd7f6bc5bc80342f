import ts from 'typescript';
import { mayAskRate } from '../calls';
import { declaredNames, type NameTable } from '../program/names';
import { isFunctionScope } from '../program/syntax';
import { type Candidate, mayTell } from '../timeline/evidence';
import { type CallSite, callSiteAt, type Setting, settingAt } from '../timeline/settings';

/** What the text of a top-level statement says by itself, whatever its names stand for. Nodes are those of the statement. */
export interface Survey {
  /** Every identifier in it but for the `b` of `a.b`: all that may lead to another statement. */
  readonly mentions: ReadonlySet<string>;
  /** The names that it declares at the top level of its file, and those that it writes to there, or to what they hold. */
  readonly defines: ReadonlySet<string>;
  /** What may tell of a timeline. */
  readonly evidence: readonly Candidate[];
  /** Names that have a value somewhere in it. */
  readonly settings: readonly Setting[];
  /** Calls of what may be schedules' functions. */
  readonly callSites: readonly CallSite[];
  /** Calls that may ask a schedule for a rate. */
  readonly calls: readonly ts.CallExpression[];
}

/** Surveys top-level statements, each once: the node of a statement is another one when its text has changed. */
export class Surveyor {
  private readonly known = new WeakMap<ts.Statement, Survey>();

  constructor(private readonly names: NameTable) {}

  survey(statement: ts.Statement): Survey {
    const known = this.known.get(statement);
    if (known !== undefined) {
      return known;
    }
    const made = surveyed(statement, this.names);
    this.known.set(statement, made);
    return made;
  }
}

function surveyed(statement: ts.Statement, table: NameTable): Survey {
  const mentions = new Set<string>();
  const defines = new Set(declaredNames(statement));
  const evidence: Candidate[] = [];
  const settings: Setting[] = [];
  const callSites: CallSite[] = [];
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node, scope: ts.Node | null, inType: boolean): void => {
    if (ts.isIdentifier(node)) {
      mentions.add(node.text);
      return;
    }
    if (ts.isCallExpression(node) && mayAskRate(node)) {
      calls.push(node);
    }
    const target = written(node);
    for (const identifier of target === null ? [] : roots(target)) {
      if (!table.isInner(identifier)) {
        defines.add(identifier.text);
      }
    }
    const type = inType || ts.isTypeNode(node);
    if (!type && mayTell(node)) {
      evidence.push({ node, scope });
    }
    const setting = type ? null : settingAt(node, scope);
    if (setting !== null) {
      settings.push(setting);
    }
    const callSite = type ? null : callSiteAt(node, scope);
    if (callSite !== null) {
      callSites.push(callSite);
    }
    const inner = isFunctionScope(node) ? node : scope;
    if (ts.isPropertyAccessExpression(node)) {
      visit(node.expression, inner, type);
      return;
    }
    ts.forEachChild(node, (child) => {
      visit(child, inner, type);
    });
  };
  visit(statement, null, false);
  return { mentions, defines, evidence, settings, callSites, calls };
}

/** What an assignment, an increment or a loop over values writes to. */
function written(node: ts.Node): ts.Node | null {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment ? node.left : null;
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const writes =
      node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return writes ? node.operand : null;
  }
  return (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
    !ts.isVariableDeclarationList(node.initializer)
    ? node.initializer
    : null;
}

/** The variables that a target of an assignment stands for or is part of. */
function roots(target: ts.Node): readonly ts.Identifier[] {
  if (ts.isIdentifier(target)) {
    return [target];
  }
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    return roots(target.expression);
  }
  const found: ts.Identifier[] = [];
  ts.forEachChild(target, (child) => {
    found.push(...roots(child));
  });
  return found;
}
