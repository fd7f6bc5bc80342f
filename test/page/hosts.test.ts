import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Analyzer } from '../../src/analysis/analyze';
import { isSourceFileName } from '../../src/analysis/text/parse';
import type { RunRequest } from '../../src/evaluation/runtime/run';
import { createSandbox, type Sandbox } from '../../src/evaluation/sandbox/sandbox';
import { type Definition, lastIndexOf } from '../../src/protocol/definition';
import type { Slice } from '../../src/protocol/slice';
import type { RunTraced } from '../../src/webview/workers/messages';
import { launchBrowser } from './support/PreviewDriver';
import { PageServer } from './support/pageServer';
import { builtForTests } from './support/places';

const CORPUS = new URL('../fixtures/schedules/', import.meta.url);
const WRITTEN = new URL('../fixtures/detection/positive/', import.meta.url);

interface Titled {
  readonly title: string;
  readonly definition: Definition;
}
/** Stated in the design: plain arithmetic is the same in both hosts, float32 tensors may round apart. */
const PLAIN_TOLERANCE = 1e-12;
const TENSOR_TOLERANCE = 1e-6;
const LIMITS = { timeMs: 20_000, memoryBytes: 64 * 1024 * 1024 };

/** The two hosts, for all tests of this file. */
class Hosts {
  sandbox: Sandbox | null = null;
  page: Page | null = null;
  private pages: PageServer | null = null;
  private browser: Browser | null = null;

  async start(): Promise<void> {
    this.pages = await PageServer.start(builtForTests);
    this.browser = await launchBrowser(inject('chromium'));
    this.page = await this.browser.newPage();
    // A page of the same origin without content of its own: the workers of the real page are started from it.
    await this.page.goto(`${this.pages.origin}/page.js`);
    this.sandbox = await createSandbox();
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    await this.pages?.stop();
  }
}

const hosts = new Hosts();
beforeAll(() => hosts.start());
afterAll(() => hosts.stop());

const files = readdirSync(CORPUS).filter((name) => name.endsWith('.ts'));
const written = readdirSync(WRITTEN, { recursive: true, encoding: 'utf8' }).filter((name) =>
  isSourceFileName(name),
);

async function titled(names: readonly string[], folder: URL): Promise<readonly Titled[]> {
  const found = await Promise.all(names.map((name) => definitionsIn(name, folder)));
  return found.flat();
}

async function definitionsIn(name: string, folder: URL): Promise<readonly Titled[]> {
  const uri = new URL(name, folder).href;
  const analyzer = new Analyzer({ read: (other) => Promise.resolve(readIfThere(other)) });
  const { definitions } = await analyzer.analyze(uri, readIfThere(uri) ?? '', {
    defaultHorizon: 1_000,
    language: null,
    given: {},
  });
  return definitions.map((definition) => ({ title: `${name} ${definition.id}`, definition }));
}

const corpus = await titled(files, CORPUS);
/** Schedules as people write them, but for those that ask for a value first. */
const field = (await titled(written, WRITTEN)).filter(({ definition }) => definition.slice !== null);

describe('the sandbox and the worker with the real tf.js give the same rates', () => {
  it.each([...corpus, ...field].filter(({ title }) => !title.startsWith('rareOperation')))(
    '$title',
    async ({ definition }) => {
      const { slice, request } = runnable(definition);
      const inSandbox = hosts.sandbox?.run(slice, request, LIMITS);
      const inWorker = await runInWorker(slice, request);
      expect(inSandbox?.fault).toBeNull();
      expect(inWorker.fault).toBeNull();
      const expected = [...(inSandbox?.rates ?? [])];
      expect(expected).toHaveLength(request.lastIndex + 1);
      expect(inWorker.rates).toHaveLength(expected.length);
      const peak = Math.max(...expected.map(Math.abs));
      expected.forEach((rate, index) => {
        const tolerance = slice.usesTensors ? TENSOR_TOLERANCE * peak : PLAIN_TOLERANCE * Math.abs(rate);
        const difference = Math.abs((inWorker.rates[index] ?? Number.NaN) - rate);
        expect(difference, `rate ${String(rate)} at ${index}`).toBeLessThanOrEqual(tolerance);
      });
    },
  );

  it('of the corpus as a whole, which has every kind of schedule and both kinds of arithmetic', () => {
    const definitions = corpus.map(({ definition }) => definition);
    expect(new Set([...corpus, ...field].map(({ definition }) => definition.kind))).toEqual(
      new Set([
        'schedule-instance',
        'schedule-subclass',
        'scheduler-callback',
        'schedule-function',
        'schedule-factory',
        'inline-rate',
        'rate-decay',
        'composition',
        'callback-class',
        'callback-object',
        'stepper-class',
        'phantom-api',
      ]),
    );
    expect(definitions.filter(({ slice }) => slice?.usesTensors).length).toBeGreaterThanOrEqual(3);
    expect(definitions.filter(({ problem }) => problem !== null)).toEqual([]);
  });
});

