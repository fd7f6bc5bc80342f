import ts from 'typescript';

/** Asked of every token: the compiler's table of them is large, and looking a kind up in it takes longer than the rest. */
const {
  CloseBraceToken,
  CloseBracketToken,
  CloseParenToken,
  DotToken,
  EndOfFileToken,
  Identifier,
  NoSubstitutionTemplateLiteral,
  NumericLiteral,
  SlashEqualsToken,
  SlashToken,
  StringLiteral,
  TemplateHead,
  TemplateTail,
  ThisKeyword,
  Unknown,
} = ts.SyntaxKind;

/** A bracket that waits for its partner. */
interface OpenBracket {
  readonly at: number;
  readonly close: string;
  /** Whether statements stand directly in it: a block or a class body, unlike an argument list or an object. */
  readonly block: boolean;
  /** The indentation of the line it was opened on. */
  readonly indent: number;
}

/** A bracket or a backtick without a partner. */
interface Unmatched {
  readonly at: number;
  readonly bracket: string;
}

const OPENING = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.OpenBraceToken, '}'],
  [ts.SyntaxKind.OpenParenToken, ')'],
  [ts.SyntaxKind.OpenBracketToken, ']'],
]);
const CLOSING = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.CloseBraceToken, '}'],
  [ts.SyntaxKind.CloseParenToken, ')'],
  [ts.SyntaxKind.CloseBracketToken, ']'],
]);

const OPENERS: ReadonlyMap<string, string> = new Map([
  ['}', '{'],
  [')', '('],
  [']', '['],
]);

/** Words that begin a statement and can begin nothing else when they are the first on a line. */
const STATEMENT_STARTS = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.ConstKeyword,
  ts.SyntaxKind.VarKeyword,
  ts.SyntaxKind.LetKeyword,
  ts.SyntaxKind.ReturnKeyword,
  ts.SyntaxKind.IfKeyword,
  ts.SyntaxKind.ForKeyword,
  ts.SyntaxKind.WhileKeyword,
  ts.SyntaxKind.SwitchKeyword,
  ts.SyntaxKind.ThrowKeyword,
  ts.SyntaxKind.TryKeyword,
  ts.SyntaxKind.ExportKeyword,
  ts.SyntaxKind.InterfaceKeyword,
  ts.SyntaxKind.EnumKeyword,
  ts.SyntaxKind.DeclareKeyword,
  ts.SyntaxKind.AbstractKeyword,
]);

/** Words that begin a declaration when they stand in the first column, whatever was left open above them. */
const DECLARATION_STARTS = new Set<ts.SyntaxKind>([
  ...STATEMENT_STARTS,
  ts.SyntaxKind.ClassKeyword,
  ts.SyntaxKind.FunctionKeyword,
  ts.SyntaxKind.AsyncKeyword,
  ts.SyntaxKind.ImportKeyword,
  ts.SyntaxKind.TypeKeyword,
  ts.SyntaxKind.NamespaceKeyword,
]);

/** Tokens after which a brace opens an object rather than a block. */
const BEFORE_OBJECT = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.OpenParenToken,
  ts.SyntaxKind.OpenBracketToken,
  ts.SyntaxKind.CommaToken,
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.ColonToken,
  ts.SyntaxKind.QuestionToken,
  ts.SyntaxKind.ReturnKeyword,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.DotDotDotToken,
  ts.SyntaxKind.ImportKeyword,
  ts.SyntaxKind.TypeKeyword,
]);

/** A text that was closed up, and the offsets of the first text at which something was wanting. */
export interface Repair {
  readonly text: string;
  readonly places: readonly number[];
  /** The brackets and backticks that have no partner in the text, in their order. */
  readonly unmatched: string;
}

/**
 * Closes what half-typed code left open, so that the declarations after it parse as what they are. Closing brackets are
 * put at the ends of lines only, and text is never taken away, so that every line and column of the person's own code
 * stays where it was.
 *
 * A bracket is taken to be forgotten when a statement begins inside an argument list or an object, when a declaration
 * begins in the first column, or when a closing brace stands further to the left than the line its partner was opened on.
 */
