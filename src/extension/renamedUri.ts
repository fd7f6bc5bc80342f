interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

/** What is needed of a URI to follow it. */
type Movable<U> = UriParts & { with(parts: UriParts): U };

/** Where a document is after files or folders were renamed; null when it is where it was. */
export function renamedUri<U extends Movable<U>>(
  uri: U,
  renames: readonly { readonly oldUri: U; readonly newUri: U }[],
): U | null {
  for (const { oldUri, newUri } of renames) {
    if (uri.scheme !== oldUri.scheme || uri.authority !== oldUri.authority) continue;
    if (uri.path === oldUri.path) return newUri;
    if (uri.path.startsWith(`${oldUri.path}/`)) {
      const { scheme, authority, path } = newUri;
      return uri.with({ scheme, authority, path: path + uri.path.slice(oldUri.path.length) });
    }
  }
  return null;
}
