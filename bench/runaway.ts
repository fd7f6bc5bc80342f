import { setTimeout as sleep } from 'node:timers/promises';
import { LanguageClient } from '../test/unit/server/LanguageClient';
import { cpuOf } from './support/cpu';
import { SERVER_PROGRAM } from './support/program';
import { median, milliseconds, type Row, spread } from './support/row';

const URI = 'file:///project/train.ts';
const RUNS = 9;
/** The default of `lrLens.evaluation.timeLimit`. */
const DEADLINE = 500;

const FORMS: Readonly<Record<string, string>> = {
  'an empty loop': 'for (;;) {}',
  'a loop that grows a list':
    'const list = []; for (;;) { list.push(step); if (list.length > 1000) { list.length = 0; } }',
  'a loop that catches all': 'for (;;) { try { for (;;) {} } catch {} }',
  'endless recursion in a loop': 'const f = (n) => (n > 500 ? 0 : f(n + 1)); for (;;) { f(0); }',
};

function source(body: string, marker: number): string {
  return `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export class Runaway extends LearningRateSchedule {
  call(step) { const marker = ${marker}; ${body} return 0.1; }
  getConfig() { return {}; }
}
`;
}

/** From a schedule's deadline to the answer that says so, and what the server's process does in the second after. */
export async function measure(): Promise<readonly Row[]> {
  await using client = await LanguageClient.start({ program: SERVER_PROGRAM });
  await client.open(URI, source('', 0));
  await client.titles(URI);
  const late: number[] = [];
  const idle: number[] = [];
  const figures: Record<string, string> = {};
  let marker = 0;
  for (const [form, body] of Object.entries(FORMS)) {
    const times: number[] = [];
    for (let i = 0; i < RUNS; i += 1) {
      marker += 1;
      await client.edit(URI, 'return 0.1;', `${body} return 0.1;`);
      await client.edit(URI, `marker = ${marker - 1};`, `marker = ${marker};`);
      const before = performance.now();
      const [first] = await client.titles(URI);
      times.push(performance.now() - before - DEADLINE);
      if (first?.[1].includes('too long') !== true) {
        throw new Error(`${form} was not stopped: ${String(first?.[1])}`);
      }
      if (i === 0) {
        idle.push(await busyFor(client.process.pid ?? 0));
      }
      await client.edit(URI, `${body} return 0.1;`, 'return 0.1;');
      await client.titles(URI);
    }
    late.push(...times);
    figures[form] =
      `median ${milliseconds(median(times))}, longest ${milliseconds(Math.max(...times))} after`;
  }
  const worst = Math.max(...idle);
  return [
    {
      what: 'runaway schedule: from its deadline to the answer, analysis of the edit included',
      budget: 'within 50 ms',
      result: milliseconds(median(late)),
      met: median(late) < 50,
      figures: { ...spread(late), ...figures },
    },
    {
      what: 'runaway schedule: CPU time of the server in the second after',
      budget: 'no core left spinning',
      result: milliseconds(worst),
      met: worst < 100,
      figures: { forms: idle.length },
    },
  ];
}

/** Milliseconds of CPU that a process takes within a second. */
async function busyFor(pid: number): Promise<number> {
  const before = await cpuOf(pid);
  await sleep(1000);
  return (await cpuOf(pid)) - before;
}
