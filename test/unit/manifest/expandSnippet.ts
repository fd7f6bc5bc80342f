/** What a snippet becomes when each tab stop is left as it is: choices at their first, stops without a text empty. */
export function expandSnippet(body: readonly string[]): string {
  const texts = new Map<string, string>();
  const { text, end } = parse(body.join('\n'), 0, false, texts);
  if (end !== body.join('\n').length) throw new Error('The snippet has a brace too many.');
  return text;
}

/** Reads up to the end, or inside a placeholder up to its closing brace. A stop named again repeats its first text. */
function parse(
  source: string,
  start: number,
  inside: boolean,
  texts: Map<string, string>,
): { text: string; end: number } {
  let text = '';
  let at = start;
  while (at < source.length) {
    const rest = source.slice(at);
    const [escaped] = /^\\[$}\\,|]/.exec(rest) ?? [];
    const [simple, stop] = /^\$(\d+)/.exec(rest) ?? [];
    const [opening, named] = /^\$\{(\d+)(?=[:|}])/.exec(rest) ?? [];
    if (escaped !== undefined) {
      text += escaped.slice(1);
      at += 2;
    } else if (simple !== undefined && stop !== undefined) {
      text += texts.get(stop) ?? '';
      at += simple.length;
    } else if (opening !== undefined && named !== undefined) {
      const { value, end } = placeholder(source, at + opening.length, texts);
      if (!texts.has(named)) texts.set(named, value);
      text += texts.get(named) ?? '';
      at = end;
    } else if (rest.startsWith('$')) {
      throw new Error(`Not a tab stop: ${rest.slice(0, 20)}`);
    } else if (inside && rest.startsWith('}')) {
      return { text, end: at + 1 };
    } else {
      text += source.charAt(at);
      at += 1;
    }
  }
  if (inside) throw new Error('A placeholder is not closed.');
  return { text, end: at };
}

/** Reads what follows the number of a tab stop: `}`, `:default}` or `|one,two|}`. */
function placeholder(source: string, at: number, texts: Map<string, string>): { value: string; end: number } {
  if (source.charAt(at) === ':') {
    const { text, end } = parse(source, at + 1, true, texts);
    return { value: text, end };
  }
  if (source.charAt(at) === '}') return { value: '', end: at + 1 };
  const close = source.indexOf('|}', at + 1);
  if (close < 0) throw new Error('A choice is not closed.');
  const [first = ''] = source.slice(at + 1, close).split(',');
  return { value: first, end: close + 2 };
}
