import type { FileSource } from '../analysis/program/modules';

/** Texts of files, open documents first, kept until somebody says that they have changed. */
export class ServerFiles implements FileSource {
  private readonly kept = new Map<string, Promise<string | null>>();

  /**
   * @param openText the text of an open document, unsaved edits included; null for a file that is not open.
   * @param readFile reads a file that is not open.
   */
  constructor(
    private readonly openText: (uri: string) => string | null,
    private readonly readFile: (uri: string) => Promise<string | null>,
  ) {}

  read(uri: string): Promise<string | null> {
    const open = this.openText(uri);
    if (open !== null) {
      return Promise.resolve(open);
    }
    let text = this.kept.get(uri);
    if (text === undefined) {
      text = this.readFile(uri);
      this.kept.set(uri, text);
      // A failed read is tried again the next time.
      text.catch(() => this.kept.delete(uri));
    }
    return text;
  }

  /** Forgets a file that was changed, made or deleted. */
  forget(uri: string): void {
    this.kept.delete(uri);
  }
}
