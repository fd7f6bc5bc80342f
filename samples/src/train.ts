import { warmupThenCosine } from './builtInDecay';
import { holdThenDecayScheduler } from './callback';
import { triangle } from './cyclical';
import { HalvingDecay } from './subclass';
import { BASE_RATE, trainByEpoch, trainByStep, type EpochRecord } from './training';

/** Epochs (counted from 1) whose loss the table shows. */
const SHOWN = [1, 5, 10, 20, 30];

const runs: [name: string, records: EpochRecord[]][] = [
  ['no schedule', trainByStep({ call: () => BASE_RATE })],
  ['warmup, then cosine', trainByStep(warmupThenCosine)],
  ['callback', await trainByEpoch(holdThenDecayScheduler)],
  ['subclass', trainByStep(new HalvingDecay())],
  ['cyclical', trainByStep(triangle)],
];

const row = (name: string, cells: readonly string[]): string =>
  name.padEnd(22) + cells.map((cell) => cell.padStart(11)).join('');
console.log(row('loss at epoch', [...SHOWN.map(String), 'last rate']));
for (const [name, records] of runs) {
  const losses = SHOWN.map((epoch) => records[epoch - 1]?.loss.toFixed(5) ?? '');
  console.log(row(name, [...losses, records.at(-1)?.learningRate.toPrecision(2) ?? '']));
}
