import ts from 'typescript';
import { isFunctionScope } from './syntax';

/** The declarations of a scope by name. A name may have a value and a type; both are listed. */
type Names = ReadonlyMap<string, readonly ts.Declaration[]>;

/**
 * The declarations that the names of parsed files refer to. A scope's names are collected when one in reach of it is first
 * asked for: most scopes of a file never are, which is what makes this cheaper than binding the file.
 */
export class NameTable {
  private readonly scopes = new WeakMap<ts.Node, Names>();
  private readonly exports = new WeakMap<ts.SourceFile, Names>();

  /** The declaration an identifier refers to where it stands; null when nothing in its file declares it. */
  lookUp(identifier: ts.Identifier): ts.Declaration | null {
    return this.lookUpName(identifier.text, identifier, isTypePosition(identifier));
  }

  /** Whether a scope inside its file declares what an identifier refers to. */
  isInner(identifier: ts.Identifier): boolean {
    for (let scope: ts.Node = identifier; !ts.isSourceFile(scope); scope = scope.parent) {
      if (isScope(scope) && this.namesOf(scope).has(identifier.text)) {
        return true;
      }
    }
    return false;
  }

  /** What a file exports under a name, but for its `export *`. */
  exported(file: ts.SourceFile, name: string): ts.Declaration | null {
    return preferred(this.exportsOf(file).get(name), false);
  }

  /** The names a file exports, but for those of its `export *`. */
  exportNames(file: ts.SourceFile): readonly string[] {
    return [...this.exportsOf(file).keys()];
  }

  private lookUpName(name: string, at: ts.Node, type: boolean): ts.Declaration | null {
    for (let scope: ts.Node = at; ; scope = scope.parent) {
      if (isScope(scope)) {
        const found = preferred(this.namesOf(scope).get(name), type);
        if (found !== null) {
          return found;
        }
      }
      if (ts.isSourceFile(scope)) {
        return null;
      }
    }
  }

  private namesOf(scope: ts.Node): Names {
    const known = this.scopes.get(scope);
    if (known !== undefined) {
      return known;
    }
    const names = new Map<string, ts.Declaration[]>();
    collectScope(scope, (name, declaration) => {
      names.set(name, [...(names.get(name) ?? []), declaration]);
    });
    this.scopes.set(scope, names);
    return names;
  }

  private exportsOf(file: ts.SourceFile): Names {
    const known = this.exports.get(file);
    if (known !== undefined) {
      return known;
    }
    const names = new Map<string, ts.Declaration[]>();
    for (const statement of file.statements) {
      collectExports(statement, (name, declaration) => {
        names.set(name, [...(names.get(name) ?? []), declaration]);
      });
    }
    this.exports.set(file, names);
    return names;
  }
}

/** The names that a statement declares in the scope it stands in. */
export function declaredNames(statement: ts.Statement): readonly string[] {
  const names: string[] = [];
  collectStatement(statement, (name) => {
    names.push(name);
  });
  return names;
}

type Declare = (name: string, declaration: ts.Declaration) => void;

/** The kinds of nodes, beside functions, that declare names of their own. */
const OTHER_SCOPES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.SourceFile,
  ts.SyntaxKind.Block,
  ts.SyntaxKind.ModuleBlock,
  ts.SyntaxKind.CaseBlock,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.ClassExpression,
]);

/** Asked of every node between a name and its file. */
function isScope(node: ts.Node): boolean {
  return OTHER_SCOPES.has(node.kind) || isFunctionScope(node);
}

function collectScope(scope: ts.Node, declare: Declare): void {
  if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)) {
    scope.statements.forEach((statement) => collectStatement(statement, declare));
  } else if (ts.isCaseBlock(scope)) {
    scope.clauses
      .flatMap((clause) => [...clause.statements])
      .forEach((one) => collectStatement(one, declare));
  } else if (isFunctionScope(scope)) {
    scope.parameters.forEach((parameter) => collectBinding(parameter, declare));
    if (ts.isFunctionExpression(scope) && scope.name !== undefined) {
      declare(scope.name.text, scope);
    }
  } else if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) {
    if (scope.initializer !== undefined && ts.isVariableDeclarationList(scope.initializer)) {
      scope.initializer.declarations.forEach((declaration) => collectBinding(declaration, declare));
    }
  } else if (ts.isCatchClause(scope) && scope.variableDeclaration !== undefined) {
    collectBinding(scope.variableDeclaration, declare);
  } else if (ts.isClassExpression(scope) && scope.name !== undefined) {
    declare(scope.name.text, scope);
  }
}

