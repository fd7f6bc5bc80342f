import { linkButton } from './dom';
import { STRINGS } from './strings';

/** Opens a place in a document; line and character are 0-based. */
export type OpenSource = (uri: string, line: number, character: number) => void;

/** A link that opens a place, named as `train.ts:12`. */
export function placeLink(uri: string, line: number, character: number, open: OpenSource): HTMLButtonElement {
  const place = `${fileName(uri)}:${line + 1}`;
  return linkButton(place, STRINGS.openSource(place), () => {
    open(uri, line, character);
  });
}

function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
