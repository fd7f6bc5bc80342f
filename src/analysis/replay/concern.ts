import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, staticName, unwrap } from '../program/syntax';
import { type Facts, factsOf, isExit, type Key, type Leaf, leavesOf } from './leaves';
import { isUnit, type Unit, unitBehind } from './units';

/** What is looked through for what concerns the rate. */
export interface Subject {
  /** The functions that are called from outside: hooks, `step`, `getLr`. */
  readonly entries: readonly Unit[];
  /** The functions that `this.name()` calls. */
  readonly members: ReadonlyMap<string, Unit>;
  /** The functions that `super.name()` calls. */
  readonly inherited?: ReadonlyMap<string, Unit>;
  /** Constructors, nearest first. */
  readonly constructors: readonly (ts.ConstructorDeclaration & Unit)[];
  /** Members that hold a value. */
  readonly fields: readonly ts.PropertyDeclaration[];
  /** Whether a node sets the rate though no optimizer is in sight. */
  readonly setsRate: (node: ts.Node) => boolean;
  /** Functions among the entries that are called for what they give. */
  readonly values?: readonly Unit[];
  /** What the rate is held in, beside what sets it. */
  readonly seeds?: readonly Key[];
  /** Whether a rate set by a constructor counts: then it is the first one. */
  readonly constructorSets?: boolean;
}

interface Part extends Leaf {
  readonly unit: Unit | null;
  readonly facts: Facts;
  concerned: boolean;
}

/** More functions than this are not followed. */
const MOST_UNITS = 80;

/**
 * Finds which code of a callback or stepper its rates hang on: what sets the rate, what decides whether it does, and what
 * makes the values that these use. The rest, such as logging and drawing, would only get in the way of a replay.
 */
export class Concern {
  private readonly parts = new Map<Unit | ts.PropertyDeclaration, readonly Part[]>();
  private readonly keys = new Set<Key>();
  /** Functions that are called for their value, of which everything counts. */
  private readonly whole = new Set<Unit>();
  /** Every name in the code that concerns the rate. */
  readonly words = new Set<string>();

  constructor(
    readonly subject: Subject,
    readonly program: LoadedProgram,
  ) {
    for (const unit of [...subject.entries, ...subject.constructors]) {
      this.partsOf(unit);
    }
    subject.values?.forEach((unit) => this.whole.add(unit));
    subject.seeds?.forEach((key) => this.keys.add(key));
    for (const field of subject.fields) {
      const node = field.initializer ?? field;
      this.parts.set(field, [this.part({ node, controls: [], inLoop: false }, null)]);
    }
    for (let before = -1; before !== this.size();) {
      before = this.size();
      this.spread();
    }
  }

  /** Whether the rate is set by a function, or by what it calls. */
  sets(unit: Unit, seen = new Set<Unit>()): boolean {
    if (seen.has(unit)) {
      return false;
    }
    seen.add(unit);
    return this.partsOf(unit).some(
      ({ facts, concerned }) =>
        concerned && (this.writesOf(facts) || this.calledBy(facts).some((called) => this.sets(called, seen))),
    );
  }

  /** Whether anything of a function concerns the rate. */
  isConcerned(unit: Unit): boolean {
    return this.partsOf(unit).some(({ concerned, node }) => concerned && !isExit(node));
  }

  hasKey(key: Key): boolean {
    return this.keys.has(key);
  }

  /** The code that concerns the rate, with what decides over it, but for constructors. */
  code(): readonly {
    readonly nodes: readonly ts.Node[];
    readonly facts: Facts;
    readonly unit: Unit | null;
  }[] {
    return [...this.parts.values()]
      .flat()
      .filter(({ concerned, unit }) => concerned && unit !== null && !ts.isConstructorDeclaration(unit))
      .map(({ node, controls, facts, unit }) => ({ nodes: [node, ...controls], facts, unit }));
  }

  /** The functions that code calls, among those that are followed. */
  unitCalled(call: ts.CallExpression): Unit | null {
    const callee = unwrap(call.expression);
    if (ts.isPropertyAccessExpression(callee)) {
      const { kind } = callee.expression;
      if (kind === ts.SyntaxKind.ThisKeyword) {
        return this.subject.members.get(callee.name.text) ?? null;
      }
      if (kind === ts.SyntaxKind.SuperKeyword) {
        return (this.subject.inherited ?? this.subject.members).get(callee.name.text) ?? null;
      }
    }
    return unitBehind(callee, this.program);
  }

  /** Statements and fields that do not concern the rate. */
  skipped(): ReadonlySet<ts.Node> {
    const skipped = new Set<ts.Node>();
    for (const [owner, parts] of this.parts) {
      if (ts.isPropertyDeclaration(owner)) {
        if (!parts.some(({ concerned }) => concerned)) {
          skipped.add(owner);
        }
      } else if (!this.whole.has(owner) && ts.isBlock(owner.body)) {
        const kept = parts.filter(({ concerned }) => concerned).map(({ node }) => node);
        leaveOut(owner.body, kept, skipped);
      }
    }
    return skipped;
  }

  /** The code by which rates are set, but for that of the subject's own functions. */
  writesOutside(isInside: (node: ts.Node) => boolean): readonly ts.Node[] {
    return [...this.parts.values()]
      .flat()
      .flatMap(({ facts }) => facts.writes)
      .filter((node) => !isInside(node));
  }

