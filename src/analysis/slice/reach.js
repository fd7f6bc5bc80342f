import ts from 'typescript';
import { RATE_METHODS } from '../../protocol/slice';
import { bindingOf, exportOf } from '../program/binding';
import { contains, isFunctionScope, staticName, suspends } from '../program/syntax';
import { HOST_STAND_INS, LANGUAGE_GLOBALS } from './globals';
import { SCHEDULE_BASE } from '../detect/library';
/** Follows names from where a schedule is defined to all that they need, across local files. */
export class Reacher {
  program;
  given;
  files = new Map();
  missing = new Set();
  absent = [];
  /** Names of properties that kept code mentions: a method of a name that nobody mentions is never called. */
  mentioned = new Set(RATE_METHODS);
  waiting = new Set();
  usesTensors = false;
  constructor(program, given) {
    this.program = program;
    this.given = given;
  }
  /** Keeps what an expression or declaration needs, itself included where it is a declaration. */
  reach(root) {
    const piece = pieceOf(root);
    if (piece === null) {
      this.visit(root, root);
    } else {
      this.keep(piece);
    }
    this.file(root.getSourceFile());
  }
  addMissing(names) {
    for (const name of names) {
      this.missing.add(name);
    }
  }
  result() {
    return {
      files: this.files,
      missing: this.missing,
      absent: this.absent,
      dropped: this.waiting,
      usesTensors: this.usesTensors,
    };
  }
  file(file) {
    const known = this.files.get(file);
    if (known !== undefined) {
      return known;
    }
    const reached = {
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
  keep(piece) {
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
  visit(node, piece) {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) {
      return;
    }
    if (ts.isDecorator(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
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
      if (ts.isClassElement(child) && this.mayDrop(child)) {
        this.waiting.add(child);
      } else {
        this.visit(child, piece);
      }
    });
  }
  mention(name) {
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
  mayDrop(member) {
    const isStatic =
      ts.canHaveModifiers(member) &&
      (ts.getModifiers(member) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
    const callable = ts.isMethodDeclaration(member) || ts.isAccessor(member);
    const name = staticName(member.name);
    return (callable || isStatic) && name !== null && !this.mentioned.has(name);
  }
  name(identifier, piece) {
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
  importOf(identifier, binding) {
    switch (binding.kind) {
      case 'external':
        if (binding.name === SCHEDULE_BASE) {
          return { kind: 'external', specifier: 'tfjs-lr-schedules', name: SCHEDULE_BASE };
        }
        this.usesTensors ||= /^@tensorflow\/tfjs/.test(binding.specifier);
        return binding;
      case 'module':
        return { kind: 'namespace', members: new Map() };
      case 'declared':
        return this.declared(identifier, binding.declaration);
      case 'absent':
        if (binding.name === SCHEDULE_BASE) {
          return { kind: 'external', specifier: 'tfjs-lr-schedules', name: SCHEDULE_BASE };
        }
        this.absent.push({ specifier: binding.specifier, name: binding.name, node: identifier });
        return null;
      case 'global':
        this.global(identifier, binding.name);
        return null;
    }
  }
  global(identifier, name) {
    if (HOST_STAND_INS.has(name)) {
      this.file(identifier.getSourceFile()).standIns.add(name);
    } else if (name === SCHEDULE_BASE) {
      this.file(identifier.getSourceFile()).imports.set(name, {
        kind: 'external',
        specifier: 'tfjs-lr-schedules',
        name,
      });
    } else if (!LANGUAGE_GLOBALS.has(name)) {
      this.missing.add(name);
    }
  }
  declared(identifier, declaration) {
    const piece = pieceOf(declaration);
    if (piece === null || hasNoValue(piece, declaration)) {
      this.missing.add(identifier.text);
      return null;
    }
    this.keep(piece);
    return { kind: 'piece', piece, declaration };
  }
  /** `config.decaySteps` needs one export of the module, `config` on its own needs all. */
  namespaceUse(identifier, file, members) {
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
  thisMember(access, piece) {
    const owner = classOfThis(access);
    if (owner === null || contains(piece, owner)) {
      return;
    }
    const { thisMembers } = this.file(owner.getSourceFile());
    const members = thisMembers.get(owner) ?? new Set();
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
  declaredParameter(parameter, name) {
    if (parameter.initializer !== undefined) {
      this.visit(parameter.initializer, parameter);
    } else if (!Object.hasOwn(this.given, name)) {
      this.missing.add(name);
    }
  }
}
/** The whole declaration that a name's own belongs to; null for one that cannot be kept. */
export function pieceOf(node) {
  if (ts.isBindingElement(node)) {
    return pieceOf(node.parent.parent);
  }
  if (ts.isFunctionDeclaration(node) && node.body === undefined) {
    return implementationOf(node);
  }
  if (
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isExportAssignment(node) ||
    ts.isParameter(node)
  ) {
    return node;
  }
  return null;
}
/** The function that a list of overloads ends in. */
function implementationOf(overload) {
  const { parent } = overload;
  if (!ts.isSourceFile(parent) && !ts.isBlock(parent) && !ts.isModuleBlock(parent)) {
    return null;
  }
  const name = overload.name?.text;
  return (
    parent.statements
      .filter(ts.isFunctionDeclaration)
      .find((sibling) => sibling.body !== undefined && sibling.name?.text === name) ?? null
  );
}
/** Whether a declaration says nothing of its value: a parameter without a default, a loop's variable, an awaited result. */
function hasNoValue(piece, declaration) {
  if (ts.isParameter(piece)) {
    return (
      piece.initializer === undefined &&
      !(ts.isBindingElement(declaration) && declaration.initializer !== undefined)
    );
  }
  if (!ts.isVariableDeclaration(piece)) {
    return false;
  }
  const list = piece.parent;
  const inLoop =
    ts.isVariableDeclarationList(list) &&
    (ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent));
  return inLoop || piece.initializer === undefined || suspends(piece.initializer);
}
/** Given values stand for numbers; a name that is called is none. */
function isCallable(binding) {
  return (
    binding.kind === 'declared' &&
    (ts.isFunctionDeclaration(binding.declaration) || ts.isClassLike(binding.declaration))
  );
}
/** Whether an identifier is a use of a name, rather than a declaration of one, a property's name or a label. */
function isReference(identifier) {
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
/** The class whose instance `this` is, at a member access; null where it is something else. */
function classOfThis(access) {
  for (let outer = access.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isClassLike(outer)) {
      return outer;
    }
    if (isFunctionScope(outer) && !ts.isArrowFunction(outer)) {
      return ts.isClassLike(outer.parent) ? outer.parent : null;
    }
  }
  return null;
}
/** What gives a member of a class its value: its initializer, its parameter, its method, or an assignment in the constructor. */
export function memberSource(owner, name) {
  for (const member of owner.members) {
    if (ts.isConstructorDeclaration(member) && member.body !== undefined) {
      const property = member.parameters.find(
        (parameter) =>
          ts.isParameterPropertyDeclaration(parameter, member) && staticName(parameter.name) === name,
      );
      if (property !== undefined) {
        return property;
      }
      const assigned = assignedInConstructor(member.body, name);
      if (assigned !== null) {
        return assigned;
      }
    } else if (staticName(member.name) === name) {
      if (ts.isPropertyDeclaration(member) && member.initializer !== undefined) {
        return member.initializer;
      }
      if ((ts.isMethodDeclaration(member) || ts.isGetAccessor(member)) && member.body !== undefined) {
        return member;
      }
    }
  }
  return null;
}
function assignedInConstructor(body, name) {
  for (const statement of body.statements) {
    if (
      ts.isExpressionStatement(statement) &&
      ts.isBinaryExpression(statement.expression) &&
      statement.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(statement.expression.left) &&
      statement.expression.left.expression.kind === ts.SyntaxKind.ThisKeyword &&
      statement.expression.left.name.text === name
    ) {
      return statement.expression.right;
    }
  }
  return null;
}
