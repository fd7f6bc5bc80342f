import ts from 'typescript';

/** How the code of a file is written, as far as code put into it has to look the same. */
export interface CodeStyle {
  readonly lineBreak: '\n' | '\r\n';
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  /** One level of indentation. */
  readonly indent: string;
}

/** Reads the style off a file; what it does not tell is as in most code: `\n`, single quotes, semicolons, two spaces. */
export function codeStyleOf(file: ts.SourceFile): CodeStyle {
  return {
    lineBreak: /\r?\n/.exec(file.text)?.[0] === '\r\n' ? '\r\n' : '\n',
    quote: quoteOf(file),
    semicolons: usesSemicolons(file),
    indent: indentOf(file.text),
  };
}

/** The indentation of the line that an offset is on. */
export function indentationAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function quoteOf(file: ts.SourceFile): "'" | '"' {
  let single = 0;
  let double = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) {
      if (file.text[node.getStart(file)] === '"') {
        double += 1;
      } else {
        single += 1;
      }
    }
    // In JSX attributes people write double quotes whatever they write elsewhere.
    if (!ts.isJsxAttribute(node)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return double > single ? '"' : "'";
}

function usesSemicolons(file: ts.SourceFile): boolean {
  const ends = file.statements
    .filter(takesSemicolon)
    .map((statement) => statement.getText(file).endsWith(';'));
  return ends.filter((semicolon) => semicolon).length * 2 >= ends.length;
}

function takesSemicolon(statement: ts.Statement): boolean {
  return (
    ts.isVariableStatement(statement) ||
    ts.isExpressionStatement(statement) ||
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isExportAssignment(statement)
  );
}

/** The step by which lines are most often indented further than the one above. */
function indentOf(text: string): string {
  const counts = new Map<string, number>();
  let above = '';
  for (const line of text.split(/\r?\n/)) {
    const [, indentation = '', first = ''] = /^([ \t]*)(.?)/.exec(line) ?? [];
    // Blank lines say nothing, and the lines of a block comment begin one space in.
    if (first === '' || first === '*') {
      continue;
    }
    if (indentation.length > above.length && indentation.startsWith(above)) {
      const step = indentation.slice(above.length);
      counts.set(step, (counts.get(step) ?? 0) + 1);
    }
    above = indentation;
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? '  ';
}
