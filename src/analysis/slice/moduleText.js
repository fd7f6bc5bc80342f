/** Puts a module together from text we write and text copied from the source, and knows which line came from where. */
export class ModuleText {
  sourceOf;
  text = '';
  lines = [null];
  /** @param sourceOf gives a file its number among the slice's sources. */
  constructor(sourceOf) {
    this.sourceOf = sourceOf;
  }
  write(text) {
    this.text += text;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      this.lines.push(null);
    }
  }
  /** Copies a stretch of a file but for its replacements, which must not overlap. */
  copy(file, start, end, replacements) {
    let from = start;
    const inside = replacements.filter((replacement) => replacement.start >= start && replacement.end <= end);
    for (const replacement of inside.toSorted((a, b) => a.start - b.start)) {
      this.copyPlain(file, from, replacement.start);
      this.write(replacement.text);
      from = replacement.end;
    }
    this.copyPlain(file, from, end);
  }
  finish() {
    return { text: this.text, lines: this.lines };
  }
  copyPlain(file, start, end) {
    const source = this.sourceOf(file);
    let line = file.getLineAndCharacterOfPosition(start).line;
    const current = this.lines.length - 1;
    if (end > start) {
      this.lines[current] ??= { source, line };
    }
    const text = file.text.slice(start, end);
    this.text += text;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      line += 1;
      this.lines.push({ source, line });
    }
  }
}
