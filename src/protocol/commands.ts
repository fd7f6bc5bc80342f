import { type Guarded, guards } from './guard';

/** The ids of the commands that the manifest contributes. */
export const COMMANDS = {
  previewSchedule: 'lrLens.previewSchedule',
  trainSchedule: 'lrLens.trainSchedule',
  showRateAtStep: 'lrLens.showRateAtStep',
  giveValues: 'lrLens.giveValues',
  findSchedules: 'lrLens.findSchedules',
  refreshSchedules: 'lrLens.refreshSchedules',
  stopFindingSchedules: 'lrLens.stopFindingSchedules',
  filterSchedules: 'lrLens.filterSchedules',
  clearScheduleFilter: 'lrLens.clearScheduleFilter',
  goToSchedule: 'lrLens.goToSchedule',
  nextSchedule: 'lrLens.nextSchedule',
  previousSchedule: 'lrLens.previousSchedule',
} as const;

/** Commands that findings lead to; they stand in no menu, since they need to be told of which. */
export const FINDING_COMMANDS = {
  /** Shows where the README explains a code. Argument: the code. */
  explainFinding: 'lrLens.explainFinding',
  /** Turns a code off in the settings. Arguments: the code, and the document it was found in. */
  silenceFinding: 'lrLens.silenceFinding',
} as const;

/** The argument of a command that concerns one definition; without it, commands take the one at the cursor. */
export const isDefinitionTarget = guards.object({ uri: guards.string, definitionId: guards.string });
export type DefinitionTarget = Guarded<typeof isDefinitionTarget>;
