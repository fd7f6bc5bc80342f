import { Analyzer } from '../src/analysis/analyze';
import type { Definition } from '../src/protocol/definition';
import type { PreviewSnapshot } from '../src/protocol/preview';
import type { Slice } from '../src/protocol/slice';
import type { EvaluatedDefinition } from '../src/protocol/snapshot';
import { snapshot } from '../test/page/support/snapshots';
import { drawnWith, machineTime, PreviewBench } from './support/page';
import { median, milliseconds, type Row, spread } from './support/row';

const STEPS = 1_000_000;
const RUNS = 40;
/** Times that the page draws one. */
const DRAWN = 15;
/** Milliseconds between two runs: more often than this, a dragged value brings none. */
const PAUSE = 30;

/** What a schedule in plain maths, as a person writes one, computes: JavaScript that both sides run. */
const CALL = `call(step) {
    const { peak, warmupSteps, totalSteps } = this.config;
    if (step < warmupSteps) {
      return (peak * step) / warmupSteps;
    }
    const progress = Math.min(1, (step - warmupSteps) / (totalSteps - warmupSteps));
    return 0.5 * peak * (1 + Math.cos(Math.PI * progress));
  }`;

/** The schedule by itself. */
const CLASS = `class WarmupCosine {
  constructor(config) { this.config = config; }
  ${CALL}
}`;

/** The schedule in a person's file. */
const FILE = `import { LearningRateSchedule } from 'tfjs-lr-schedules';
class WarmupCosine extends LearningRateSchedule {
  constructor(config = { peak: 0.1, warmupSteps: 10000, totalSteps: ${STEPS} }) { super(); this.config = config; }
  ${CALL}
  getConfig() { return this.config; }
}
`;

type SlicedDefinition = Definition & { readonly slice: Slice };

/** The definition in the file, as the server finds it. */
async function definitionInFile(): Promise<SlicedDefinition> {
  const analyzer = new Analyzer({ read: () => Promise.resolve(null) });
  const options = { defaultHorizon: 1_000, language: 'javascript', given: {} } as const;
  const { definitions } = await analyzer.analyze('file:///bench/train.js', FILE, options);
  const [definition] = definitions;
  if (definition?.slice == null) {
    throw new Error('the schedule of the bench is not found');
  }
  return { ...definition, slice: definition.slice };
}

/** The definition with another peak, before the server has evaluated it. */
function withPeak(definition: SlicedDefinition, peak: number): EvaluatedDefinition {
  const slice = { ...definition.slice, slots: [peak, ...definition.slice.slots.slice(1)] };
  return { definition: { ...definition, slice }, key: `${peak}`, evaluation: null, stale: false };
}

/** What the page is told of the file. */
function snapshotOf(generation: number, evaluated: EvaluatedDefinition): PreviewSnapshot {
  const plain = snapshot(generation, []);
  return plain.document === null
    ? plain
    : { ...plain, document: { ...plain.document, definitions: [evaluated] } };
}

/** The bounds that the page zooms by, in plain loops: of 16 rates, of 16 such bounds, and so on. */
const LEVELS = `const levels = (lowest, highest) => {
  const count = Math.ceil(lowest.length / 16);
  if (count < 2) return [];
  const lows = new Float64Array(count);
  const highs = new Float64Array(count);
  for (let bucket = 0; bucket < count; bucket += 1) {
    let low = Infinity;
    let high = -Infinity;
    const end = Math.min(lowest.length, 16 * (bucket + 1));
    for (let i = 16 * bucket; i < end; i += 1) {
      if (lowest[i] < low) low = lowest[i];
      if (highest[i] > high) high = highest[i];
    }
    lows[bucket] = low;
    highs[bucket] = high;
  }
  return [lows, highs, ...levels(lows, highs)];
};`;

/** Milliseconds of each run. */
interface Times {
  /** A plain loop in a worker that keeps one class for all runs. */
  readonly bare: readonly number[];
  /** The same, which then does what zooming needs. */
  readonly bareWithLevels: readonly number[];
  readonly traced: readonly number[];
}

