import ts from 'typescript';
import type { SliceLine } from '../../protocol/slice';
import { staticName } from '../program/syntax';
import { HOST_STAND_INS } from './globals';
import { ModuleText, type Replacement } from './moduleText';
import { heldMember, isWrittenLater, memberSource } from './members';
import { type Piece, pieceOf } from './pieces';
import { withGiven } from './constructorArguments';
import { givenCode, type GivenValues } from './given';
import type { Import, Reach, ReachedFile } from './reached';
import { replace, shadowedElements, unwantedModifiers } from './replacements';
import { INDEX_NAME } from './rootContext';
import { type ScopeTree, scopeTree } from './scopes';

/** What the slice yields: text of our own and stretches copied from the source, and where it stands. */
export interface RootText {
  readonly node: ts.Node;
  readonly parts: readonly (string | ts.Node)[];
}

/** A module of a slice in TypeScript. */
export interface ModuleSource {
  readonly file: ts.SourceFile;
  readonly text: string;
  readonly lines: readonly (SliceLine | null)[];
}

/** Given values, and the slots of those that stand as literals in the source. */
export interface EmittedGiven {
  readonly values: GivenValues;
  readonly slots: ReadonlyMap<string, number>;
}

/** Values of literals, by node, are put in from the slots of this number. */
export type Slots = ReadonlyMap<ts.Node, number>;

/** Writes the modules of a slice. Module 0 is the one that yields the schedule. */
export function emitModules(
  reach: Reach,
  root: RootText,
  slots: Slots,
  given: EmittedGiven,
  sources: string[],
): readonly ModuleSource[] {
  const rootFile = root.node.getSourceFile();
  const files = [...reach.files.values()].sort(
    (a, b) => Number(b.file === rootFile) - Number(a.file === rootFile),
  );
  const numbers = new Map(files.map(({ file }, number) => [file, number]));
  const exported = exportNames(files);
  const sourceOf = (file: ts.SourceFile): number => {
    const known = sources.indexOf(file.fileName);
    return known === -1 ? sources.push(file.fileName) - 1 : known;
  };
  return files.map((reached) => {
    const emitter = new ModuleEmitter(
      reached,
      reach,
      slots,
      given,
      numbers,
      exported,
      new ModuleText(sourceOf),
    );
    return { file: reached.file, ...emitter.emit(reached.file === rootFile ? root : null) };
  });
}

type ExportNames = ReadonlyMap<ts.Declaration, string>;

/** Gives each declaration that another module imports a name of its own to be exported by. */
function exportNames(files: readonly ReachedFile[]): ExportNames {
  const names = new Map<ts.Declaration, string>();
  const note = (imported: Import): void => {
    if (imported.kind === 'piece') {
      names.set(imported.declaration, names.get(imported.declaration) ?? `$${names.size}`);
    } else if (imported.kind === 'namespace') {
      imported.members.forEach(note);
    }
  };
  for (const { imports } of files) {
    imports.forEach(note);
  }
  return names;
}

/** The name that an anonymous default export is given. */
const DEFAULT = '$default';

class ModuleEmitter {
  private readonly replacements: readonly Replacement[];

  constructor(
    private readonly reached: ReachedFile,
    private readonly reach: Reach,
    slots: Slots,
    private readonly given: EmittedGiven,
    private readonly numbers: ReadonlyMap<ts.SourceFile, number>,
    private readonly exported: ExportNames,
    private readonly out: ModuleText,
  ) {
    const { file } = reached;
    this.replacements = [
      ...[...slots]
        .filter(([node]) => node.getSourceFile() === file)
        .map(([node, slot]) => replace(node, `$lr.slots[${slot}]`)),
      ...[...reach.dropped]
        .filter((member) => member.getSourceFile() === file)
        .map((member) => replace(member, '')),
      ...[...reached.pieces].flatMap(unwantedModifiers),
      ...[...reached.pieces].flatMap((piece) => shadowedElements(piece, reached.given)),
      ...[...reach.open.replaced]
        .filter(([node]) => node.getSourceFile() === file)
        .map(([node, standing]) =>
          replace(node, 'text' in standing ? standing.text : this.code(standing.given)),
        ),
      ...[...reach.open.patterns]
        .filter(([node]) => node.getSourceFile() === file && ts.isExpression(node))
        .map(([node, names]) => replace(node, this.objectOf(names))),
      ...[...reach.context.skipped]
        .filter((node) => node.getSourceFile() === file)
        .map((node) => replace(node, ';')),
    ];
  }

