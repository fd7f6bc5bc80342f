import { commands, ConfigurationTarget, l10n, Uri, window, workspace, type LogOutputChannel } from 'vscode';
import { isFindingCode } from '../../protocol/finding';

/** Shows where the README explains a code. */
export async function explainFinding(code: unknown, extensionUri: Uri, log: LogOutputChannel): Promise<void> {
  if (!isFindingCode(code)) return;
  try {
    const readme = await readmeOf(extensionUri);
    await commands.executeCommand('markdown.showPreview', readme.with({ fragment: code }));
  } catch (error) {
    log.error(`The explanation of ${code} could not be shown: ${String(error)}`);
    void window.showErrorMessage(l10n.t('The explanation of {0} could not be shown.', code));
  }
}

/** Packing an extension may write the name in small letters. */
async function readmeOf(extensionUri: Uri): Promise<Uri> {
  const files = await workspace.fs.readDirectory(extensionUri);
  const name = files.map(([file]) => file).find((file) => file.toLowerCase() === 'readme.md');
  return Uri.joinPath(extensionUri, name ?? 'README.md');
}

/** Turns a code off where its severity is set already, else for the workspace, or for the person where there is none. */
export async function silenceFinding(code: unknown, document: unknown, log: LogOutputChannel): Promise<void> {
  if (!isFindingCode(code)) return;
  const scope = typeof document === 'string' ? Uri.parse(document) : undefined;
  const settings = workspace.getConfiguration('lrLens', scope);
  const known = settings.inspect<Readonly<Record<string, string>>>('findings.severities');
  const [value, target] =
    workspace.workspaceFolders === undefined
      ? ([known?.globalValue, ConfigurationTarget.Global] as const)
      : ([known?.workspaceValue, ConfigurationTarget.Workspace] as const);
  try {
    await settings.update('findings.severities', { ...value, [code]: 'off' }, target);
  } catch (error) {
    log.error(`${code} could not be turned off: ${String(error)}`);
    void window.showErrorMessage(
      l10n.t('{0} could not be turned off: the settings could not be written.', code),
    );
  }
}