  private size(): number {
    return this.keys.size + this.whole.size + this.concernedParts() + this.parts.size;
  }

  private concernedParts(): number {
    return [...this.parts.values()].flat().filter(({ concerned }) => concerned).length;
  }

  private partsOf(unit: Unit): readonly Part[] {
    const known = this.parts.get(unit);
    if (known !== undefined) {
      return known;
    }
    if (this.parts.size > MOST_UNITS) {
      return [];
    }
    const made = leavesOf(unit).map((leaf) => this.part(leaf, unit));
    this.parts.set(unit, made);
    return made;
  }

  private part(leaf: Leaf, unit: Unit | null): Part {
    const isOther = (node: ts.Node): boolean => isUnit(node) && this.subject.entries.includes(node);
    return { ...leaf, unit, facts: factsOf(leaf.node, this.program, isOther), concerned: false };
  }

  private calledBy({ calls }: Facts): readonly Unit[] {
    return calls.flatMap((call) => this.unitCalled(call) ?? []);
  }

  private writesOf({ writes }: Facts): boolean {
    return writes.length > 0;
  }

  private spread(): void {
    for (const [owner, parts] of [...this.parts]) {
      for (const part of parts) {
        if (!part.concerned && this.concerns(part, owner, parts)) {
          part.concerned = true;
          this.follow(part);
        }
      }
    }
  }

  private concerns(part: Part, owner: Unit | ts.PropertyDeclaration, parts: readonly Part[]): boolean {
    const { node, facts, inLoop, controls } = part;
    if (ts.isPropertyDeclaration(owner)) {
      return this.keys.has(fieldKey(owner)) || (isStatic(owner) && this.words.has(fieldName(owner)));
    }
    if (this.whole.has(owner) || facts.callsSuper) {
      return true;
    }
    if (isExit(node)) {
      const later = parts.some((other) => other.concerned && (other.node.pos > node.pos || inLoop));
      return later && controls.length > 0;
    }
    const counts = !ts.isConstructorDeclaration(owner) || this.subject.constructorSets === true;
    const sets = counts && (this.writesOf(facts) || this.setsRate(node));
    return (
      sets ||
      (ts.isConstructorDeclaration(owner) && this.preparesOptimizer(part)) ||
      this.calledBy(facts).some((called) => this.isConcerned(called)) ||
      [...facts.changes].some((key) => this.keys.has(key))
    );
  }

  /** Whether a constructor makes the optimizer ready, which the rate may hang on in ways that no name tells. */
  private preparesOptimizer({ facts, controls }: Part): boolean {
    return (
      this.subject.constructorSets === true &&
      facts.changes.size > 0 &&
      controls.some((control) => /optim|groups/i.test(control.getText()))
    );
  }

  private setsRate(root: ts.Node): boolean {
    return (
      this.subject.setsRate(root) ||
      (ts.forEachChild(root, (child) =>
        isFunctionScope(child) ? undefined : this.setsRate(child) || undefined,
      ) ??
        false)
    );
  }

  /** Keeps all of a function that is called for its value; what was followed of it is followed anew. */
  private keepWhole(unit: Unit): void {
    if (!this.whole.has(unit)) {
      this.whole.add(unit);
      for (const part of this.partsOf(unit)) {
        part.concerned = false;
      }
    }
  }

  private follow({ node, controls, facts, unit }: Part): void {
    const all = [facts, ...controls.map((control) => factsOf(control, this.program, () => false))];
    for (const { reads, words, calls } of all) {
      reads.forEach((key) => this.keys.add(key));
      words.forEach((word) => this.words.add(word));
      for (const call of calls) {
        const called = this.unitCalled(call);
        if (called !== null) {
          this.partsOf(called);
          const isStatement =
            unwrapped(node) === call && unit !== null && !ts.isReturnStatement(node) && !this.whole.has(unit);
          if (!isStatement) {
            this.keepWhole(called);
          }
        }
      }
    }
    // What a getter gives is asked for as if it were a member.
    for (const key of facts.reads) {
      const getter =
        typeof key === 'string' && key.startsWith('this.')
          ? this.subject.members.get(key.slice(5))
          : undefined;
      if (getter !== undefined && ts.isGetAccessor(getter)) {
        this.keepWhole(getter);
      }
    }
  }
}

/** The expression that a statement consists of, without `await` and `void` before it. */
function unwrapped(node: ts.Node): ts.Node {
  let inner = ts.isExpressionStatement(node) ? unwrap(node.expression) : node;
  while (ts.isAwaitExpression(inner) || ts.isVoidExpression(inner)) {
    inner = unwrap(inner.expression);
  }
  return inner;
}

function fieldKey(field: ts.PropertyDeclaration): string {
  return `this.${fieldName(field)}`;
}

function fieldName({ name }: ts.PropertyDeclaration): string {
  return staticName(name) ?? name.getText();
}

function isStatic(field: ts.PropertyDeclaration): boolean {
  return ts.getModifiers(field)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

/** Notes the outermost statements in a block that hold nothing to be kept. */
function leaveOut(block: ts.Node, kept: readonly ts.Node[], skipped: Set<ts.Node>): void {
  const visit = (node: ts.Node): void => {
    if (ts.isStatement(node) && !kept.some((one) => contains(node, one))) {
      if (!ts.isBlock(node)) {
        skipped.add(node);
        return;
      }
    }
    if (kept.includes(node)) {
      return;
    }
    if (!isFunctionScope(node)) {
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(block, visit);
}