function collectStatement(statement: ts.Statement, declare: Declare): void {
  if (ts.isVariableStatement(statement)) {
    statement.declarationList.declarations.forEach((declaration) => collectBinding(declaration, declare));
  } else if (ts.isImportDeclaration(statement)) {
    collectImport(statement.importClause, declare);
  } else if (isNamedStatement(statement) && statement.name !== undefined) {
    declare(statement.name.text, statement);
  }
}

function isNamedStatement(
  statement: ts.Statement,
): statement is
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ModuleDeclaration
  | ts.ImportEqualsDeclaration {
  return (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  );
}

function collectImport(clause: ts.ImportClause | undefined, declare: Declare): void {
  if (clause === undefined) {
    return;
  }
  if (clause.name !== undefined) {
    declare(clause.name.text, clause);
  }
  const bindings = clause.namedBindings;
  if (bindings === undefined) {
    return;
  }
  if (ts.isNamespaceImport(bindings)) {
    declare(bindings.name.text, bindings);
  } else {
    bindings.elements.forEach((specifier) => declare(specifier.name.text, specifier));
  }
}

function collectBinding(
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement,
  declare: Declare,
): void {
  if (ts.isIdentifier(declaration.name)) {
    declare(declaration.name.text, declaration);
    return;
  }
  for (const element of declaration.name.elements) {
    if (ts.isBindingElement(element)) {
      collectBinding(element, declare);
    }
  }
}

function collectExports(statement: ts.Statement, declare: Declare): void {
  if (ts.isExportAssignment(statement)) {
    declare('default', statement);
  } else if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    if (clause !== undefined && ts.isNamedExports(clause)) {
      clause.elements.forEach((specifier) => declare(specifier.name.text, specifier));
    } else if (clause !== undefined) {
      declare(clause.name.text, clause);
    }
  } else if (ts.canHaveModifiers(statement)) {
    const kinds = (ts.getModifiers(statement) ?? []).map((modifier) => modifier.kind);
    if (kinds.includes(ts.SyntaxKind.DefaultKeyword)) {
      declare('default', statement as ts.FunctionDeclaration | ts.ClassDeclaration);
    } else if (kinds.includes(ts.SyntaxKind.ExportKeyword)) {
      collectStatement(statement, declare);
    }
  } else if (ts.isExpressionStatement(statement)) {
    collectCommonJsExports(statement.expression, declare);
  }
}

/** `exports.a = …`, `module.exports.a = …` and `module.exports = { a, b: … }`. */
function collectCommonJsExports(expression: ts.Expression, declare: Declare): void {
  if (!ts.isBinaryExpression(expression) || !ts.isPropertyAccessExpression(expression.left)) {
    return;
  }
  const target = expression.left;
  const container = target.expression.getText();
  if (container === 'exports' || container === 'module.exports') {
    declare(target.name.text, expression);
  } else if (container === 'module' && target.name.text === 'exports') {
    if (ts.isObjectLiteralExpression(expression.right)) {
      for (const property of expression.right.properties) {
        if (property.name !== undefined && ts.isIdentifier(property.name)) {
          declare(property.name.text, property);
        }
      }
    }
  }
}

/** Of a value and a type of one name, the one that a place can mean; of overloads, the one with a body. */
function preferred(
  declarations: readonly ts.Declaration[] | undefined,
  type: boolean,
): ts.Declaration | null {
  if (declarations === undefined) {
    return null;
  }
  const isType = (declaration: ts.Declaration): boolean =>
    ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration);
  const wanted = declarations.filter((declaration) => isType(declaration) === type);
  const bodied = wanted.find(
    (declaration) => !ts.isFunctionDeclaration(declaration) || declaration.body !== undefined,
  );
  return bodied ?? wanted[0] ?? declarations[0] ?? null;
}

function isTypePosition(identifier: ts.Identifier): boolean {
  return ts.isTypeReferenceNode(identifier.parent);
}
