import { setTimeout as sleep } from 'node:timers/promises';
import { Throttle } from '../src/extension/Throttle';
import { formatRate } from '../src/protocol/numbers';
import { LanguageClient } from '../test/unit/server/LanguageClient';
import { drawnWith, machineTime, PreviewBench } from './support/page';
import { SERVER_PROGRAM } from './support/program';
import { milliseconds, quantile, type Row, spread } from './support/row';
import { trainingFile } from './support/sources';

const URI = 'file:///work/train.ts';
const KEYSTROKES = 60;
/** The throttle of the extension's preview. */
const REFRESH_INTERVAL = 100;
/** Milliseconds between two keystrokes of a quick typist. */
const BETWEEN_KEYS = 120;

/**
 * From a keystroke to the picture drawn, with the parts that are in between wired as the extension wires them: the
 * server's process, its notification, the throttle, the snapshot, the page in Chromium. VS Code itself is left out.
 */
export async function measure(): Promise<readonly Row[]> {
  await using client = await LanguageClient.start({
    program: SERVER_PROGRAM,
    initializationOptions: {
      readsFiles: false,
      runsCommands: true,
      watchesEvaluations: true,
      refusedKeys: [],
    },
  });
  await using bench = await PreviewBench.open();
  let value = 1001;
  const shown = `const shown = new CosineDecay({ initialLearningRate: 0.${value}, decaySteps: 5000, alpha: 0 });`;
  await client.open(URI, `${trainingFile(300, 4)}\n${shown}\n`);
  const [id = ''] = ((await client.snapshot(URI))?.definitions ?? [])
    .filter(({ definition }) => definition.name === 'shown')
    .map(({ definition }) => definition.id);

  let generation = 0;
  const refresh = new Throttle(
    async () => {
      generation += 1;
      const document = await client.snapshot(URI);
      await bench.preview.show({
        type: 'snapshot',
        generation,
        document,
        fileName: 'train.ts',
        reveal: generation === 1 ? [id] : [],
        trusted: true,
        pinned: null,
        theme: 'dark',
        notice: null,
        view: null,
        training: null,
        pickedModel: null,
        runs: [],
      });
    },
    REFRESH_INTERVAL,
    (delay, callback) => {
      const timer = setTimeout(callback, delay);
      return {
        cancel: () => {
          clearTimeout(timer);
        },
      };
    },
  );
  client.onAnalyzed(() => {
    refresh.trigger();
  });
  refresh.trigger();
  await drawnWith(bench.page, formatRate(value / 10_000));

  const times: number[] = [];
  for (let i = 0; i < KEYSTROKES; i += 1) {
    // A text of its own each time, so that the picture tells which keystroke it shows.
    const next = value + 1 + (i % 7);
    const drawn = drawnWith(bench.page, formatRate(next / 10_000));
    const before = machineTime();
    await client.edit(URI, `0.${value}`, `0.${next}`);
    times.push((await drawn) - before);
    value = next;
    await sleep(BETWEEN_KEYS + 10 * (i % 9));
  }
  refresh.dispose();
  const p95 = quantile(times, 0.95);
  return [
    {
      what: 'keystroke to redrawn curve, p95, throttle included (server and page wired together, without VS Code)',
      budget: 'under 250 ms',
      result: milliseconds(p95),
      met: p95 < 250,
      figures: spread(times),
    },
  ];
}
