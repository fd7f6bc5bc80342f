import { commands, l10n, Uri, window, workspace, type ExtensionContext } from 'vscode';
import { COMMANDS, FINDING_COMMANDS } from '../protocol/commands';
import { explainFinding, silenceFinding } from './commands/findingCommands';
import { previewSchedule } from './commands/previewSchedule';
import { targetOf, type Target } from './commands/findSchedule';
import { goToNeighbour, goToSchedule } from './commands/goToSchedule';
import { giveValues } from './commands/giveValues';
import { showRateAtStep } from './commands/showRateAtStep';
import type { Host } from './host';
import { PreviewManager } from './preview/PreviewManager';
import { RunStore } from './runs/RunStore';
import { ScheduleContext } from './ScheduleContext';
import { ScheduleIndex } from './schedules/ScheduleIndex';
import { ScheduleView } from './schedules/ScheduleView';
import { LanguageServer } from './server/LanguageServer';
import { StartWhenNeeded } from './server/StartWhenNeeded';
import { RESTART_COMMAND, ServerFailure } from './ServerFailure';
import { ClientStateStore } from './state/ClientStateStore';

/** How long a message stands in the status bar, in milliseconds. */
const MESSAGE_TIME = 10_000;

/** What an entry can do with the running extension. */
export interface Extension {
  /** Opens a document and its preview, without asking which of its schedules to show. */
  openPreview(uri: Uri): Promise<void>;
}

/** Registers everything and starts nothing: the server comes with the first document or command that needs it. */
export function activateExtension(context: ExtensionContext, host: Host): Extension {
  const log = window.createOutputChannel('LR Lens', { log: true });
  const state = new ClientStateStore(context.workspaceState);
  const server = new LanguageServer(host, state, log);
  const runs = new RunStore(Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'runs'), log);
  const { extensionUri } = context;
  const previews = new PreviewManager({ extensionUri, host, server, state, runs, log });
  const index = new ScheduleIndex(server, host, log);
  const view = new ScheduleView({ index, server, host, log });
  const going = { server, log, listed: () => view.shown };
  const onTarget =
    (run: (target: Target) => Promise<void>) =>
    async (argument: unknown): Promise<void> => {
      const target = targetOf(argument, previews);
      if (target !== null) await run(target);
      else window.setStatusBarMessage(l10n.t('Open a TypeScript or JavaScript file first.'), MESSAGE_TIME);
    };
  context.subscriptions.push(
    log,
    state,
    server,
    runs,
    previews,
    new ScheduleContext(server, previews),
    new ServerFailure(server),
    commands.registerCommand(
      COMMANDS.previewSchedule,
      onTarget((target) => previewSchedule(target, 'curve', previews, server, log)),
    ),
    commands.registerCommand(
      COMMANDS.trainSchedule,
      onTarget((target) => previewSchedule(target, 'training', previews, server, log)),
    ),
    commands.registerCommand(
      COMMANDS.showRateAtStep,
      onTarget((target) => showRateAtStep(target, server, state, log)),
    ),
    commands.registerCommand(
      COMMANDS.giveValues,
      onTarget((target) => giveValues(target, { server, state, log })),
    ),
    index,
    view,
    commands.registerCommand(COMMANDS.goToSchedule, (argument: unknown) => goToSchedule(argument, going)),
    commands.registerCommand(COMMANDS.nextSchedule, () => goToNeighbour('next', going)),
    commands.registerCommand(COMMANDS.previousSchedule, () => goToNeighbour('previous', going)),
    commands.registerCommand(FINDING_COMMANDS.explainFinding, (code: unknown) =>
      explainFinding(code, extensionUri, log),
    ),
    commands.registerCommand(FINDING_COMMANDS.silenceFinding, (code: unknown, document: unknown) =>
      silenceFinding(code, document, log),
    ),
    commands.registerCommand(RESTART_COMMAND, () => server.start()),
  );
  // Not within activation, which others wait for.
  const later = host.after(0, () => {
    context.subscriptions.push(new StartWhenNeeded(() => void server.start()));
  });
  context.subscriptions.push({
    dispose: () => {
      later.cancel();
    },
  });
  return {
    openPreview: async (uri) => {
      try {
        await window.showTextDocument(await workspace.openTextDocument(uri));
        previews.show(uri, [], 'curve');
      } catch (error) {
        log.error(`The preview of ${uri.toString()} could not be opened: ${String(error)}`);
      }
    },
  };
}
