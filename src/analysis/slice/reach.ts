import ts from 'typescript';
import { RATE_METHODS } from '../../protocol/slice';
import { type Binding, bindingOf, exportOf } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { contains, staticName } from '../program/syntax';
import { HOST_STAND_INS, LANGUAGE_GLOBALS } from './globals';
import { LIBRARY, SCHEDULE_BASE } from '../detect/library';
import { classOfThis, memberSource } from './members';
import { hasNoValue, type Piece, pieceOf } from './pieces';
/** Something a module of the slice imports under a name of its own. */
export type Import =
  | { readonly kind: 'external'; readonly specifier: string; readonly name: string }
  | { readonly kind: 'piece'; readonly piece: Piece; readonly declaration: ts.Declaration }
  /** A local namespace; its members are added as they are used. */
  | { readonly kind: 'namespace'; readonly members: Map<string, Import> };

/** What one file contributes to a slice. */
export interface ReachedFile {
  readonly file: ts.SourceFile;
  readonly pieces: Set<Piece>;
  readonly imports: Map<string, Import>;
  /** Names whose values are given from outside and shadow whatever declares them. */
  readonly given: Set<string>;
  readonly standIns: Set<string>;
  /** Members of classes that surround what is kept, used through `this`. */
  readonly thisMembers: Map<ts.ClassLikeDeclaration, Set<string>>;
}

/** An import that leads nowhere. */
export interface AbsentImport {
  readonly specifier: string;
  readonly name: string;
  readonly node: ts.Node;
}

/** Everything a schedule needs. */
export interface Reach {
  readonly files: ReadonlyMap<ts.SourceFile, ReachedFile>;
  readonly missing: ReadonlySet<string>;
  readonly absent: readonly AbsentImport[];
  /** Methods and accessors of kept classes that nothing kept uses. */
  readonly dropped: ReadonlySet<ts.ClassElement>;
  readonly usesTensors: boolean;
}

/** Follows names from where a schedule is defined to all that they need, across local files. */
export class Reacher {
  private readonly files = new Map<ts.SourceFile, ReachedFile>();
  private readonly missing = new Set<string>();
  private readonly absent: AbsentImport[] = [];
  /** Names of properties that kept code mentions: a method of a name that nobody mentions is never called. */
  private readonly mentioned = new Set<string>(RATE_METHODS);
  private readonly waiting = new Set<ts.ClassElement>();
  private usesTensors = false;

  constructor(
    private readonly program: LoadedProgram,
    private readonly given: Readonly<Record<string, number>>,
    /** Whether classes keep even the members that nothing kept mentions, as those of a layer that tf.js is to call. */
    private readonly keepsMembers = false,
  ) {}

  /** Keeps what an expression or declaration needs, itself included where it is a declaration. */
  reach(root: ts.Node): void {
    const piece = pieceOf(root);
    if (piece === null) {
      this.visit(root, root);
    } else {
      this.keep(piece);
    }
    this.file(root.getSourceFile());
  }

  addMissing(names: readonly string[]): void {
    for (const name of names) {
      this.missing.add(name);
    }
  }

  result(): Reach {
    return {
      files: this.files,
      missing: this.missing,
      absent: this.absent,
      dropped: this.waiting,
      usesTensors: this.usesTensors,
    };
  }

