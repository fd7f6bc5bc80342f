import type { DefinitionKind, IndexUnit, TimelineSource } from '../protocol/definition';
import { formatCount } from '../protocol/numbers';

const KINDS: Readonly<Record<DefinitionKind, string>> = {
  'schedule-instance': 'schedule',
  'schedule-subclass': 'subclass',
  'scheduler-callback': 'callback',
  'callback-class': 'callback class',
  'callback-object': 'callback object',
  'schedule-function': 'function',
  'schedule-factory': 'factory',
  'stepper-class': 'stepper',
  'inline-rate': 'inline rate',
  'rate-decay': 'decay in a loop',
  composition: 'composition',
  'metric-driven': 'metric-driven',
  'phantom-api': 'no such API',
};

const SOURCES: Readonly<Record<TimelineSource, string>> = {
  comment: 'from the @lr comment',
  parameters: 'from the parameters',
  source: 'from the source',
  panel: 'entered here',
  option: 'from the command line',
  assumed: 'assumed',
};

/** Every text of the page that is not a document's own. */
export const STRINGS = {
  learningRate: 'learning rate',
  step: 'step',
  epoch: 'epoch',
  steps: 'steps',
  epochs: 'epochs',
  kind: (kind: DefinitionKind) => KINDS[kind],
  from: (source: TimelineSource) => SOURCES[source],
  at: (unit: IndexUnit, index: number) => `${unit} ${formatCount(index)}`,

  heading: (fileName: string) => (fileName === '' ? 'Learning rate' : `Learning rate in ${fileName}`),
  chart: 'Curve of the learning rate',
  crosshair: 'Crosshair',
  nothingShown: 'No schedule is shown',
  readoutHint: 'Point at the curve to read it; drag to zoom',
  logarithmic: 'Log scale',
  resetZoom: 'Reset zoom',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  pinLabel: (unit: IndexUnit) => (unit === 'step' ? 'Step' : 'Epoch'),
  pinPlaceholder: 'N',
  notACount: 'Enter a whole number, 0 or more',
  notAPositiveCount: 'Enter a whole number above 0',

  schedules: 'Schedules',
  show: (name: string) => `Show ${name}`,
  details: (name: string) => `Details of ${name}`,
  openSource: (place: string) => `Open ${place}`,
  stale: 'last good curve',
  staleTitle: 'The code is incomplete just now; this is the curve of its last complete version',
  evaluating: 'computing…',

  statistics: 'Statistics',
  start: 'Start',
  end: 'End',
  lowest: 'Lowest',
  highest: 'Highest',
  mean: 'Mean',
  approximately: (rate: string) => `≈ ${rate}`,
  beyond: 'beyond the curve',

  timeline: 'Timeline',
  horizon: 'Horizon',
  stepsPerEpoch: 'Steps per epoch',
  initialRate: 'Initial rate',
  unknown: 'unknown',
  reset: 'Reset to inferred',

  table: 'Table of rates',
  tableCaption: 'Rates of the shown schedules',

  problem: 'Problem',
  giveValues: 'Give Values…',
  // Problems read on from the schedule's name.
  workersRefused: 'cannot be run here: this webview starts no workers',
  workerFailed: (reason: string) => `cannot be run: ${reason}`,
  scriptUnread: (reason: string) => `cannot be run: a part of the preview could not be read (${reason})`,
  neverEnds: 'does not come to an end',

  untrusted: 'This workspace is not trusted, so the code does not run here. Curves come from the sandbox.',
  manageTrust: 'Manage Workspace Trust',
  noSchedule: (fileName: string) =>
    fileName === ''
      ? 'There is no learning-rate schedule here.'
      : `There is no learning-rate schedule in ${fileName}.`,
  insertSnippet: 'Insert a Schedule',
  waiting: 'Reading the file…',
  logarithmNote: 'Rates of 0 or below have no place on a log scale and are left out.',
  converted: (names: string) => `Epochs are drawn as steps: ${names}.`,
  convertedOne: (name: string, steps: number) => `${name} (${formatCount(steps)} steps per epoch)`,
  unplaced: (name: string) => `${name} counts epochs: give its steps per epoch to draw it beside steps.`,
} as const;