  emit(root: RootText | null): { readonly text: string; readonly lines: readonly (SliceLine | null)[] } {
    const { out, reached } = this;
    for (const name of reached.standIns) {
      out.write(`const ${name}: any = ${HOST_STAND_INS.get(name) ?? '{}'};\n`);
    }
    for (const [name, part] of reached.training) {
      out.write(`let ${name}: any = ($lr as any).${part};\n`);
    }
    if (root !== null) {
      out.write(`let ${INDEX_NAME}: any = 0;\n`);
    }
    // What the source lets change, as a rate that decays, may change in the slice too.
    for (const name of reached.given) {
      out.write(`let ${name} = ${this.code(name)};\n`);
    }
    for (const [name, imported] of reached.imports) {
      this.emitImport(name, imported);
    }
    this.emitScope(scopeTree(reached.pieces, root?.node ?? null), root);
    for (const [declaration, name] of this.exported) {
      if (declaration.getSourceFile() === reached.file) {
        out.write(`export { ${localName(declaration)} as ${name} };\n`);
      }
    }
    return out.finish();
  }

  private emitImport(name: string, imported: Import): void {
    const { out } = this;
    switch (imported.kind) {
      case 'external': {
        const from = JSON.stringify(imported.specifier);
        // The namespaces of tf.js and of the library stand for their default exports too.
        const whole = imported.name === '*' || imported.name === 'default';
        out.write(
          whole
            ? `import * as ${name} from ${from};\n`
            : `import { ${imported.name} as ${name} } from ${from};\n`,
        );
        return;
      }
      case 'piece': {
        const number = this.numbers.get(imported.piece.getSourceFile()) ?? 0;
        out.write(
          `import { ${this.exported.get(imported.declaration) ?? ''} as ${name} } from "#${number}";\n`,
        );
        return;
      }
      case 'namespace': {
        const members = [...imported.members].map(([member, of], i) => ({
          member,
          of,
          local: `$${name}${i}`,
        }));
        for (const { local, of } of members) {
          this.emitImport(local, of);
        }
        const getters = members.map(
          ({ member, local }) => `get ${JSON.stringify(member)}() { return ${local}; }`,
        );
        out.write(`const ${name} = { ${getters.join(', ')} };\n`);
      }
    }
  }

  private emitScope(scope: ScopeTree, root: RootText | null): void {
    for (const piece of scope.pieces) {
      this.emitPiece(piece);
    }
    for (const child of scope.children.values()) {
      this.emitChild(child, root);
    }
    if (scope.holdsRoot && root !== null) {
      this.out.write('exports.$root = () => (');
      for (const part of root.parts) {
        if (typeof part === 'string') {
          this.out.write(withGiven(part, (name) => this.code(name)));
        } else {
          this.copyRoot(part);
        }
      }
      this.out.write(');\n');
    }
  }

