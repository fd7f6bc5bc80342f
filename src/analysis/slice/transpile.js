import { decode } from '@jridgewell/sourcemap-codec';
import ts from 'typescript';
/** Modules kept: a keystroke changes one or two of a document's, and asks for all of them. */
const MOST_KEPT = 400;
const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  jsx: ts.JsxEmit.React,
  sourceMap: true,
  removeComments: true,
  esModuleInterop: false,
  isolatedModules: true,
};
/** Erases types from modules and puts a `tick` into each of their loops, so that a runaway one can be ended. */
export class Transpiler {
  kept = new Map();
  /** @param jsx whether the module came from a file in which `<` may begin an element. */
  transpile(text, jsx) {
    const key = `${jsx ? 'jsx' : ''}\n${text}`;
    const known = this.kept.get(key);
    if (known !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const result = ts.transpileModule(text, {
      fileName: jsx ? 'slice.tsx' : 'slice.ts',
      compilerOptions: OPTIONS,
      transformers: { before: [tickLoops] },
    });
    const map = JSON.parse(result.sourceMapText ?? '{"mappings":""}');
    const transpiled = {
      code: result.outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
      lines: decode(map.mappings).map((segments) => segments[0]?.[2] ?? null),
    };
    this.kept.set(key, transpiled);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) {
      this.kept.delete(oldest);
    }
    return transpiled;
  }
}
/** `$lr.tick()` at the head of each loop's body. Recursion needs none: it ends by itself when the stack is full. */
function tickLoops(context) {
  const { factory } = context;
  const tick = () =>
    factory.createExpressionStatement(
      factory.createCallExpression(
        factory.createPropertyAccessExpression(factory.createIdentifier('$lr'), 'tick'),
        undefined,
        [],
      ),
    );
  const ticking = (body) =>
    factory.createBlock([tick(), ...(ts.isBlock(body) ? body.statements : [body])], true);
  const visit = (node) => {
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isForStatement(visited)) {
      const { initializer, condition, incrementor, statement } = visited;
      return factory.updateForStatement(visited, initializer, condition, incrementor, ticking(statement));
    }
    if (ts.isWhileStatement(visited)) {
      return factory.updateWhileStatement(visited, visited.expression, ticking(visited.statement));
    }
    if (ts.isDoStatement(visited)) {
      return factory.updateDoStatement(visited, ticking(visited.statement), visited.expression);
    }
    if (ts.isForOfStatement(visited)) {
      const { awaitModifier, initializer, expression, statement } = visited;
      return factory.updateForOfStatement(
        visited,
        awaitModifier,
        initializer,
        expression,
        ticking(statement),
      );
    }
    if (ts.isForInStatement(visited)) {
      return factory.updateForInStatement(
        visited,
        visited.initializer,
        visited.expression,
        ticking(visited.statement),
      );
    }
    return visited;
  };
  return (file) => ts.visitEachChild(file, visit, context);
}
