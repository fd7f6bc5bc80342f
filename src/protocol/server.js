/** Requests and notifications between the language server and its client, beside those of LSP itself. */
/** Server to client: the text of a file that is not open, or null when there is none. Answered through `workspace.fs`. */
export const READ_FILE = 'lrLens/readFile';
/** Client to server: what is known of a document, as soon as its newest version has been analysed. */
export const SNAPSHOT = 'lrLens/snapshot';
/** Server to client, a notification: a document has a new snapshot. */
export const ANALYZED = 'lrLens/analyzed';
/** Client to server, a notification: the whole of what the client knows and the server needs. */
export const CLIENT_STATE = 'lrLens/clientState';
/** Client to server, a notification: rates that only the webview could compute, for lens and hover to know. */
export const WEBVIEW_EVALUATION = 'lrLens/webviewEvaluation';
/** Client to server: the rate of one definition at some indices. */
export const RATES_AT = 'lrLens/ratesAt';
