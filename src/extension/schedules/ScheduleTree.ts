import {
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type LogOutputChannel,
  type TreeDataProvider,
} from 'vscode';
import { COMMANDS, type DefinitionTarget } from '../../protocol/commands';
import type { DefinitionSummary, FileSummary } from '../../protocol/workspaceIndex';
import { Disposable } from '../Disposable';
import type { LanguageServer } from '../server/LanguageServer';
import { curveIcon } from './curveIcon';
import { countOf, filtered } from './scheduleFilter';
import type { ScheduleIndex } from './ScheduleIndex';

/** A line of the view. That of a schedule is a `DefinitionTarget`, so that commands take it as such. */
export type ScheduleNode = FileNode | DefinitionNode | NoteNode;
interface FileNode {
  readonly kind: 'file';
  readonly file: FileSummary;
}
export interface DefinitionNode extends DefinitionTarget {
  readonly kind: 'definition';
  readonly summary: DefinitionSummary;
}
interface NoteNode {
  readonly kind: 'note';
  readonly uri: string;
  readonly text: string;
}

/** With more schedules than these, files begin closed. */
const MOST_OPENED = 100;

/** The schedules of the workspace by their files, as far as a filter lets them through. */
export class ScheduleTree extends Disposable implements TreeDataProvider<ScheduleNode> {
  readonly #index: ScheduleIndex;
  readonly #server: LanguageServer;
  readonly #log: LogOutputChannel;
  readonly #changed = this.register(new EventEmitter<undefined>());
  #filter = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(index: ScheduleIndex, server: LanguageServer, log: LogOutputChannel) {
    super();
    this.#index = index;
    this.#server = server;
    this.#log = log;
    // The editor keeps the cards that it was given, and their pictures carry the colours of a theme.
    this.register(
      window.onDidChangeActiveColorTheme(() => {
        this.refresh();
      }),
    );
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(filter: string) {
    this.#filter = filter;
    this.refresh();
  }

  /** The files that are shown, in order. */
  get shown(): readonly FileSummary[] {
    return filtered(this.#index.files, this.#filter, pathOf);
  }

  /** Shows what is known now. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  getChildren(node?: ScheduleNode): ScheduleNode[] {
    if (node === undefined) return this.shown.map((file) => ({ kind: 'file', file }));
    if (node.kind !== 'file') return [];
    const { uri, definitions, notice } = node.file;
    const children: ScheduleNode[] = definitions.map((summary) => ({
      kind: 'definition',
      uri,
      definitionId: summary.id,
      summary,
    }));
    return notice === null ? children : [...children, { kind: 'note', uri, text: notice }];
  }

  getTreeItem(node: ScheduleNode): TreeItem {
    switch (node.kind) {
      case 'file':
        return this.#fileItem(node.file);
      case 'definition':
        return definitionItem(node);
      case 'note':
        return noteItem(node);
    }
  }

  /** The card is made when somebody points at a line. */
  async resolveTreeItem(item: TreeItem, node: ScheduleNode, token: CancellationToken): Promise<TreeItem> {
    if (node.kind !== 'definition') return item;
    try {
      const card = await this.#server.summaryCard(node, token);
      if (card !== null) {
        const tooltip = new MarkdownString(card, true);
        tooltip.isTrusted = { enabledCommands: Object.values(COMMANDS) };
        item.tooltip = tooltip;
      }
    } catch (error) {
      if (!token.isCancellationRequested) this.#log.warn(`There is no card of a schedule: ${String(error)}`);
    }
    return item;
  }

  #fileItem({ uri, definitions }: FileSummary): TreeItem {
    const resource = Uri.parse(uri);
    const isOpened = this.#filter !== '' || countOf(this.#index.files) <= MOST_OPENED;
    const item = new TreeItem(
      resource,
      isOpened ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
    );
    const path = pathOf(uri);
    // The editor keeps by the id what a person has opened and closed; under a filter that is another matter.
    item.id = this.#filter === '' ? uri : `filtered ${uri}`;
    item.description = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    item.iconPath = ThemeIcon.File;
    item.tooltip = path;
    item.contextValue = 'file';
    item.accessibilityInformation = {
      label:
        definitions.length === 1
          ? l10n.t('{0}, 1 schedule', path)
          : l10n.t('{0}, {1} schedules', path, definitions.length),
    };
    return item;
  }
}

function definitionItem(node: DefinitionNode): TreeItem {
  const { name, rates, sentence, shape } = node.summary;
  const item = new TreeItem(name, TreeItemCollapsibleState.None);
  const light = curveIcon(shape, 'light');
  const dark = curveIcon(shape, 'dark');
  item.description = rates;
  item.iconPath =
    light === null || dark === null
      ? new ThemeIcon('circle-slash')
      : { light: Uri.parse(light), dark: Uri.parse(dark) };
  item.contextValue = 'schedule';
  item.command = { command: COMMANDS.goToSchedule, title: l10n.t('Go to Schedule'), arguments: [node] };
  item.accessibilityInformation = { label: sentence === '' ? `${name}, ${rates}` : `${name}, ${sentence}` };
  return item;
}

function noteItem({ text }: NoteNode): TreeItem {
  const item = new TreeItem(text, TreeItemCollapsibleState.None);
  item.iconPath = new ThemeIcon('info');
  item.contextValue = 'note';
  return item;
}

/** A file by its path in the workspace; with several folders, by that of its own first. */
function pathOf(uri: string): string {
  return workspace.asRelativePath(Uri.parse(uri));
}
