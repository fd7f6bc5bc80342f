import { LanguageClient } from '../test/unit/server/LanguageClient';
import { SERVER_PROGRAM } from './support/program';
import { milliseconds, quantile, type Row, spread } from './support/row';
import { trainingFile } from './support/sources';

const URI = 'file:///project/train.ts';
const ROUNDS = 25;

/** The round trip of a hover on schedules that are known already. */
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
  await client.open(URI, trainingFile(2000, 20));
  const { definitions = [] } = (await client.snapshot(URI)) ?? {};
  const names = definitions.map(({ definition }) => definition.name);
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of names) {
      const before = performance.now();
      const card = await client.card(URI, name);
      // The first round warms up.
      if (round > 0) {
        times.push(performance.now() - before);
      }
      if (!card.includes('data:image/svg+xml')) {
        throw new Error(`the card on ${name} has no curve`);
      }
    }
  }
  const p95 = quantile(times, 0.95);
  return [
    {
      what: 'hover, warm, p95 round trip',
      budget: 'under 20 ms',
      result: milliseconds(p95),
      met: p95 < 20,
      figures: { ...spread(times), schedules: names.length },
    },
  ];
}