  private file(file: ts.SourceFile): ReachedFile {
    const known = this.files.get(file);
    if (known !== undefined) {
      return known;
    }
    const reached: ReachedFile = {
      file,
      pieces: new Set(),
      imports: new Map(),
      given: new Set(),
      standIns: new Set(),
      thisMembers: new Map(),
    };
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
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) {
      return;
    }
    if (
      ts.isDecorator(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isTypeParameterDeclaration(node)
    ) {
      return;
    }
    if (ts.isIdentifier(node)) {
      if (isReference(node)) {
        this.name(node, piece);
      }
      return;
    }
    if (ts.isPropertyAccessExpression(node)) {
      this.mention(node.name.text);
      if (node.expression.kind === ts.SyntaxKind.ThisKeyword) {
        this.thisMember(node, piece);
      }
    } else if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
      this.mention(node.argumentExpression.text);
    } else if (ts.isBindingElement(node)) {
      this.mention(staticName(node.propertyName ?? node.name) ?? '');
    }
    ts.forEachChild(node, (child) => {
      if (!this.keepsMembers && ts.isClassElement(child) && this.mayDrop(child)) {
        this.waiting.add(child);
      } else {
        this.visit(child, piece);
      }
    });
  }

  private mention(name: string): void {
    if (this.mentioned.has(name)) {
      return;
    }
    this.mentioned.add(name);
    for (const member of this.waiting) {
      if (staticName(member.name) === name) {
        this.waiting.delete(member);
        this.visit(member, member);
      }
    }
  }

  private mayDrop(member: ts.ClassElement): boolean {
    const isStatic =
      ts.canHaveModifiers(member) &&
      (ts.getModifiers(member) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
    const callable = ts.isMethodDeclaration(member) || ts.isAccessor(member);
    const name = staticName(member.name);
    return (callable || isStatic) && name !== null && !this.mentioned.has(name);
  }

  private name(identifier: ts.Identifier, piece: ts.Node): void {
    const binding = bindingOf(identifier, this.program);
    const name = identifier.text;
    const reached = this.file(identifier.getSourceFile());
    if (binding.kind === 'declared' && contains(piece, binding.declaration)) {
      return;
    }
    if (Object.hasOwn(this.given, name) && !isCallable(binding)) {
      reached.given.add(name);
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
        if (binding.name === SCHEDULE_BASE) {
          return { kind: 'external', specifier: LIBRARY, name: SCHEDULE_BASE };
        }
        this.usesTensors ||= /^@tensorflow\/tfjs/.test(binding.specifier);
        return binding;
      case 'module':
        return { kind: 'namespace', members: new Map() };
      case 'declared':
        return this.declared(identifier, binding.declaration);
      case 'absent':
        if (binding.name === SCHEDULE_BASE) {
          return { kind: 'external', specifier: LIBRARY, name: SCHEDULE_BASE };
        }
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
    } else if (name === SCHEDULE_BASE) {
      this.file(identifier.getSourceFile()).imports.set(name, {
        kind: 'external',
        specifier: LIBRARY,
        name,
      });
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
      const binding = exportOf(file, name, this.program);
      const imported = this.importOf(identifier, binding);
      if (imported !== null) {
        members.set(name, imported);
      }
    }
  }

  /** A member of the class that surrounds what is kept, which is itself not part of it. */
  private thisMember(access: ts.PropertyAccessExpression, piece: ts.Node): void {
    const owner = classOfThis(access);
    if (owner === null || contains(piece, owner)) {
      return;
    }
    const { thisMembers } = this.file(owner.getSourceFile());
    const members = thisMembers.get(owner) ?? new Set<string>();
    thisMembers.set(owner, members);
    const name = access.name.text;
    if (members.has(name)) {
      return;
    }
    members.add(name);
    const source = memberSource(owner, name);
    if (source === null) {
      if (!Object.hasOwn(this.given, name)) {
        this.missing.add(name);
      }
    } else if (ts.isParameter(source)) {
      this.declaredParameter(source, name);
    } else {
      this.visit(source, source);
    }
  }

  private declaredParameter(parameter: ts.ParameterDeclaration, name: string): void {
    if (parameter.initializer !== undefined) {
      this.visit(parameter.initializer, parameter);
    } else if (!Object.hasOwn(this.given, name)) {
      this.missing.add(name);
    }
  }
}

/** Given values stand for numbers; a name that is called is none. */
function isCallable(binding: Binding): boolean {
  return (
    binding.kind === 'declared' &&
    (ts.isFunctionDeclaration(binding.declaration) || ts.isClassLike(binding.declaration))
  );
}

/** Whether an identifier is a use of a name, rather than a declaration of one, a property's name or a label. */
function isReference(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression === identifier;
  }
  if (ts.isShorthandPropertyAssignment(parent)) {
    return true;
  }
  if (ts.isBindingElement(parent)) {
    return parent.initializer === identifier;
  }
  if (
    ts.isPropertyAssignment(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isEnumMember(parent)
  ) {
    return parent.initializer === identifier;
  }
  if (ts.isPropertyDeclaration(parent)) {
    return parent.initializer === identifier;
  }
  const declares =
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassLike(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isAccessor(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isMetaProperty(parent);
  return !declares;
}
