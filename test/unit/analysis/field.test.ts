import { describe, expect, it, vi } from 'vitest';
import { evaluate, EVALUATION_LIMITS, ratesAt } from '../../../src/evaluation/evaluate';
import { createSandbox } from '../../../src/evaluation/sandbox/sandbox';
import type { Definition } from '../../../src/protocol/definition';
import { analyze } from './support/analysis';
import { casesOf, type ExpectedDefinition, type FieldCase, kindFolders } from './support/fieldCases';

vi.setConfig({ testTimeout: 60_000 });

const sandbox = await createSandbox();
/** Time enough on the busiest machine. */
const PATIENT = { ...EVALUATION_LIMITS, timeMs: 20_000 };
const positives = [...kindFolders('positive'), 'hard/positive'].flatMap(casesOf);
const negatives = [...kindFolders('negative'), 'hard/negative'].flatMap(casesOf);

interface Tally {
  wanted: number;
  found: number;
  extra: number;
  curves: number;
  plottable: number;
}

const tallies = new Map<string, Tally>();

function tallyOf(kind: string): Tally {
  const tally = tallies.get(kind) ?? { wanted: 0, found: 0, extra: 0, curves: 0, plottable: 0 };
  tallies.set(kind, tally);
  return tally;
}

async function definitionsOf({ files, file }: FieldCase): Promise<readonly Definition[]> {
  return (await analyze(files, file)).definitions;
}

function isMeant(definition: Definition, { kind, name, index }: ExpectedDefinition): boolean {
  return definition.kind === kind && definition.name === name && definition.index === index;
}

describe('what people write is found', () => {
  it.each(positives.map((one) => [`${one.kind}/${one.file}`, one] as const))('%s', async (_, one) => {
    const definitions = await definitionsOf(one);
    for (const expected of one.expected) {
      const tally = tallyOf(expected.kind);
      tally.wanted += 1;
      tally.found += definitions.some((definition) => isMeant(definition, expected)) ? 1 : 0;
    }
    for (const definition of definitions) {
      tallyOf(definition.kind).extra += one.expected.some((expected) => isMeant(definition, expected))
        ? 0
        : 1;
    }
    expect(definitions.map(({ kind, name, index }) => `${kind} ${name} ${index}`).sort()).toEqual(
      one.expected.map(({ kind, name, index }) => `${kind} ${name} ${index}`).sort(),
    );
  });

  const wanted = positives.flatMap((one) => one.expected.map((expected) => [one, expected] as const));

  it.each(wanted.map(([one, expected]) => [`${one.file} ${expected.name}`, one, expected] as const))(
    '%s has the rates that its author meant, or asks for what is open',
    async (_, one, expected) => {
      const definition = (await definitionsOf(one)).find((candidate) => isMeant(candidate, expected));
      if (definition === undefined) {
        throw new Error(`${expected.name} is not found`);
      }
      const tally = tallyOf(expected.kind);
      if (expected.unplottable === true) {
        expect(evaluate(sandbox, definition, PATIENT)).toMatchObject({
          curve: null,
          problem: { code: 'unsupported' },
        });
        return;
      }
      tally.plottable += 1;
      if (expected.asks === true) {
        expect(definition.missing).not.toEqual([]);
        return;
      }
      tally.curves += 1;
      expect(definition.missing).toEqual([]);
      expect(evaluate(sandbox, definition, PATIENT).problem).toBeNull();
      const at = Object.keys(expected.rates ?? {}).map(Number);
      const rates = ratesAt(sandbox, definition, at, PATIENT);
      expect(rates.map((point) => point.at)).toEqual(at);
      for (const { at: index, rate } of rates) {
        const meant = expected.rates?.[String(index)] ?? Number.NaN;
        expect(rate, `at ${index}`).toBeCloseTo(meant, definition.slice?.usesTensors === true ? 6 : 12);
      }
    },
  );
});

describe('what only looks like a schedule is left alone', () => {
  it.each(negatives.map((one) => [`${one.kind}/${one.file}`, one] as const))('%s', async (_, one) => {
    const definitions = await definitionsOf(one);
    for (const { kind } of definitions) {
      tallyOf(kind).extra += 1;
    }
    expect(definitions.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
  });
});

it('there is enough of it to say so, and all of it is read', () => {
  const rows = [...tallies].map(([kind, { wanted, found, extra, curves, plottable }]) => {
    const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(3));
    return `${kind.padEnd(18)} recall ${share(found, wanted)} (${wanted})  precision ${share(found, found + extra)}  without a question ${share(curves, plottable)}`;
  });
  console.log(rows.join('\n'));
  expect(positives.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(85);
  expect(negatives.length).toBeGreaterThanOrEqual(65);
  const totals = [...tallies.values()];
  expect(totals.reduce((sum, { wanted, found }) => sum + wanted - found, 0)).toBe(0);
  expect(totals.reduce((sum, { extra }) => sum + extra, 0)).toBe(0);
});
