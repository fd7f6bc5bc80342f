import { commands, l10n, ProgressLocation, window, type LogOutputChannel, type TreeView } from 'vscode';
import { COMMANDS } from '../../protocol/commands';
import { formatCount } from '../../protocol/numbers';
import type { FileSummary } from '../../protocol/workspaceIndex';
import { Disposable } from '../Disposable';
import type { Host } from '../host';
import type { LanguageServer } from '../server/LanguageServer';
import { Throttle } from '../Throttle';
import { countOf } from './scheduleFilter';
import type { ScheduleIndex } from './ScheduleIndex';
import { ScheduleTree, type ScheduleNode } from './ScheduleTree';

const VIEW = 'lrLens.schedules';
/** The manifest's `when` clauses go by these keys. */
const STATUS_KEY = 'lrLens.indexStatus';
const FILTER_KEY = 'lrLens.schedulesFiltered';
/** Between two drawings of the view while files are looked at, in milliseconds. */
const REFRESH_INTERVAL = 250;

/** What the view works with. */
export interface ViewServices {
  readonly index: ScheduleIndex;
  readonly server: LanguageServer;
  readonly host: Host;
  readonly log: LogOutputChannel;
}

/** The view *Schedules*: begins to look for them when it is first seen. */
export class ScheduleView extends Disposable {
  readonly #index: ScheduleIndex;
  readonly #tree: ScheduleTree;
  readonly #view: TreeView<ScheduleNode>;

  constructor({ index, server, host, log }: ViewServices) {
    super();
    this.#index = index;
    this.#tree = this.register(new ScheduleTree(index, server, log));
    this.#view = this.register(
      window.createTreeView(VIEW, { treeDataProvider: this.#tree, showCollapseAll: true }),
    );
    const refresh = this.register(
      new Throttle(
        () => {
          this.#refresh();
          return Promise.resolve();
        },
        REFRESH_INTERVAL,
        (delay, run) => host.after(delay, run),
      ),
    );
    this.register(
      index.onDidChange(() => {
        refresh.trigger();
      }),
    );
    this.register(
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible && index.status === 'idle') void this.#look();
      }),
    );
    if (this.#view.visible) void this.#look();
    const handlers: readonly (readonly [string, () => unknown])[] = [
      [COMMANDS.findSchedules, () => this.find()],
      [COMMANDS.refreshSchedules, () => this.#look()],
      [
        COMMANDS.stopFindingSchedules,
        () => {
          index.stop();
        },
      ],
      [
        COMMANDS.filterSchedules,
        () => {
          this.#askFilter();
        },
      ],
      [
        COMMANDS.clearScheduleFilter,
        () => {
          this.#setFilter('');
        },
      ],
    ];
    for (const [command, run] of handlers) this.register(commands.registerCommand(command, run));
  }

  /** The files that are listed, in order. */
  get shown(): readonly FileSummary[] {
    return this.#tree.shown;
  }

  /** Shows the view and looks at all files, with a progress that can be called off. */
  async find(): Promise<void> {
    await commands.executeCommand(`${VIEW}.focus`);
    await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Looking for learning-rate schedules'),
        cancellable: true,
      },
      async (progress, token) => {
        const cancelled = token.onCancellationRequested(() => {
          this.#index.stop();
        });
        let told = 0;
        const changed = this.#index.onDidChange(() => {
          const { done, total } = this.#index.progress;
          if (total === 0) return;
          const part = (100 * done) / total;
          const message = l10n.t(
            '{0} of {1} files, {2} found',
            formatCount(done),
            formatCount(total),
            formatCount(countOf(this.#index.files)),
          );
          progress.report({ increment: Math.max(0, part - told), message });
          told = part;
        });
        try {
          await this.#look();
        } finally {
          cancelled.dispose();
          changed.dispose();
        }
      },
    );
  }

  #look(): Thenable<void> {
    return window.withProgress({ location: { viewId: VIEW } }, () => this.#index.look());
  }

  #refresh(): void {
    this.#tree.refresh();
    void commands.executeCommand('setContext', STATUS_KEY, this.#index.status);
    this.#say();
  }

  /** What stands above the list. A message hides the welcome of an empty view. */
  #say(): void {
    const { filter, shown } = this.#tree;
    const all = countOf(this.#index.files);
    const parts = [
      filter === ''
        ? null
        : l10n.t('“{0}”: {1} of {2} schedules', filter, formatCount(countOf(shown)), formatCount(all)),
      this.#index.note,
    ].filter((part) => part !== null);
    this.#view.message = parts.length === 0 || all === 0 ? '' : parts.join(' ');
  }

  #setFilter(filter: string): void {
    this.#tree.filter = filter;
    void commands.executeCommand('setContext', FILTER_KEY, filter !== '');
    this.#say();
  }

  /** The list follows what is typed; leaving the box brings back what was. */
  #askFilter(): void {
    const before = this.#tree.filter;
    const box = window.createInputBox();
    let isAccepted = false;
    box.title = l10n.t('Filter Schedules');
    box.placeholder = l10n.t('Words of the name, kind, sentence or path, such as cosine or inline-rate');
    box.value = before;
    box.onDidChangeValue((value) => {
      this.#setFilter(value.trim());
    });
    box.onDidAccept(() => {
      isAccepted = true;
      box.hide();
    });
    box.onDidHide(() => {
      if (!isAccepted) this.#setFilter(before);
      box.dispose();
    });
    box.show();
  }
}
