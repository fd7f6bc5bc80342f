import { type Guarded, guards } from './guard';

/** The ids of the commands that the manifest contributes. */
export const COMMANDS = {
  previewSchedule: 'lrLens.previewSchedule',
  trainSchedule: 'lrLens.trainSchedule',
  showRateAtStep: 'lrLens.showRateAtStep',
  giveValues: 'lrLens.giveValues',
} as const;

/** The argument of a command that concerns one definition; without it, commands take the one at the cursor. */
export const isDefinitionTarget = guards.object({ uri: guards.string, definitionId: guards.string });
export type DefinitionTarget = Guarded<typeof isDefinitionTarget>;