  /** Scopes become functions that are called at once: their names stay their own, and `this` is that of the class around. */
  private emitChild(scope: ScopeTree, root: RootText | null): void {
    const { out } = this;
    if (scope.node === null || !ts.isClassLike(scope.node)) {
      out.write('(() => {\n');
      this.emitScope(scope, root);
      out.write('})();\n');
      return;
    }
    const parameters = scope.pieces.filter(ts.isParameter);
    out.write('(() => {\n');
    for (const parameter of parameters) {
      this.emitPiece(parameter);
    }
    out.write('(function (this: any) {\n');
    this.emitScope({ ...scope, pieces: scope.pieces.filter((piece) => !ts.isParameter(piece)) }, root);
    out.write('}).call({\n');
    for (const name of this.reached.thisMembers.get(scope.node) ?? []) {
      this.emitThisMember(scope.node, name);
    }
    out.write('});\n})();\n');
  }

  private code(name: string): string {
    return givenCode(name, this.given.values, this.given.slots);
  }

  /** An object with these of the given values. */
  private objectOf(names: Iterable<string>): string {
    const members = [...names].map((name) => `${JSON.stringify(name)}: ${this.code(name)}`);
    return `({ ${members.join(', ')} } as any)`;
  }

  /** Functions are copied without what they are declared with, which an expression cannot have. */
  private copyRoot(node: ts.Node): void {
    const declared = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
    const start = declared ? (node.modifiers?.end ?? node.getStart()) : node.getStart();
    this.out.copy(this.reached.file, start, node.getEnd(), this.replacements);
  }

  private emitThisMember(owner: ts.ClassLikeDeclaration, name: string): void {
    const { out } = this;
    const key = name.startsWith('#') ? `[${JSON.stringify(name)}]` : name;
    const source = this.reach.open.used.has(name) ? null : memberSource(owner, name);
    if (source !== null && (ts.isMethodDeclaration(source) || ts.isAccessor(source))) {
      const from = source.modifiers?.end ?? source.getStart();
      out.copy(this.reached.file, from, source.getEnd(), this.replacements);
      out.write(',\n');
      return;
    }
    const value = source !== null && ts.isParameter(source) ? source.initializer : source;
    const isHeld = this.reach.context.isReplayed || isWrittenLater(owner, name);
    const [begin, end] = isHeld ? heldMember(key) : [`get ${key}() { return (`, '); },\n'];
    out.write(begin);
    if (value === null || value === undefined) {
      out.write(this.code(name));
    } else {
      this.copy(value);
    }
    out.write(end);
  }

  private emitPiece(piece: Piece): void {
    const { out } = this;
    const { index } = this.reach.context;
    if (index !== null && piece === pieceOf(index)) {
      out.write(
        `let ${staticName(ts.getNameOfDeclaration(index) as ts.PropertyName | undefined) ?? ''}: any = 0;\n`,
      );
      return;
    }
    if (ts.isParameter(piece)) {
      out.write('let ');
      this.copy(piece.name);
      out.write(' = ');
      if (piece.initializer === undefined) {
        out.write(this.objectOf(this.reach.open.patterns.get(piece) ?? []));
      } else {
        this.copy(piece.initializer);
      }
      out.write(';\n');
      return;
    }
    if (ts.isVariableDeclaration(piece)) {
      const flags = ts.getCombinedNodeFlags(piece);
      out.write(
        (flags & ts.NodeFlags.Const) !== 0 ? 'const ' : (flags & ts.NodeFlags.Let) !== 0 ? 'let ' : 'var ',
      );
      this.copy(piece);
      out.write(';\n');
      return;
    }
    if (ts.isExportAssignment(piece)) {
      out.write(`const ${DEFAULT} = `);
      this.copy(piece.expression);
      out.write(';\n');
      return;
    }
    if (localName(piece) === DEFAULT) {
      out.write(`const ${DEFAULT} = `);
    }
    this.copy(piece);
    out.write('\n');
  }

  private copy(node: ts.Node): void {
    this.out.copy(this.reached.file, node.getStart(), node.getEnd(), this.replacements);
  }
}

/** The name that a declaration has within its module. */
export function localName(declaration: ts.Declaration): string {
  return staticName(ts.getNameOfDeclaration(declaration) as ts.PropertyName | undefined) ?? DEFAULT;
}
