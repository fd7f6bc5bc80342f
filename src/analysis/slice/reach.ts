import ts from 'typescript';
import { type Binding, bindingOf, exportOf } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { contains } from '../program/syntax';
import type { CallText } from './constructorArguments';
import { DeadCode } from './deadCode';
import { boundTo, HOST_STAND_INS, LANGUAGE_GLOBALS } from './globals';
import { classOfThis, memberSource } from './members';
import type { GivenValues } from './given';
import { isOpenSource, openUse, type OpenValues } from './openValues';
import { hasNoValue, type Piece, pieceOf } from './pieces';
import { isOfTraining } from '../replay/training';
import { trainingCode, trainingOfMember, trainingUse, waitingTokens } from './replayedNames';
import { type AbsentImport, emptyFile, type Import, type Reach, type ReachedFile } from './reached';
import { isCallable, isErased, isReference, isTakenApart, memberMentioned } from './references';
import type { RootContext } from './rootContext';
import { ERROR_STAND_IN, unreadError } from './thrown';
import { WaitingMembers } from './waitingMembers';

/** Follows names from where a schedule is defined to all that they need, across local files. */
export class Reacher {
  private readonly files = new Map<ts.SourceFile, ReachedFile>();
  private readonly missing = new Set<string>();
  private readonly absent: AbsentImport[] = [];
  private readonly waiting = new WaitingMembers();
  private readonly dead: DeadCode;
  private usesTensors = false;
  private readonly called = new Set<string>();
  private readonly open: OpenValues = { replaced: new Map(), patterns: new Map(), used: new Set() };

  constructor(
    private readonly program: LoadedProgram,
    private readonly given: GivenValues,
    private readonly context: RootContext,
    /** Whether classes keep even the members that nothing kept mentions, as those of a layer that tf.js is to call. */
    private readonly keepsMembers = false,
  ) {
    this.dead = new DeadCode(given, program);
  }

  /** Keeps what an expression or declaration needs, itself included where it is a declaration. */
  reach(root: ts.Node): void {
    const piece = pieceOf(root);
    if (piece === null) {
      this.reachOwn(root);
    } else {
      this.keep(piece);
    }
  }

  /** Notes what the root calls something with. */
  noteCall({ missing, called }: CallText): void {
    missing.forEach((name) => this.missing.add(name));
    called.forEach((name) => this.called.add(name));
  }

  result(): Reach {
    return {
      files: this.files,
      missing: this.missing,
      absent: this.absent,
      dropped: this.waiting.members,
      usesTensors: this.usesTensors,
      open: this.open,
      called: this.called,
      context: { ...this.context, skipped: new Set([...this.context.skipped, ...this.dead.statements]) },
      mentioned: this.waiting.mentioned,
    };
  }

  /** Follows what a part of the root needs, which the root copies by itself. */
  reachOwn(node: ts.Node): void {
    this.visit(node, node);
    this.file(node.getSourceFile());
  }

  /** Asks for the value of a name, for the root to use. */
  askFor(name: string): void {
    this.ask(name);
    this.called.add(name);
  }

  /** Keeps a member of the class around a node, for the root to use through `this`. */
  reachMember(owner: ts.ClassLikeDeclaration, name: string): void {
    this.mention(name);
    this.member(owner, name, null, owner);
  }

  /** What a file contributes; asking for it makes it part of what is reached. */
  file(file: ts.SourceFile): ReachedFile {
    const reached = this.files.get(file) ?? emptyFile(file);
    this.files.set(file, reached);
    return reached;
  }

  private keep(piece: Piece): void {
    const { pieces } = this.file(piece.getSourceFile());
    if (pieces.has(piece)) {
      return;
    }
    pieces.add(piece);
    if (ts.isParameter(piece)) {
      if (piece.initializer !== undefined) {
        this.visit(piece.initializer, piece);
      }
      this.visit(piece.name, piece);
      return;
    }
    this.visit(piece, piece);
  }

