import type { CodeLens } from 'vscode-languageserver';
import { COMMANDS } from '../protocol/commands';
import type { DocumentSnapshot, EvaluatedDefinition } from '../protocol/snapshot';
import { lensTitle, needsValues } from './lensTitle';

/**
 * The lines above the schedules of a document.
 * @param runsCommands whether the reader is our own client, which has the commands behind them.
 */
export function lenses(snapshot: DocumentSnapshot, runsCommands: boolean): readonly CodeLens[] {
  const { definitions, notice, uri } = snapshot;
  const lines = definitions.flatMap((evaluated) => lensesAbove(evaluated, uri, runsCommands));
  const last = lines.at(-1);
  // What is said of the file stands where its list ends.
  return notice === null || last === undefined
    ? lines
    : [...lines, { range: last.range, command: { title: notice, command: '' } }];
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
