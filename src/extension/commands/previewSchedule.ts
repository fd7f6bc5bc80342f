import { l10n, workspace, type LogOutputChannel } from 'vscode';
import type { PageView } from '../../protocol/preview';
import type { PreviewManager } from '../preview/PreviewManager';
import type { LanguageServer } from '../server/LanguageServer';
import { chooseDefinition, snapshotOf, type Target } from './findSchedule';

/**
 * Shows the preview of the schedule that a person means, by its curve or by what it does to a training. A document without
 * schedules gets its panel too: constant rates can be trained with, and for the curve it is said what to do about it.
 */
export async function previewSchedule(
  target: Target,
  view: PageView,
  previews: PreviewManager,
  server: LanguageServer,
  log: LogOutputChannel,
): Promise<void> {
  // One that has given up is tried again because a person asked.
  if (server.status === 'failed') void server.start();
  const definitionIds = await meantDefinitions(target, view, server, log);
  if (definitionIds !== null) previews.show(target.uri, definitionIds, view);
}

/** Null when the person was asked for one and picked none. */
async function meantDefinitions(
  target: Target,
  view: PageView,
  server: LanguageServer,
  log: LogOutputChannel,
): Promise<readonly string[] | null> {
  // A lens names its definition: nothing is to be asked, so the panel need not wait.
  if (target.definitionId !== null) return [target.definitionId];
  try {
    await workspace.openTextDocument(target.uri);
    const snapshot = await snapshotOf(target.uri, server);
    if (snapshot === null || snapshot.definitions.length === 0) return [];
    const question = view === 'training' ? l10n.t('Schedule to train with') : l10n.t('Schedule to preview');
    const definition = await chooseDefinition(snapshot, target, question);
    return definition === null ? null : [definition.id];
  } catch (error) {
    log.warn(`The schedules of ${target.uri.toString()} could not be listed: ${String(error)}`);
    return [];
  }
}
