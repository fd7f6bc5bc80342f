import ts from 'typescript';
import { functionName, holderName } from '../detect/functionNames';
import { bindingOf } from '../program/binding';
import { isNamedForRates } from '../replay/steppers';
import { declaredNames } from '../program/names';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, staticName, unwrap } from '../program/syntax';
import type { Implied } from './implied';

/** What a piece of code names: by itself, as a member of something, as a member of a name, and as a member of `this`. */
interface Mentions {
  readonly names: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  readonly dotted: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
}

/** The same for the ways in which code may lead to a definition. */
interface Targets {
  readonly names: readonly string[];
  readonly members: readonly string[];
  readonly dotted: readonly string[];
}

/** Names that many classes have for what they do: they tell none of them. */
const COMMON_MEMBERS = /^(?:step|update|next|get|set|call|apply|run|value|compute|reset|tick|advance)$/;

/**
 * Tells defaults of other functions and classes, and what stands in the class of another schedule: `gamma = 0.1` of one
 * schedule's constructor is no value of another's `gamma`. It is one for what the function or class calls, makes or is around.
 */
export class ForeignDefaults {
  private readonly mentions = new Map<ts.Node, Mentions>();
  private readonly targets = new Map<ts.Node, Targets>();
  private readonly reached = new Map<ts.Node, Map<ts.Node, boolean>>();
  private topLevel: Map<string, ts.Node[]> | null = null;

  constructor(private readonly program: LoadedProgram) {}

  /** Whether a value is only the default of something that has nothing to do with the code at `node`. */
  isForeign(value: Implied, node: ts.Node): boolean {
    const place = value.literal ?? value.node;
    const owner = defaultOwner(place, this.program) ?? scheduleAround(place, node);
    if (owner === null || contains(owner, node) || owner.getSourceFile() !== this.program.main) {
      return false;
    }
    const known = this.reached.get(node) ?? new Map<ts.Node, boolean>();
    this.reached.set(node, known);
    const before = known.get(owner);
    const leads = before ?? this.leadsTo(owner, this.targetsOf(node));
    known.set(owner, leads);
    return !leads;
  }

  private leadsTo(owner: ts.Node, targets: Targets): boolean {
    const seen = new Set<ts.Node>();
    const next = [owner];
    for (let unit = next.pop(); unit !== undefined; unit = next.pop()) {
      if (seen.has(unit)) {
        continue;
      }
      seen.add(unit);
      const { names, members, dotted, own } = this.mentionsOf(unit);
      if (
        targets.names.some((name) => names.has(name)) ||
        targets.members.some((name) => members.has(name)) ||
        targets.dotted.some((name) => dotted.has(name))
      ) {
        return true;
      }
      for (const name of names) {
        next.push(...(this.unitsNamed().get(name) ?? []));
      }
      const around = unit.parent;
      if (ts.isClassLike(around)) {
        next.push(...around.members.filter((member) => own.has(staticName(member.name) ?? '')));
      }
    }
    return false;
  }

  private mentionsOf(unit: ts.Node): Mentions {
    const known = this.mentions.get(unit);
    const made = known ?? readMentions(unit);
    this.mentions.set(unit, made);
    return made;
  }

  private targetsOf(node: ts.Node): Targets {
    const known = this.targets.get(node);
    const made = known ?? readTargets(node);
    this.targets.set(node, made);
    return made;
  }

  /** What the file declares at its top level, by name. */
  private unitsNamed(): ReadonlyMap<string, readonly ts.Node[]> {
    if (this.topLevel === null) {
      this.topLevel = new Map();
      for (const statement of this.program.main.statements) {
        for (const name of declaredNames(statement)) {
          this.topLevel.set(name, [...(this.topLevel.get(name) ?? []), statement]);
        }
      }
    }
    return this.topLevel;
  }
}

/** The class of another schedule that a value stands in; null where it is none, or one that the code at `node` builds on. */
function scheduleAround(value: ts.Node, node: ts.Node): ts.Node | null {
  const owner = ts.findAncestor(value, ts.isClassLike);
  if (owner?.name === undefined || !isNamedForRates(owner.name.text)) {
    return null;
  }
  const own = ts.findAncestor(node, ts.isClassLike);
  const isBase = own?.heritageClauses?.some((clause) => clause.getText().includes(owner.name?.text ?? ''));
  return isBase === true ? null : owner;
}

