/** The name of the document's root element, under which the page renders. */
export const ROOT_ID = 'root';

/** What the skeleton of the preview page needs to know. Addresses are those of the webview, as `asWebviewUri` gives them. */
export interface PreviewHtmlInput {
  /** Unguessable and fresh for each document: the one thing that lets a script in. */
  readonly nonce: string;
  /** The webview's own source, as `webview.cspSource` gives it. */
  readonly cspSource: string;
  readonly pageScript: string;
  readonly pageStyle: string;
  /** The workers are not started from their addresses, which webviews refuse: the page fetches their text. */
  readonly curveWorker: string;
  readonly tensorflow: string;
  /** The WebAssembly backend of tf.js: its script, and its bytes. */
  readonly tensorflowWasm: string;
  readonly tensorflowSimd: string;
  readonly trainingWorker: string;
  /** The bytes of the handwritten digits. */
  readonly digits: string;
  /** The document previewed; it may hold any character. */
  readonly uri: string;
  readonly title: string;
  /** A BCP 47 tag, such as `en`. */
  readonly language: string;
}

/**
 * The content security policy of the preview page. Scripts need the nonce; `blob:` is for the workers and for the slices
 * they import. `wasm-unsafe-eval` lets the workers compile the WebAssembly backend of tf.js, and no text. The page reads
 * its own files and nothing else, so neither can a slice, since workers inherit the policy.
 */
export function previewPolicy(nonce: string, cspSource: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' blob: 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `connect-src ${cspSource}`,
    `style-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The whole HTML of the preview page: a skeleton that `src/webview/page.ts` fills. */
export function previewHtml(input: PreviewHtmlInput): string {
  const attribute = (name: string, value: string): string => ` ${name}="${escapeHtml(value)}"`;
  const addresses = [
    attribute('data-curve-worker', input.curveWorker),
    attribute('data-tensorflow', input.tensorflow),
    attribute('data-tensorflow-wasm', input.tensorflowWasm),
    attribute('data-tensorflow-simd', input.tensorflowSimd),
    attribute('data-training-worker', input.trainingWorker),
    attribute('data-digits', input.digits),
  ].join('');
  return `<!DOCTYPE html>
<html${attribute('lang', input.language)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"${attribute('content', previewPolicy(input.nonce, input.cspSource))}>
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(input.title)}</title>
<link rel="stylesheet"${attribute('href', input.pageStyle)}>
</head>
<body>
<main id="${ROOT_ID}"${addresses}${attribute('data-restored-uri', input.uri)}></main>
<script type="module"${attribute('nonce', input.nonce)}${attribute('src', input.pageScript)}></script>
</body>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that HTML cannot mistake for markup, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
