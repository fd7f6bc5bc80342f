/** The kinds of schedule that a long file holds in turn. */
const SCHEDULES: readonly ((i: number) => string)[] = [
  (i) => `export const cosine${i} = new CosineDecay({
  initialLearningRate: BASE_RATE,
  warmupTarget: ${(0.1 + i / 1000).toFixed(3)},
  warmupSteps: ${100 + i},
  decaySteps: ${5000 + 10 * i},
  alpha: 0.01,
});`,
  (i) => `export const stairs${i} = new PiecewiseConstantDecay({
  boundaries: [${100 + i}, ${200 + i}, ${400 + i}],
  values: [0.1, 0.05, 0.01, 0.00${1 + (i % 9)}],
});`,
  (i) => `// @lr epochs=${20 + (i % 30)} initial=0.1
export const callback${i} = new LearningRateScheduler((epoch, lr) => (epoch < ${5 + (i % 7)} ? lr : lr * Math.exp(-0.1)));`,
  (i) => `export class Halving${i} extends LearningRateSchedule {
  constructor(private readonly config = { initialLearningRate: 0.2, halfLife: ${100 + i} }) {
    super();
  }

  call(step: number): number {
    return this.config.initialLearningRate * 0.5 ** (step / this.config.halfLife);
  }

  getConfig(): Record<string, number> {
    return { ...this.config };
  }
}`,
];

function around(i: number): string {
  return `/** Prepares the ${i}. part of the data. */
export async function prepare${i}(rows: readonly number[][], batchSize = ${16 + i}): Promise<Batch[]> {
  const batches: Batch[] = [];
  for (let start = 0; start < rows.length; start += batchSize) {
    const part = rows.slice(start, start + batchSize);
    const inputs = part.map((row) => row.slice(0, -1));
    const targets = part.map((row) => row.at(-1) ?? 0);
    if (inputs.length === 0 || targets.some((value) => Number.isNaN(value))) {
      throw new Error(\`batch \${start / batchSize} of ${i} is empty: \${JSON.stringify(targets)}\`);
    }
    batches.push({ inputs, targets, index: start / batchSize });
  }
  return batches;
}

export interface Result${i} {
  readonly loss: number;
  readonly accuracy?: number;
  readonly history: readonly { epoch: number; loss: number }[];
}

export function summarize${i}({ loss, history }: Result${i}): string {
  const best = history.reduce((low, { loss }) => Math.min(low, loss), Infinity);
  return history.length > 0 ? \`\${loss.toFixed(4)} (best \${best.toFixed(4)})\` : 'nothing yet';
}`;
}

const HEAD = `import * as tf from '@tensorflow/tfjs';
import {
  CosineDecay,
  LearningRateSchedule,
  LearningRateScheduler,
  PiecewiseConstantDecay,
} from 'tfjs-lr-schedules';

const BASE_RATE = 0.001;

interface Batch {
  readonly inputs: number[][];
  readonly targets: number[];
  readonly index: number;
}
`;

/** A file of training code with schedules in it, of at least so many lines. */
export function trainingFile(lines: number, schedules: number): string {
  const parts = [HEAD];
  const linesOf = (): number => parts.join('\n\n').split('\n').length;
  let made = 0;
  for (let i = 0; linesOf() < lines || made < schedules; i += 1) {
    const due = Math.ceil((linesOf() / lines) * schedules);
    if (made < due && made < schedules) {
      parts.push(SCHEDULES[made % SCHEDULES.length]?.(made) ?? '');
      made += 1;
    } else {
      parts.push(around(i));
    }
  }
  return `${parts.join('\n\n')}\n`;
}
