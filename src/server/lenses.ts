import type { CodeLens } from 'vscode-languageserver';
import { COMMANDS } from '../protocol/commands';
import type { DocumentSnapshot, EvaluatedDefinition } from '../protocol/snapshot';
import { lensTitle, needsValues } from './lensTitle';

/**
 * The lines above the schedules of a document.
 * @param runsCommands whether the reader is our own client, which has the commands behind them.
 */
export function lenses(snapshot: DocumentSnapshot, runsCommands: boolean): readonly CodeLens[] {
  return snapshot.definitions.flatMap((evaluated) => lensesAbove(evaluated, snapshot.uri, runsCommands));
}

function lensesAbove(
  evaluated: EvaluatedDefinition,
  uri: string,
  runsCommands: boolean,
): readonly CodeLens[] {
  const { definition } = evaluated;
  const range = { start: definition.range.start, end: definition.range.start };
  const target = [{ uri, definitionId: definition.id }];
  const lens = (title: string, command: string): CodeLens => ({
    range,
    command: runsCommands ? { title, command, arguments: target } : { title, command: '' },
  });
  const main = needsValues(evaluated) ? COMMANDS.giveValues : COMMANDS.showRateAtStep;
  const more = runsCommands
    ? [lens('Preview', COMMANDS.previewSchedule), lens('Train', COMMANDS.trainSchedule)]
    : [];
  return [lens(lensTitle(evaluated), main), ...more];
}
