import { evaluated, snapshot } from '../test/page/support/snapshots';
import { drawnWith, machineTime, PreviewBench } from './support/page';
import { median, milliseconds, type Row, spread } from './support/row';

const STEPS = 1_000_000;
const RUNS = 15;

/** A schedule in plain maths as a person writes one, in the JavaScript that both sides run. */
const CLASS = `class WarmupCosine {
  constructor(config) { this.config = config; }
  call(step) {
    const { peak, warmup, total } = this.config;
    if (step < warmup) {
      return (peak * step) / warmup;
    }
    const progress = Math.min(1, (step - warmup) / (total - warmup));
    return 0.5 * peak * (1 + Math.cos(Math.PI * progress));
  }
}`;

function sketch(peak: number): Parameters<typeof evaluated>[0] {
  return {
    name: 'long',
    code: [
      ...CLASS.split('\n'),
      `exports.$root = () => new WarmupCosine({ peak: $lr.slots[0], warmup: 10000, total: ${STEPS} });`,
    ],
    slots: [peak],
    horizon: STEPS,
    sandbox: null,
  };
}

interface Times {
  readonly bare: readonly number[];
  readonly traced: readonly number[];
}

/** The page's worker against the same loop without us, in one Chromium; then the time until the page has drawn it. */
export async function measure(): Promise<readonly Row[]> {
  await using bench = await PreviewBench.open();
  const { page, preview } = bench;
  const { slice } = evaluated(sketch(0.1)).definition;
  const workerScript = await page.evaluate(async () => (await fetch('/curveWorker.js')).text());
  const times = await page.evaluate(
    async ({ workerScript: script, slice: code, runs, steps, schedule }): Promise<Times> => {
      const address = (text: string): string => URL.createObjectURL(new Blob([text]));
      const bareScript = `${schedule}
        onmessage = ({ data: peak }) => {
          postMessage('started');
          const schedule = new WarmupCosine({ peak, warmup: 10000, total: ${steps} });
          const rates = new Float64Array(${steps + 1});
          for (let step = 0; step <= ${steps}; step += 1) rates[step] = schedule.call(step);
          postMessage(rates, [rates.buffer]);
        };`;
      /** Milliseconds from the message that a run has begun to the one that brings its rates. */
      const timed = (
        worker: Worker,
        command: unknown,
        isStart: (data: never) => boolean,
        isEnd: (data: never) => boolean,
      ): Promise<number> =>
        new Promise((resolve) => {
          let start = 0;
          worker.onmessage = (event: MessageEvent<unknown>) => {
            const data = event.data as never;
            if (isStart(data)) {
              start = performance.now();
            } else if (isEnd(data)) {
              resolve(performance.now() - start);
            }
          };
          worker.postMessage(command);
        });
      const bareWorker = new Worker(address(bareScript));
      const ours = new Worker(address(script));
      const sliceAddress = address(`globalThis.$slice = ${code};`);
      const bare: number[] = [];
      const traced: number[] = [];
      for (let i = 0; i <= runs; i += 1) {
        const peak = 0.1 + i / 100;
        const plain = await timed(
          bareWorker,
          peak,
          (data) => data === 'started',
          (data) => typeof data === 'object',
        );
        const run = {
          form: 'schedule',
          slots: [peak],
          given: {},
          initialRate: null,
          lastIndex: steps,
          maxRates: steps + 1,
          at: [],
        };
        const type = (data: { type: string }): string => data.type;
        const own = await timed(
          ours,
          { type: 'trace', id: i, sliceAddress, tensorflowAddress: null, run, budget: 10_000, keeps: true },
          (data) => type(data) === 'started',
          (data) => type(data) === 'traced',
        );
        // The first run of each compiles the code.
        if (i > 0) {
          bare.push(plain);
          traced.push(own);
        }
      }
      bareWorker.terminate();
      ours.terminate();
      return { bare, traced };
    },
    { workerScript, slice: slice?.code ?? '', runs: RUNS, steps: STEPS, schedule: CLASS },
  );

  const drawn: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const peak = Number((0.2 + i / 100).toFixed(2));
    const there = drawnWith(page, `${peak}`);
    const before = machineTime();
    await preview.show(snapshot(i + 1, [sketch(peak)]));
    drawn.push((await there) - before);
  }
  const ratio = median(times.bare) / median(times.traced);
  return [
    {
      what: '1,000,000-step curve of a plain-maths schedule, against bare V8 (levels for zooming and transfer included)',
      budget: 'at least 0.9 of bare V8',
      result: `${ratio.toFixed(2)} of bare V8`,
      met: ratio >= 0.9,
      figures: {
        'bare V8, median': milliseconds(median(times.bare)),
        'our worker, median': milliseconds(median(times.traced)),
        'best against best': (Math.min(...times.bare) / Math.min(...times.traced)).toFixed(2),
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
