import { commands, Range, Uri, ViewColumn, window, type LogOutputChannel } from 'vscode';

/** The column of the editor that a document's source is shown in: the one it stands in, else one beside the panel. */
export function sourceColumn(uri: Uri, panel: ViewColumn | undefined): ViewColumn {
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  if (editor?.viewColumn !== undefined) return editor.viewColumn;
  return panel === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One;
}

/** Shows a place of a document, 0-based. Never rejects. */
export async function openSource(
  uri: string,
  { line, character }: { readonly line: number; readonly character: number },
  panel: ViewColumn | undefined,
  log: LogOutputChannel,
): Promise<void> {
  await reportingFailure(log, async () => {
    const document = Uri.parse(uri, true);
    await window.showTextDocument(document, {
      viewColumn: sourceColumn(document, panel),
      selection: new Range(line, character, line, character),
    });
  });
}

/** Goes to a document and offers its snippets. Never rejects. */
export async function openSnippets(
  uri: Uri,
  panel: ViewColumn | undefined,
  log: LogOutputChannel,
): Promise<void> {
  await reportingFailure(log, async () => {
    await window.showTextDocument(uri, { viewColumn: sourceColumn(uri, panel) });
    await commands.executeCommand('editor.action.insertSnippet');
  });
}

async function reportingFailure(log: LogOutputChannel, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    // The editor shows why it cannot open a document; this is for who asks later.
    log.warn(`The source could not be shown: ${String(error)}`);
  }
}
