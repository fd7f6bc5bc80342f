/** What may be in a file that the page asks to be saved. */
export interface FileToSave {
  /** Such as `two-spirals.csv`. */
  readonly name: string;
  /** In base64. */
  readonly content: string;
}

/** The longest name that every file system takes, with room for what a dialog puts behind it. */
const LONGEST_NAME = 100;

/** A name that is no path and that every file system takes. */
export function safeFileName(name: string): string {
  const safe = name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-').replace(/^[.\s-]+|[.\s]+$/g, '');
  if (safe.length <= LONGEST_NAME) return safe === '' ? 'training' : safe;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? '';
  return safe.slice(0, LONGEST_NAME - extension.length) + extension;
}

/** @throws when the text is not base64 */
export function bytesOfBase64(base64: string): Uint8Array {
  const binary = atob(base64);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
