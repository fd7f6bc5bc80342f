/** Any package of tf.js. */
const TENSORFLOW = /^@tensorflow\/tfjs(?:$|-|\/)/;
const LIBRARY = /^tfjs-lr-schedules(?:$|\/)/;
/** Sorts a specifier that no local file answers to. */
export function moduleKind(specifier) {
  if (LIBRARY.test(specifier)) {
    return 'library';
  }
  return TENSORFLOW.test(specifier) ? 'tensorflow' : 'external';
}
export function isRelative(specifier) {
  return /^\.\.?(?:\/|$)/.test(specifier);
}
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** A specifier may name the file that the compiler will write rather than the one that is there. */
const WRITTEN_FOR = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};
/** The uris at which the module of an absolute path (without or with an extension) may be, the likeliest first. */
export function candidateUris(uri) {
  const extension = /\.[a-z]+$/i.exec(uri.slice(uri.lastIndexOf('/') + 1))?.[0].toLowerCase();
  if (extension !== undefined && EXTENSIONS.includes(extension)) {
    const stem = uri.slice(0, -extension.length);
    return (WRITTEN_FOR[extension] ?? [extension]).map((other) => stem + other);
  }
  const folder = uri.endsWith('/') ? uri : `${uri}/`;
  const files = uri.endsWith('/') ? [] : EXTENSIONS.map((other) => uri + other);
  return [...files, ...EXTENSIONS.map((other) => `${folder}index${other}`)];
}
/** The uri that a relative path leads to from a document. */
export function resolveRelative(fromUri, path) {
  const [, origin = '', rest = ''] = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)?(.*)$/is.exec(fromUri) ?? [];
  const parts = rest.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length > 1) {
        parts.pop();
      }
    } else if (part !== '.') {
      parts.push(encodePart(part));
    }
  }
  return origin + parts.join('/');
}
/** Uris carry their names encoded, source text does not. */
function encodePart(part) {
  return encodeURIComponent(part).replace(/%(?:2B|3D|26|24|2C|3B|21|27|28|29|2A)/g, (code) =>
    decodeURIComponent(code),
  );
}
