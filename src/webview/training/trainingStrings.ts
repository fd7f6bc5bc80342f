import { formatCount } from '../../protocol/numbers';
import type { ConstantKind } from '../../protocol/training/form';

const CONSTANTS: Readonly<Record<ConstantKind, string>> = {
  'constant-mean': 'mean',
  'constant-peak': 'peak',
  constant: '',
};

const plural = (count: number, one: string, more: string): string =>
  `${formatCount(count)} ${count === 1 ? one : more}`;

/** Milliseconds as a person says them: `40 ms`, `0.4 s`, `12 s`, `3 min`. */
function duration(milliseconds: number): string {
  if (milliseconds < 100) {
    return `${Math.round(milliseconds)} ms`;
  }
  const seconds = milliseconds / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** Every text of the training view that is not a document's own. */
export const TRAINING = {
  views: 'Views',
  curve: 'Curve',
  training: 'Training',

  setup: 'Training setup',
  on: 'Train on',
  with: 'with',
  for: 'for',
  steps: 'steps',
  problem: 'Problem to train on',
  optimizer: 'Optimizer',
  stepsLabel: 'Steps',
  train: 'Train',
  rangeTest: 'Range test',
  rangeTestTitle: 'Raise the rate over a span and see at which rates the loss falls (Smith 2015)',
  stop: 'Stop',
  more: 'More',
  backend: 'Backend',
  backendName: { cpu: 'cpu', wasm: 'wasm (SIMD, faster)' },
  batchSize: 'Batch size',
  seed: 'Seed',
  repeats: 'Repeats, with a seed each',
  stepsPerEpoch: 'Steps per epoch',
  wholeSchedule: 'Go through longer schedules whole',
  rangeFrom: 'Range test from rate',
  rangeTo: 'to rate',
  rangeSteps: 'in steps',
  threshold: 'Compare steps to a loss of',
  automatic: 'automatic',
  optimizerSource: (name: string) => `${name} as in`,
  optimizerAssumed: (name: string) => `${name}: assumed from the size of the rates`,
  ownModel: (name: string) => `${name}()`,
  pickModelFile: 'Model from a file…',
  pickModelFileTitle: 'Train a model that a file of yours exports: a function that returns a tf.LayersModel',
  ownModelGroup: 'Your own model',
  shippedGroup: 'Ready-made',
  ownModelSentence: (hasData: boolean) =>
    hasData
      ? 'Your own model on your own data.'
      : 'Your own model on random inputs with labels from a fixed random teacher, since no function gives data.',
  aboveNothing: 'Enter a whole number above 0',
  notACount: 'Enter a whole number, 0 or more',
  notARate: 'Enter a rate above 0',
  notANumber: 'Enter a number',
  notInRange: (least: string, most: string) => `Enter a number from ${least} to ${most}`,

  contestants: 'Schedules to train',
  noContestant: 'Choose a schedule to train',
  tooMany: (most: number) => `At most ${most} can be trained beside one another`,
  notRunnable: 'cannot be run',
  constant: (rate: string) => `constant ${rate}`,
  constantOf: (kind: ConstantKind, rate: string) => `constant ${rate} (same ${CONSTANTS[kind]})`,
  constantUnknown: (kind: ConstantKind) => `constant of the same ${CONSTANTS[kind]}`,
  constantGiven: 'constant',
  constantRate: 'Constant rate',
  hurriedSteps: (name: string, horizon: number, steps: number) =>
    `${name}: its ${formatCount(horizon)} steps are gone through in ${formatCount(steps)} updates`,
  hurriedEpochs: (name: string, horizon: number, perEpoch: number) =>
    `${name}: its ${formatCount(horizon)} epochs last ${plural(perEpoch, 'update', 'updates')} each`,
  beginningOnly: (name: string, steps: number, horizon: number) =>
    `${name}: only the first ${formatCount(steps)} of ${formatCount(horizon)} steps`,

  untrusted: 'This workspace is not trusted, so nothing is trained here.',
  noSchedule: (fileName: string) =>
    fileName === ''
      ? 'There is no learning-rate schedule here; constant rates can be trained.'
      : `There is no learning-rate schedule in ${fileName}; constant rates can be trained.`,
  battery: 'On battery: training keeps the processor busy.',
  asks: (milliseconds: number, runs: number) =>
    `This takes about ${duration(milliseconds)} for ${plural(runs, 'run', 'runs')}. Go on?`,
  goOn: 'Go on',
  silent: (seconds: number) => `was ended: it had said nothing for ${formatCount(seconds)} s`,
  outOfMemory: 'needs more memory than a run is given',

  ready: 'Train to see what the schedules do to the loss.',
  loading: 'Loading…',
  progress: (done: number, all: number) => `${formatCount(done)} of ${formatCount(all)} steps`,
  perSecond: (rate: number) => `${formatCount(Math.round(rate))} steps/s`,
  left: (milliseconds: number) => `${duration(milliseconds)} left`,
  progressLabel: 'Progress of the training',
  done: (milliseconds: number) => `in ${duration(milliseconds)}`,
  stoppedAt: (done: number, all: number) =>
    `Stopped after ${formatCount(done)} of ${formatCount(all)} steps; what there is stays`,
  onBackend: (backend: string, parameters: number) =>
    `On the ${backend} backend, ${formatCount(parameters)} weights`,
  seedNote: (seed: number, repeats: number) =>
    repeats === 1 ? `seed ${seed}` : `seeds ${seed} to ${seed + repeats - 1}`,
  began: (runs: number) => `Training of ${plural(runs, 'run', 'runs')} has begun`,
  title: (problem: string, optimizer: string, contestants: number) =>
    `${problem} · ${optimizer} · ${plural(contestants, 'rate', 'rates')}`,
  rangeTitle: (problem: string, optimizer: string) => `${problem} · ${optimizer} · range test`,

  chart: 'Chart of the training',
  crosshair: 'Crosshair of the training',
  loss: 'loss',
  accuracy: 'accuracy',
  accuracyHeading: 'Accuracy',
  rate: 'rate',
  step: 'step',
  at: (step: number) => `step ${formatCount(step)}`,
  logarithmic: 'Log loss',
  effectiveRates: 'Effective rates',
  effectiveTitle:
    'Beside the scheduled rate, the rate of the single weights as the optimizer adapts it: median, and 10th to 90th percentile',
  path: 'Path of the weights over the loss',
  beyond: 'no value',

  results: 'Results',
  schedule: 'Rate',
  finalLoss: 'Final loss',
  bestLoss: 'Best loss',
  validation: 'Validation',
  stepsTo: (loss: string) => `Steps to ${loss}`,
  end: 'End',
  time: 'Time',
  best: 'best',
  range: (lowest: string, highest: string) => `${lowest} … ${highest}`,
  ofSeeds: (count: number, all: number) => `${count} of ${all}`,
  diverged: (step: string) => `diverged at step ${step}`,
  divergedSeeds: (count: number, all: number, step: string) =>
    `${count} of ${all} diverged, the first at step ${step}`,
  ends: {
    waiting: 'waits',
    loading: 'loading',
    asking: 'waits',
    running: 'running',
    complete: 'complete',
    stopped: 'stopped',
    diverged: 'diverged',
    failed: 'failed',
  },
  never: 'never',
  medianNote: (seeds: number) => `Median over ${formatCount(seeds)} seeds, with the lowest and the highest.`,
  oneSeedNote: 'One seed only: repeat with several before trusting a small difference.',
  toy: 'This is a toy: that a rate diverges, that warmup calms the start or that decay settles the end tends to carry over to a real model; the rates themselves and the size of the gaps do not.',

  suggestion: (base: string, maximal: string) => `Base rate ${base}, maximal rate ${maximal}`,
  base: 'base',
  maximal: 'maximal',
  writeCyclical: 'Cyclical schedule',
  writeCosine: 'Warmup-cosine schedule',
  writeTitle: 'Write it into the source with these rates',

  export: 'Export',
  exportAs: (format: string) => `Export as ${format}`,
  runs: (count: number) => `Recent runs (${formatCount(count)})`,
  open: 'Open',
  repeat: 'Repeat',
  delete: 'Delete',
  openRun: (title: string) => `Open ${title}`,
  repeatRun: (title: string) => `Repeat ${title}`,
  deleteRun: (title: string) => `Delete ${title}`,
  runGone: 'This run is kept no longer.',
  runUnreadable: 'This run was kept by another version and cannot be repeated.',
  duration,
} as const;
