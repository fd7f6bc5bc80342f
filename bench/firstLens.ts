import { LanguageClient } from '../test/unit/server/LanguageClient';
import { SERVER_PROGRAM } from './support/program';
import { median, milliseconds, type Row, spread } from './support/row';
import { trainingFile } from './support/sources';

const RUNS = 11;
const URI = 'file:///project/train.ts';

/** From the start of the server's process to the first answered lens. */
export async function measure(): Promise<readonly Row[]> {
  const text = trainingFile(200, 4);
  const times: number[] = [];
  let lenses = 0;
  for (let i = 0; i < RUNS; i += 1) {
    const before = performance.now();
    await using client = await LanguageClient.start({ program: SERVER_PROGRAM });
    await client.open(URI, text);
    lenses = (await client.titles(URI)).length;
    times.push(performance.now() - before);
  }
  return [
    {
      what: 'first lens after opening a 200-line file, cold, server start included',
      budget: 'within 2 s on two cores',
      result: milliseconds(median(times)),
      met: median(times) < 2000,
      figures: { ...spread(times), lines: text.split('\n').length, lenses },
    },
  ];
}
