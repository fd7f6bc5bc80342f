import type ts from 'typescript';
import type { SliceLine } from '../../protocol/slice';

/** A stretch of a file that is replaced when it is copied. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Puts a module together from text we write and text copied from the source, and knows which line came from where. */
export class ModuleText {
  private text = '';
  private readonly lines: (SliceLine | null)[] = [null];

  /** @param sourceOf gives a file its number among the slice's sources. */
  constructor(private readonly sourceOf: (file: ts.SourceFile) => number) {}

  write(text: string): void {
    this.text += text;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      this.lines.push(null);
    }
  }

  /** Copies a stretch of a file but for its replacements; of two that overlap, the outer one counts. */
  copy(file: ts.SourceFile, start: number, end: number, replacements: readonly Replacement[]): void {
    let from = start;
    const inside = replacements.filter((replacement) => replacement.start >= start && replacement.end <= end);
    for (const replacement of inside.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      if (replacement.start < from) {
        // Inside a stretch that has been replaced as a whole.
        continue;
      }
      this.copyPlain(file, from, replacement.start);
      this.write(replacement.text);
      from = replacement.end;
    }
    this.copyPlain(file, from, end);
  }

  finish(): { readonly text: string; readonly lines: readonly (SliceLine | null)[] } {
    return { text: this.text, lines: this.lines };
  }

  private copyPlain(file: ts.SourceFile, start: number, end: number): void {
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
