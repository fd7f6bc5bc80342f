import { env, l10n, Uri, type Webview } from 'vscode';
import { escapeHtml, previewHtml } from '../../protocol/previewHtml';
import type { Host } from '../host';

/** The only folder whose files a preview's page can read. */
export function pageFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** The HTML of the preview of one document. */
export function panelHtml(
  webview: Webview,
  extensionUri: Uri,
  uri: string,
  title: string,
  host: Host,
): string {
  const address = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(pageFolder(extensionUri), name)).toString();
  return previewHtml({
    nonce: host.secret(),
    cspSource: webview.cspSource,
    pageScript: address('page.js'),
    pageStyle: address('pageStyle.css'),
    curveWorker: address('curveWorker.js'),
    tensorflow: address('tensorflow.js'),
    tensorflowWasm: address('tensorflowWasm.js'),
    tensorflowSimd: address('tensorflowSimd.wasm'),
    trainingWorker: address('trainingWorker.js'),
    digits: address('digits.bin'),
    uri,
    title,
    language: env.language,
  });
}

/** What stands in a panel that came back without a word of what it showed. It runs no script. */
export function lostPanelHtml(): string {
  const message = l10n.t(
    'This preview could not be restored. Close it, then run “Learning Rate: Preview Schedule” in a file with a schedule.',
  );
  return `<!DOCTYPE html>
<html lang="${escapeHtml(env.language)}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>
<body><p role="status">${escapeHtml(message)}</p></body>
</html>
`;
}