it('an operation that the stand-in lacks is named by the sandbox and computed by the worker', async () => {
  const rare = corpus.find(({ title }) => title.startsWith('rareOperation'));
  if (rare === undefined) {
    throw new Error('the corpus has no schedule with a rare operation');
  }
  const { slice, request } = runnable(rare.definition);
  expect(hosts.sandbox?.run(slice, request, LIMITS).fault).toMatchObject({
    code: 'unknown-operation',
    names: ['tf.linspace'],
  });
  const { rates, fault } = await runInWorker(slice, request);
  expect(fault).toBeNull();
  // The weights 0, ¼, ½, ¾ and 1 sum to 2.5.
  expect(rates[0]).toBeCloseTo(0.025, 7);
  expect(rates[99]).toBeCloseTo(0.00025, 9);
});

function readIfThere(uri: string): string | null {
  try {
    return readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return null;
  }
}

function runnable(definition: Definition): { readonly slice: Slice; readonly request: RunRequest } {
  const { slice, timeline, index } = definition;
  if (slice === null) {
    throw new Error(`${definition.id} has no slice: ${definition.problem?.message ?? ''}`);
  }
  const lastIndex = Math.min(3_000, lastIndexOf(index, timeline.horizon.value));
  const request: RunRequest = {
    form: slice.form,
    slots: slice.slots,
    given: slice.given,
    initialRate: timeline.initialRate?.value ?? null,
    horizon: timeline.horizon.value,
    stepsPerEpoch: timeline.stepsPerEpoch?.value ?? 1,
    lastIndex,
    maxRates: lastIndex + 1,
    at: [],
  };
  return { slice, request };
}

/** Runs a slice in the built worker, as the page does. */
async function runInWorker(
  slice: Slice,
  run: RunRequest,
): Promise<{ readonly rates: readonly number[]; readonly fault: RunTraced['fault'] }> {
  if (hosts.page === null) {
    throw new Error('the hosts have not been started');
  }
  return hosts.page.evaluate(
    async ({ code, usesTensors, request }) => {
      const addressOf = (text: string): string =>
        URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
      const fetched = async (name: string): Promise<string> => addressOf(await (await fetch(name)).text());
      const script = await fetched('/curveWorker.js');
      const command = {
        type: 'trace',
        id: 1,
        sliceAddress: addressOf(`self.$slice = ${code};`),
        tensorflowAddress: usesTensors ? await fetched('/tensorflow.js') : null,
        run: request,
        budget: 60_000,
      };
      // Made last: it speaks as soon as it is there, and is not heard before a listener is.
      const worker = new Worker(script);
      const traced = await new Promise<RunTraced>((resolve, reject) => {
        worker.addEventListener(
          'message',
          (event: MessageEvent<RunTraced | { readonly type: 'booted' | 'started' }>) => {
            if (event.data.type === 'booted') {
              worker.postMessage(command);
            } else if (event.data.type === 'traced') {
              resolve(event.data);
            }
          },
        );
        worker.addEventListener('error', (event) => reject(new Error(event.message)));
      });
      worker.terminate();
      return { rates: [...traced.pyramid.rates], fault: traced.fault };
    },
    { code: slice.code, usesTensors: slice.usesTensors, request: run },
  );
}