/**
 * The function that a value is the default of, or the class of such a constructor: as the default of a parameter, or as
 * what stands by for a member of one, `options.every ?? 1`. Null for any other value.
 */
function defaultOwner(value: ts.Node, program: LoadedProgram): ts.Node | null {
  for (
    let inner = value, { parent } = value;
    !ts.isSourceFile(inner);
    inner = parent, parent = inner.parent
  ) {
    if (ts.isParameter(parent) && parent.initializer === inner) {
      return ownerOf(parent);
    }
    const standsFor =
      ts.isBinaryExpression(parent) && parent.right === inner && standsBy(parent)
        ? parent.left
        : ts.isBindingElement(parent) && parent.initializer === inner
          ? heldBy(parent)
          : null;
    const owner = standsFor === null ? null : openOwner(standsFor, program);
    if (owner !== null) {
      return owner;
    }
    if (isFunctionScope(parent) || ts.isClassLike(parent)) {
      return null;
    }
  }
  return null;
}

function standsBy({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

/** What a pattern takes apart: a parameter, or the value of a variable. */
function heldBy(element: ts.BindingElement): ts.Node | null {
  let holder: ts.Node = element;
  while (ts.isBindingElement(holder)) {
    holder = holder.parent.parent;
  }
  return ts.isVariableDeclaration(holder) ? (holder.initializer ?? null) : holder;
}

/** The function or class whose caller decides what an expression is; null when no caller does. */
function openOwner(expression: ts.Node, program: LoadedProgram): ts.Node | null {
  if (ts.isParameter(expression)) {
    return ownerOf(expression);
  }
  let root = unwrap(expression as ts.Expression);
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) {
    root = unwrap(root.expression);
  }
  if (!ts.isIdentifier(root)) {
    return null;
  }
  const binding = bindingOf(root, program);
  let declaration: ts.Node | null = binding.kind === 'declared' ? binding.declaration : null;
  if (declaration !== null && ts.isBindingElement(declaration)) {
    declaration = heldBy(declaration);
  }
  return declaration !== null && ts.isParameter(declaration) ? ownerOf(declaration) : null;
}

function ownerOf({ parent }: ts.ParameterDeclaration): ts.Node {
  return ts.isConstructorDeclaration(parent) ? parent.parent : parent;
}

/** The names under which code may lead to a node: those of the functions and classes that it is and stands in. */
function readTargets(node: ts.Node): Targets {
  const names: string[] = [];
  const members: string[] = [];
  const dotted: string[] = [];
  for (let outer = node; !ts.isSourceFile(outer); outer = outer.parent) {
    const inner = outer;
    if (ts.isClassLike(inner)) {
      const name = inner.name?.text ?? holderName(inner as ts.ClassExpression);
      names.push(...(name === null ? [] : [name]));
      continue;
    }
    const name = isFunctionScope(inner) ? functionName(inner) : null;
    if (name === null) {
      continue;
    }
    const owner = inner.parent;
    const isStatic =
      ts.canHaveModifiers(inner) &&
      (ts.getModifiers(inner) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    if (ts.isClassLike(owner) && isStatic) {
      const className = owner.name?.text ?? '';
      // Who uses another static of the class does not lead here.
      return { names, members, dotted: [...dotted, `${className}.${name}`] };
    }
    names.push(...(ts.isMethodDeclaration(inner) ? [] : [name]));
    members.push(...(COMMON_MEMBERS.test(name) ? [] : [name]));
  }
  return { names, members, dotted };
}

function readMentions(unit: ts.Node): Mentions {
  const names = new Set<string>();
  const members = new Set<string>();
  const dotted = new Set<string>();
  const own = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) {
      return;
    }
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) {
      return;
    }
    if (ts.isIdentifier(node)) {
      if (!isDeclaredName(node)) {
        names.add(node.text);
      }
      return;
    }
    if (ts.isPropertyAccessExpression(node)) {
      const { expression, name } = node;
      if (expression.kind === ts.SyntaxKind.ThisKeyword) {
        own.add(name.text);
      } else {
        members.add(name.text);
        dotted.add(`${expression.getText()}.${name.text}`);
      }
      visit(expression);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(unit);
  return { names, members, dotted, own };
}

function isDeclaredName(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  return (
    (ts.isFunctionLike(parent) ||
      ts.isClassLike(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent)) &&
    parent.name === identifier
  );
}
