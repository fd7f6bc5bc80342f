import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type ClientCapabilities,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Analyzer } from '../../analysis/analyze';
import { FINDING_COMMANDS } from '../../protocol/commands';
import { type Finding, isFindingCode } from '../../protocol/finding';
import { guards } from '../../protocol/guard';
import type { TextReplacement } from '../../protocol/server';
import type { VersionedText } from '../schedules';
import { diagnosticOf } from './diagnostics';
import type { FindingBoard } from './FindingBoard';

/** What surrounds the actions: the documents, and what the client can do. */
export interface ActionSurroundings {
  readonly textOf: (uri: string) => VersionedText | null;
  readonly client: () => ClientCapabilities;
  /** Whether the client has our commands. */
  readonly ownClient: () => boolean;
}

/** Which fix an action stands for, for when its edit is asked for. */
const isActionData = guards.object({
  uri: guards.string,
  version: guards.count,
  code: isFindingCode,
  line: guards.count,
  character: guards.count,
});

/** Quick fixes of findings, and the action that turns a code off. */
export class FindingActions {
  constructor(
    private readonly analyzer: Analyzer,
    private readonly board: FindingBoard,
    private readonly surroundings: ActionSurroundings,
  ) {}

  async actions({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const document = this.surroundings.textOf(uri);
    if (document === null || !wantsQuickFixes(context.only)) {
      return [];
    }
    const found = this.board.at(uri, range);
    const ownClient = this.surroundings.ownClient();
    const fixes =
      found.length === 0 ? [] : await this.analyzer.findingFixes(uri, document.text, document.language);
    if (this.surroundings.textOf(uri)?.version !== document.version) {
      return [];
    }
    const actions = found.flatMap((finding): CodeAction[] => {
      const diagnostics = [diagnosticOf(finding)];
      const { code, range: at } = finding;
      const fix = fixes.find((one) => isOf(one.finding, finding));
      const { version } = document;
      return fix === undefined
        ? []
        : [
            {
              title: fix.title,
              kind: CodeActionKind.QuickFix,
              diagnostics,
              isPreferred: fix.isPreferred,
              ...(this.resolvesEdits()
                ? { data: { uri, version, code, ...at.start } }
                : { edit: this.edit(uri, version, fix.edits) }),
            },
          ];
    });
    return [...actions, ...(ownClient ? found.flatMap((finding) => aboutCode(finding, uri)) : [])];
  }

  /** Adds the edit to an action that was chosen; one for a text that has changed since gets none. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const data: unknown = action.data;
    if (!isActionData(data)) {
      return action;
    }
    const document = this.surroundings.textOf(data.uri);
    if (document?.version !== data.version) {
      return action;
    }
    const fixes = await this.analyzer.findingFixes(data.uri, document.text, document.language);
    const { line, character } = data;
    const fix = fixes.find(
      ({ finding: { code, range } }) =>
        code === data.code && range.start.line === line && range.start.character === character,
    );
    return fix === undefined ? action : { ...action, edit: this.edit(data.uri, data.version, fix.edits) };
  }

  private resolvesEdits(): boolean {
    return (
      this.surroundings.client().textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ===
      true
    );
  }

  /** The version makes editors refuse an edit that comes too late. */
  private edit(uri: string, version: number, edits: readonly TextReplacement[]): WorkspaceEdit {
    const textEdits = edits.map(({ range, text }) => ({ range, newText: text }));
    return this.surroundings.client().workspace?.workspaceEdit?.documentChanges === true
      ? { documentChanges: [{ textDocument: { uri, version }, edits: textEdits }] }
      : { changes: { [uri]: textEdits } };
  }
}

function wantsQuickFixes(only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((kind) => kind === '' || kind === CodeActionKind.QuickFix);
}

function isOf(one: Finding, other: Finding): boolean {
  return (
    one.code === other.code &&
    one.range.start.line === other.range.start.line &&
    one.range.start.character === other.range.start.character
  );
}

/** What can be done about a code whatever it was found in: VS Code follows no command where a code links to. */
function aboutCode(finding: Finding, uri: string): CodeAction[] {
  const { code } = finding;
  const action = (title: string, command: string, ...given: readonly string[]): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(finding)],
    command: { title, command, arguments: [...given] },
  });
  return [
    action(`Explain “${code}”`, FINDING_COMMANDS.explainFinding, code),
    action(`Turn off “${code}” in the settings`, FINDING_COMMANDS.silenceFinding, code, uri),
  ];
}