  private visit(node: ts.Node, piece: ts.Node): void {
    const isOut = this.context.skipped.has(node) || this.open.replaced.get(node) === ERROR_STAND_IN;
    if (isErased(node) || isOut || this.dead.has(node)) {
      return;
    }
    const replaced = this.context.replacing(node);
    if (replaced !== null) {
      this.open.replaced.set(node, { text: replaced });
      return;
    }
    for (const token of this.context.isReplayed ? waitingTokens(node) : []) {
      this.open.replaced.set(token, { text: '' });
    }
    if (ts.isIdentifier(node)) {
      if (isReference(node)) {
        this.name(node, piece);
      }
      return;
    }
    this.dead.leaveOut(node, this.open.replaced);
    const error = unreadError(node, this.program);
    if (error !== null) {
      this.open.replaced.set(error, ERROR_STAND_IN);
    }
    this.mention(memberMentioned(node));
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      this.thisMember(node, piece);
    }
    ts.forEachChild(node, (child) => {
      if (this.keepsMembers || !ts.isClassElement(child) || !this.waiting.keeps(child)) {
        this.visit(child, piece);
      }
    });
  }

  /** Says that a member of this name is used. */
  mention(name: string | null): void {
    for (const member of name === null ? [] : this.waiting.mention(name)) {
      this.visit(member, member);
    }
  }

  private name(identifier: ts.Identifier, piece: ts.Node): void {
    const binding = boundTo(bindingOf(identifier, this.program));
    const name = identifier.text;
    const reached = this.file(identifier.getSourceFile());
    if (
      binding.kind === 'declared' &&
      (contains(piece, binding.declaration) || this.context.isOwn(binding.declaration))
    ) {
      return;
    }
    const training = this.context.isReplayed ? trainingUse(identifier, binding, this.program) : null;
    if (training !== null) {
      if (training.node === identifier) {
        reached.training.set(name, training.part);
      } else {
        this.open.replaced.set(training.node, { text: trainingCode(training.part) });
      }
      return;
    }
    if (binding.kind === 'declared' && binding.declaration === this.context.index) {
      const index = pieceOf(binding.declaration);
      if (index !== null) {
        reached.pieces.add(index);
      }
      return;
    }
    if (Object.hasOwn(this.given, name) && !isCallable(binding)) {
      reached.given.add(name);
      return;
    }
    if (
      binding.kind === 'declared' &&
      !this.context.beginsAsNamed(identifier, binding.declaration) &&
      this.isOpenUse(identifier, binding.declaration, piece)
    ) {
      return;
    }
    const imported = this.importOf(identifier, binding);
    if (imported === null) {
      return;
    }
    const samePlace = imported.kind === 'piece' && imported.piece.getSourceFile() === reached.file;
    if (!samePlace && !reached.imports.has(name)) {
      reached.imports.set(name, imported);
    }
    const namespace = reached.imports.get(name);
    if (namespace?.kind === 'namespace' && binding.kind === 'module') {
      this.namespaceUse(identifier, binding.file, namespace.members);
    }
  }

  private importOf(identifier: ts.Identifier, binding: Binding): Import | null {
    switch (binding.kind) {
      case 'external':
        this.usesTensors ||=
          /^@tensorflow\/tfjs/.test(binding.specifier) &&
          !(this.context.isReplayed && isOfTraining(identifier, binding.name));
        return binding;
      case 'module':
        return { kind: 'namespace', members: new Map() };
      case 'declared':
        return this.declared(identifier, binding.declaration);
      case 'absent':
        this.absent.push({ specifier: binding.specifier, name: binding.name, node: identifier });
        return null;
      case 'global':
        this.global(identifier, binding.name);
        return null;
    }
  }

  private global(identifier: ts.Identifier, name: string): void {
    if (HOST_STAND_INS.has(name)) {
      this.file(identifier.getSourceFile()).standIns.add(name);
    } else if (!LANGUAGE_GLOBALS.has(name)) {
      this.missing.add(name);
    }
  }

  private declared(identifier: ts.Identifier, declaration: ts.Declaration): Import | null {
    const piece = pieceOf(declaration);
    if (piece === null || hasNoValue(piece, declaration)) {
      this.missing.add(identifier.text);
      return null;
    }
    if (!isTakenApart(identifier, declaration)) {
      this.file(piece.getSourceFile()).whole.add(piece);
    }
    this.keep(piece);
    return { kind: 'piece', piece, declaration };
  }

  /** `config.decaySteps` needs one export of the module, `config` on its own needs all. */
  private namespaceUse(identifier: ts.Identifier, file: ts.SourceFile, members: Map<string, Import>): void {
    const { parent } = identifier;
    const used =
      ts.isPropertyAccessExpression(parent) && parent.expression === identifier
        ? [parent.name.text]
        : this.program.names.exportNames(file);
    for (const name of used.filter((candidate) => !members.has(candidate))) {
      const binding = boundTo(exportOf(file, name, this.program));
      const imported = this.importOf(identifier, binding);
      if (imported !== null) {
        members.set(name, imported);
      }
    }
  }

  /** Whether a name without a value is used for its members, which can be given values one by one. */
  private isOpenUse(use: ts.Expression, declaration: ts.Declaration | null, piece: ts.Node): boolean {
    const { context, given, program, open } = this;
    const found = openUse(use, declaration, given, program, open, { piece, skipped: context.skipped });
    if (found === null) {
      return false;
    }
    found.missing.forEach((name) => this.missing.add(name));
    if (found.keep !== null) {
      this.keep(found.keep);
    }
    return true;
  }

  /** A member of the class that surrounds what is kept, which is itself not part of it. */
  private thisMember(access: ts.PropertyAccessExpression, piece: ts.Node): void {
    const owner = classOfThis(access);
    if (owner === null && this.context.isFreeThis(access, piece)) {
      // Whatever the object is, its members are asked for by their names.
      this.open.replaced.set(
        access,
        Object.hasOwn(this.given, access.name.text) ? { given: access.name.text } : { text: 'undefined' },
      );
      this.ask(access.name.text);
    }
    if (owner === null || contains(piece, owner)) {
      return;
    }
    const training = this.context.isReplayed ? trainingOfMember(access) : null;
    if (training !== null) {
      this.open.replaced.set(training.node, { text: trainingCode(training.part) });
      return;
    }
    if (ts.isPrivateIdentifier(access.name)) {
      // Out of its class a private name is none; the member stands under its text instead.
      this.open.replaced.set(access, { text: `this[${JSON.stringify(access.name.text)}]` });
    }
    this.member(owner, access.name.text, access, piece);
  }

  private member(
    owner: ts.ClassLikeDeclaration,
    name: string,
    access: ts.PropertyAccessExpression | null,
    piece: ts.Node,
  ): void {
    const { thisMembers } = this.file(owner.getSourceFile());
    const members = thisMembers.get(owner) ?? new Set<string>();
    thisMembers.set(owner, members);
    const source = memberSource(owner, name);
    if (
      access !== null &&
      isOpenSource(source, this.program) &&
      !Object.hasOwn(this.given, name) &&
      this.isOpenUse(access, null, piece)
    ) {
      return;
    }
    if (members.has(name)) {
      return;
    }
    members.add(name);
    const isGiven = Object.hasOwn(this.given, name);
    if (source === null || (ts.isParameter(source) && (source.initializer === undefined || isGiven))) {
      this.ask(name);
    } else if (ts.isParameter(source)) {
      this.visit(source.initializer ?? source, source);
    } else if (isGiven && ts.isExpression(source)) {
      this.open.used.add(name);
    } else {
      if (!ts.isExpression(source) && ts.isPrivateIdentifier(source.name)) {
        this.open.replaced.set(source.name, { text: `[${JSON.stringify(source.name.text)}]` });
      }
      this.visit(source, source);
    }
  }

  private ask(name: string): void {
    (Object.hasOwn(this.given, name) ? this.open.used : this.missing).add(name);
  }
}
