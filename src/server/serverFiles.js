/** Texts of files, open documents first, kept until somebody says that they have changed. */
export class ServerFiles {
  openText;
  readFile;
  kept = new Map();
  /**
   * @param openText the text of an open document, unsaved edits included; null for a file that is not open.
   * @param readFile reads a file that is not open.
   */
  constructor(openText, readFile) {
    this.openText = openText;
    this.readFile = readFile;
  }
  read(uri) {
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
  forget(uri) {
    this.kept.delete(uri);
  }
}
