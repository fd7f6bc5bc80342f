import { LanguageClient } from '../test/unit/server/LanguageClient';
import { cpuOf } from './support/cpu';
import { SERVER_PROGRAM } from './support/program';
import { milliseconds, quantile, type Row, spread } from './support/row';
import { trainingFile } from './support/sources';

const URI = 'file:///project/train.ts';

/** Something that a person types: a text at a place, one character at a time. */
interface Typing {
  readonly where: string;
  /** The text after which it is typed. */
  readonly after: string;
  readonly text: string;
}

const TYPINGS: readonly Typing[] = [
  {
    where: 'a statement in a function far from the schedules',
    after: 'const batches: Batch[] = [];\n',
    text: '  const limit = rows.filter((row) => row.length > 1).length;\n',
  },
  { where: 'digits of a parameter', after: 'decaySteps: 5000', text: '0001234' },
  { where: 'a comment', after: 'const BASE_RATE = 0.001;', text: ' // What all of them begin with.' },
  {
    where: 'a new schedule at the top level',
    after: '  readonly index: number;\n}\n',
    text: 'const fresh = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 });\n',
  },
  {
    where: 'the body of a schedule of one’s own',
    after: 'call(step: number): number {\n',
    text: '    const held = Math.max(0, step - 10);\n',
  },
];

/** From the change of one character to the notification that the file's definitions are known anew. */
export async function measure(): Promise<readonly Row[]> {
  const text = trainingFile(2000, 20);
  await using client = await LanguageClient.start({ program: SERVER_PROGRAM });
  await client.open(URI, text);
  await client.knows(URI);
  const all: number[] = [];
  const cpuBefore = await cpuOf(client.process.pid);
  const figures: Record<string, string> = {};
  let now = text;
  for (const { where, after, text: typed } of TYPINGS) {
    const times: number[] = [];
    let offset = now.indexOf(after) + after.length;
    for (const character of typed) {
      const before = performance.now();
      await client.replace(URI, offset, offset, character);
      await client.knows(URI);
      times.push(performance.now() - before);
      now = now.slice(0, offset) + character + now.slice(offset);
      offset += character.length;
    }
    all.push(...times);
    figures[where] =
      `median ${milliseconds(quantile(times, 0.5))}, p95 ${milliseconds(quantile(times, 0.95))}`;
  }
  const cpu = (await cpuOf(client.process.pid)) - cpuBefore;
  const p95 = quantile(all, 0.95);
  return [
    {
      what: 'keystroke to updated definitions, 2,000-line file, p95, the way to the server and back included',
      budget: 'under 50 ms',
      result: milliseconds(p95),
      met: p95 < 50,
      figures: {
        ...spread(all),
        'CPU time of the server, mean': milliseconds(cpu / all.length),
        ...figures,
        lines: text.split('\n').length,
        definitions: (await client.snapshot(URI))?.definitions.length ?? 0,
      },
    },
  ];
}
