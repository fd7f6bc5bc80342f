import type { TextDocument } from 'vscode';

/** The languages that schedules are looked for in. */
export const LANGUAGES: readonly string[] = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
];

/**
 * Schemes of texts that are a copy: an older version, one side of a comparison, a piece of a chat. Lenses there would
 * double those of the document itself. Any other scheme may be a file system that an extension provides.
 */
const COPIES: ReadonlySet<string> = new Set([
  'chat-editing-snapshot-text-model',
  'chat-editing-text-model',
  'comment',
  'debug',
  'git',
  'gitfs',
  'gitlens',
  'output',
  'pr',
  'review',
  'scm-history-item',
  'vscode-chat-code-block',
  'vscode-local-history',
]);

/** Whether the server is told of a document. */
export function isSourceDocument(document: Pick<TextDocument, 'languageId' | 'uri'>): boolean {
  return LANGUAGES.includes(document.languageId) && !COPIES.has(document.uri.scheme);
}

/** A lone `lr` or `LR`, or one inside a name as in `baseLr`, `lrAt`, `min_lr`; but not the one in `already`. */
const LR_WORD = /(?<![A-Za-z])(?:lr|Lr|LR)(?![a-z])|[a-z0-9](?:Lr|LR)(?![a-z])/;
const TOPIC =
  /tensorflow|tfjs|learning[\s_-]?rate|schedul|decay|warm-?up|anneal|cyclical|optimi[sz]er|@lr\b/i;

/**
 * A loose, cheap test that says whether a text could concern learning rates; until one does, no server is started.
 * It errs on the side of yes: what is a schedule is for the server to find.
 */
export function mayConcernLearningRates(text: string): boolean {
  return TOPIC.test(text) || LR_WORD.test(text);
}
