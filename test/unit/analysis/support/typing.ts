import { Analyzer, type DocumentAnalysis } from '../../../../src/analysis/analyze';
import { uriOf, type Workspace } from './analysis';

type Given = Readonly<Record<string, number>>;

/** Editors that share one workspace in memory and type in it, and an analyzer that looks at a document at every keystroke. */
export class Typist {
  private readonly texts: Map<string, string>;
  private readonly kept: Analyzer;

  constructor(files: Workspace) {
    this.texts = new Map(Object.entries(files).map(([path, text]) => [uriOf(path), text]));
    this.kept = this.analyzer();
  }

  textOf(path: string): string {
    return this.texts.get(uriOf(path)) ?? '';
  }

  write(path: string, text: string): void {
    this.texts.set(uriOf(path), text);
  }

  delete(path: string): void {
    this.texts.delete(uriOf(path));
  }

  /**
   * The texts that a file has while one text in it is taken away from its end and another is typed in its place.
   * @param atOnce characters that are typed between two of them.
   */
  *typing(path: string, found: string, typed: string, atOnce = 1): Generator<string> {
    const text = this.textOf(path);
    const at = text.indexOf(found);
    if (at === -1) {
      throw new Error(`${path} does not hold ${JSON.stringify(found)}`);
    }
    let same = 0;
    while (same < Math.min(found.length, typed.length) && found[same] === typed[same]) {
      same += 1;
    }
    for (let length = found.length - atOnce; length > same; length -= atOnce) {
      yield text.slice(0, at + length) + text.slice(at + found.length);
    }
    for (let length = same; length < typed.length; length += atOnce) {
      yield text.slice(0, at) + typed.slice(0, length) + text.slice(at + found.length);
    }
    yield text.slice(0, at) + typed + text.slice(at + found.length);
  }

  /** What the analyzer that has seen all texts before says of the document. */
  look(document = 'main.ts', given: Given = {}): Promise<DocumentAnalysis> {
    return this.analyze(this.kept, document, given);
  }

  /** What one says that has seen nothing. */
  lookAfresh(document = 'main.ts', given: Given = {}): Promise<DocumentAnalysis> {
    return this.analyze(this.analyzer(), document, given);
  }

  private analyzer(): Analyzer {
    return new Analyzer({ read: (uri) => Promise.resolve(this.texts.get(uri) ?? null) });
  }

  private analyze(analyzer: Analyzer, document: string, given: Given): Promise<DocumentAnalysis> {
    const options = { defaultHorizon: 1_000, language: null, given };
    return analyzer.analyze(uriOf(document), this.textOf(document), options);
  }
}
