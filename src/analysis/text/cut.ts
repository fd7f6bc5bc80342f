/**
 * What a text is looked through for: comments, which are passed over, and empty lines below which something begins in the
 * first column that can begin a declaration, with the comments and decorators right above it.
 */
const COMMENT_OR_GAP =
  /(?:^|\n)[ \t]*(?:\/\*(?:[^]*?\*\/|[^]*)|\r?(?=\n(?:\/[/*]|@|(?:export|import|const|let|var|function|async|class|abstract|interface|type|enum|declare|namespace)\b)))/g;
const COMMENT = /^\s*\/\*/;
/** What a statement can end with. */
const ENDS_STATEMENT = /[\w$;})\]'"`/*>]/;

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['`', '`'],
]);

/**
 * Cuts a text into pieces that can be read by themselves: declarations, with what stands between them. The cuts hang on a
 * few characters around them alone, so an edit moves none elsewhere. They are right for code as people lay it out; where
 * one goes through brackets or a literal, `joined` finds that.
 */
export function cut(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(COMMENT_OR_GAP)) {
    const to = index + found.length + 1;
    if (!COMMENT.test(found) && ENDS_STATEMENT.test(text.slice(from, to).trimEnd().at(-1) ?? '')) {
      pieces.push(text.slice(from, to));
      from = to;
    }
  }
  pieces.push(text.slice(from));
  return pieces;
}

/**
 * The stretches of pieces that belong together, as the indices at which they begin and end: from a piece that leaves
 * brackets or a literal open to the one that closes them. Half-typed code leaves open what nothing closes, and stays alone.
 * @param unmatched for each piece, the brackets and backticks in it that are without a partner, in their order
 */
export function joined(unmatched: readonly string[]): readonly (readonly [from: number, to: number])[] {
  const uneven = unmatched.flatMap((brackets, i) => (brackets === '' ? [] : [i]));
  const stretches: (readonly [number, number])[] = [];
  let next = 0;
  for (let from = 0; from < unmatched.length; from = next) {
    next = (unmatched[from] === '' ? from : closing(from, uneven, unmatched)) + 1;
    stretches.push([from, next]);
  }
  return stretches;
}

/** The piece that closes what the piece `from` leaves open; itself when none does. */
function closing(from: number, uneven: readonly number[], unmatched: readonly string[]): number {
  const open: string[] = [];
  for (let i = uneven.indexOf(from); i < uneven.length; i += 1) {
    const piece = uneven[i] ?? from;
    const brackets = unmatched[piece] ?? '';
    if (open.at(-1) === '`') {
      // The piece took the end of the literal for its beginning: what it says of brackets is of no use.
      if (brackets.includes('`')) {
        return piece;
      }
    } else if (!take(brackets, open)) {
      return from;
    }
    if (open.length === 0) {
      return piece;
    }
  }
  return from;
}

/** Opens and closes brackets; false when one is closed that is not open. */
function take(brackets: string, open: string[]): boolean {
  for (const bracket of brackets) {
    if (CLOSERS.has(bracket)) {
      open.push(bracket);
    } else if (CLOSERS.get(open.pop() ?? '') !== bracket) {
      return false;
    }
  }
  return true;
}