export function repair(text: string, languageVariant: ts.LanguageVariant): Repair {
  const insertions: { readonly at: number; readonly closers: string }[] = [];
  const open: OpenBracket[] = [];
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, languageVariant, text);
  let previous: ts.SyntaxKind = Unknown;
  let previousEnd = 0;
  /** The depths of `open` at which template literals wait for the brace that ends their substitution. */
  const templates: number[] = [];
  const unmatched: Unmatched[] = [];

  const closeFrom = (depth: number): void => {
    const left = open.splice(depth);
    unmatched.push(...left.map(unclosed));
    const closers = left
      .reverse()
      .map((bracket) => bracket.close)
      .join('');
    if (closers !== '') {
      insertions.push({ at: endOfLine(text, previousEnd), closers });
    }
  };

  for (let token = scanner.scan(); token !== EndOfFileToken; token = scanner.scan()) {
    const start = scanner.getTokenStart();
    // Asked only of tokens that may begin a line: for every other one the answer is known, and it takes a look at the text.
    const indent = previousEnd === 0 || scanner.hasPrecedingLineBreak() ? leadingIndent(text, start) : null;
    if (indent !== null && previous !== DotToken) {
      if (indent === 0 && DECLARATION_STARTS.has(token) && open.length > 0) {
        templates.length = 0;
        closeFrom(0);
      } else if (STATEMENT_STARTS.has(token)) {
        closeFrom(lastBlock(open) + 1);
      } else if (CLOSING.has(token)) {
        closeFrom(openedAtOrLeftOf(open, indent));
      }
    }

    const close = OPENING.get(token);
    if (close !== undefined) {
      open.push({
        at: start,
        close,
        block: close === '}' && !BEFORE_OBJECT.has(previous),
        indent: lineIndent(text, start),
      });
    } else if (token === TemplateHead) {
      templates.push(open.length);
      open.push({ at: start, close: '}`', block: false, indent: lineIndent(text, start) });
    } else if (token === CloseBraceToken && templates.at(-1) === open.length - 1) {
      const part = scanner.reScanTemplateToken(false);
      if (scanner.isUnterminated()) {
        unmatched.push({ at: start, bracket: '`' });
      }
      if (part === TemplateTail) {
        templates.pop();
        open.pop();
      }
    } else if (CLOSING.has(token)) {
      const close = CLOSING.get(token) ?? '';
      const partner = open.findLastIndex((bracket) => bracket.close === close);
      if (partner !== -1) {
        const [, ...within] = open.splice(partner);
        unmatched.push(...within.map(unclosed));
      } else {
        unmatched.push({ at: start, bracket: close });
      }
    } else if (token === SlashToken || token === SlashEqualsToken) {
      if (!endsOperand(previous)) {
        scanner.reScanSlashToken();
      }
    } else if (token === NoSubstitutionTemplateLiteral && scanner.isUnterminated()) {
      const until = nextDeclaration(text, start);
      insertions.push({ at: endOfLine(text, start), closers: '`' });
      unmatched.push({ at: start, bracket: '`' });
      scanner.resetTokenState(until);
    }
    previous = scanner.getToken();
    previousEnd = scanner.getTokenEnd();
  }
  closeFrom(0);

  let repaired = '';
  let copied = 0;
  for (const { at, closers } of insertions.sort((a, b) => a.at - b.at)) {
    repaired += text.slice(copied, at) + closers;
    copied = at;
  }
  return {
    text: repaired + text.slice(copied),
    places: insertions.map(({ at }) => at),
    unmatched: unmatched
      .sort((a, b) => a.at - b.at)
      .map(({ bracket }) => bracket)
      .join(''),
  };
}

function unclosed({ at, close }: OpenBracket): Unmatched {
  return { at, bracket: OPENERS.get(close) ?? '`' };
}

function lastBlock(open: readonly OpenBracket[]): number {
  return open.findLastIndex((bracket) => bracket.block);
}

/** The depth from which brackets were opened on lines further to the right than a closer at this indentation may close. */
function openedAtOrLeftOf(open: readonly OpenBracket[], indent: number): number {
  let depth = open.length;
  while (depth > 0 && (open[depth - 1]?.indent ?? 0) > indent) {
    depth -= 1;
  }
  return depth;
}

/** Whether a value may have ended here, so that a slash after it divides rather than begins a regular expression. */
function endsOperand(token: ts.SyntaxKind): boolean {
  return (
    token === Identifier ||
    token === NumericLiteral ||
    token === StringLiteral ||
    token === CloseParenToken ||
    token === CloseBracketToken ||
    token === ThisKeyword ||
    token === CloseBraceToken
  );
}

/** The indentation of a token that is the first on its line; null for any other. */
function leadingIndent(text: string, start: number): number | null {
  const indent = lineIndent(text, start);
  return text.lastIndexOf('\n', start - 1) + 1 + indent === start ? indent : null;
}

function lineIndent(text: string, position: number): number {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  let at = lineStart;
  while (text[at] === ' ' || text[at] === '\t') {
    at += 1;
  }
  return at - lineStart;
}

/** The end of the line's code, before a line break and before a comment that would swallow what is put there. */
function endOfLine(text: string, position: number): number {
  const end = /[\r\n]/.exec(text.slice(position));
  const lineEnd = end === null ? text.length : position + end.index;
  const comment = text.slice(position, lineEnd).search(/\/\/|\/\*/);
  return comment === -1 ? lineEnd : position + comment;
}

function nextDeclaration(text: string, from: number): number {
  const pattern =
    /\n(?=(?:export|const|let|var|class|function|async|abstract|interface|type|enum|import|declare)\b)/g;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
