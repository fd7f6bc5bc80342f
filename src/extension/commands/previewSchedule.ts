import { l10n, workspace, type LogOutputChannel } from 'vscode';
import type { PreviewManager } from '../preview/PreviewManager';
import type { LanguageServer } from '../server/LanguageServer';
import { chooseDefinition, snapshotOf, type Target } from './findSchedule';

/**
 * Shows the preview of the schedule that a person means. A document without schedules gets its panel too, where what to
 * do about it is said.
 */
export async function previewSchedule(
  target: Target,
  previews: PreviewManager,
  server: LanguageServer,
  log: LogOutputChannel,
): Promise<void> {
  // One that has given up is tried again because a person asked.
  if (server.status === 'failed') void server.start();
  const definitionIds = await meantDefinitions(target, server, log);
  if (definitionIds !== null) previews.show(target.uri, definitionIds);
}

/** Null when the person was asked for one and picked none. */
async function meantDefinitions(
  target: Target,
  server: LanguageServer,
  log: LogOutputChannel,
): Promise<readonly string[] | null> {
  // A lens names its definition: nothing is to be asked, so the panel need not wait.
  if (target.definitionId !== null) return [target.definitionId];
  try {
    await workspace.openTextDocument(target.uri);
    const snapshot = await snapshotOf(target.uri, server);
    if (snapshot === null || snapshot.definitions.length === 0) return [];
    const definition = await chooseDefinition(snapshot, target, l10n.t('Schedule to preview'));
    return definition === null ? null : [definition.id];
  } catch (error) {
    log.warn(`The schedules of ${target.uri.toString()} could not be listed: ${String(error)}`);
    return [];
  }
}