/** The page's worker against the same loop without us, in one Chromium; then the time until the page has drawn it. */
export async function measure(): Promise<readonly Row[]> {
  await using bench = await PreviewBench.open();
  const { page, preview } = bench;
  const definition = await definitionInFile();
  const { slice } = definition;
  const workerScript = await page.evaluate(async () => (await fetch('/curveWorker.js')).text());
  const times = await page.evaluate(
    async ({
      workerScript: script,
      code,
      others,
      stateless,
      runs,
      steps,
      schedule,
      levels,
      pause,
    }): Promise<Times> => {
      const address = (text: string): string => URL.createObjectURL(new Blob([text]));
      const bareScript = (transferred: string): string => `${schedule}
        ${levels}
        onmessage = ({ data: peak }) => {
          const schedule = new WarmupCosine({ peak, warmupSteps: 10000, totalSteps: ${steps} });
          const rates = new Float64Array(${steps + 1});
          for (let step = 0; step <= ${steps}; step += 1) rates[step] = schedule.call(step);
          const arrays = ${transferred};
          postMessage(arrays, arrays.map(({ buffer }) => buffer));
        };`;
      /** Milliseconds from the command to the message that brings its rates, and no other command meanwhile. */
      const timed = async (
        worker: Worker,
        command: unknown,
        isEnd: (data: never) => boolean,
      ): Promise<number> => {
        const time = await new Promise<number>((resolve) => {
          const start = performance.now();
          worker.onmessage = (event: MessageEvent<unknown>) => {
            if (isEnd(event.data as never)) {
              resolve(performance.now() - start);
            }
          };
          worker.postMessage(command);
        });
        // Until the worker is done with what it does after its answer.
        await new Promise((resolve) => setTimeout(resolve, pause));
        return time;
      };
      const bareWorker = new Worker(address(bareScript('[rates]')));
      const bareWorkerWithLevels = new Worker(address(bareScript('[rates, ...levels(rates, rates)]')));
      const ours = new Worker(address(script));
      const sliceAddress = address(`globalThis.$slice = ${code};`);
      const bare: number[] = [];
      const bareWithLevels: number[] = [];
      const traced: number[] = [];
      for (let i = 0; i <= runs; i += 1) {
        const peak = 0.1 + i / 100;
        const plain = await timed(bareWorker, peak, Array.isArray);
        const plainWithLevels = await timed(bareWorkerWithLevels, peak, Array.isArray);
        const run = {
          form: 'schedule',
          slots: [peak, ...others],
          given: {},
          initialRate: null,
          lastIndex: steps,
          maxRates: steps + 1,
          at: [],
        };
        const own = await timed(
          ours,
          { type: 'trace', id: i, sliceAddress, tensorflowAddress: null, stateless, run, budget: 10_000 },
          ({ type }: { type: string }) => type === 'traced',
        );
        // The first run of each compiles the code.
        if (i > 0) {
          bare.push(plain);
          bareWithLevels.push(plainWithLevels);
          traced.push(own);
        }
      }
      bareWorker.terminate();
      bareWorkerWithLevels.terminate();
      ours.terminate();
      return { bare, bareWithLevels, traced };
    },
    {
      workerScript,
      code: slice.code,
      others: slice.slots.slice(1),
      stateless: slice.stateless,
      runs: RUNS,
      steps: STEPS,
      schedule: CLASS,
      levels: LEVELS,
      pause: PAUSE,
    },
  );

  const drawn: number[] = [];
  for (let i = 0; i < DRAWN; i += 1) {
    const peak = Number((0.2 + i / 100).toFixed(2));
    const there = drawnWith(page, `${peak}`);
    const before = machineTime();
    await preview.show(snapshotOf(i + 1, withPeak(definition, peak)));
    drawn.push((await there) - before);
  }
  const ratio = median(times.bareWithLevels) / median(times.traced);
  const ratioToRates = median(times.bare) / median(times.traced);
  return [
    {
      what: '1,000,000-step curve of a plain-maths schedule, with levels for zooming, against plain loops in V8 that do the same',
      budget: 'at least 0.9 of bare V8',
      result: `${ratio.toFixed(2)} of bare V8`,
      met: ratio >= 0.9,
      figures: {
        'against plain loops without levels': ratioToRates.toFixed(2),
        'best against best': (Math.min(...times.bareWithLevels) / Math.min(...times.traced)).toFixed(2),
        'best against best without levels': (Math.min(...times.bare) / Math.min(...times.traced)).toFixed(2),
        'our worker, median': milliseconds(median(times.traced)),
        'bare V8, rates and levels, median': milliseconds(median(times.bareWithLevels)),
        'bare V8, rates alone, median': milliseconds(median(times.bare)),
        runs: RUNS,
      },
    },
    {
      what: '1,000,000-step curve: from the snapshot to the picture drawn',
      budget: 'within 150 ms',
      result: milliseconds(median(drawn)),
      met: median(drawn) <= 150,
      figures: { ...spread(drawn), 'first, with its worker started': milliseconds(drawn[0] ?? Number.NaN) },
    },
  ];
}
