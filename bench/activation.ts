import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, milliseconds, quantile, type Row } from './support/row';

const RUNS = 25;
const SCRIPT = fileURLToPath(new URL('support/loadExtension.cjs', import.meta.url));
const CLIENT = fileURLToPath(new URL('../dist/extension/main.js', import.meta.url));

interface Activation {
  readonly load: number;
  readonly activate: number;
  /** What the client asked for while it was loaded and activated. */
  readonly loaded: readonly string[];
  readonly registered: number;
}

/** Loads and activates the client in fresh processes. */
export async function measure(): Promise<readonly Row[]> {
  const runs: Activation[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT]);
    runs.push(JSON.parse(stdout) as Activation);
  }
  const totals = runs.map(({ load, activate }) => load + activate);
  const activations = runs.map(({ activate }) => activate);
  const [first] = runs;
  const modules = first?.loaded.join(', ');
  return [
    {
      what: 'loading the client and activate(), cold',
      budget: 'under 60 ms',
      result: milliseconds(median(totals)),
      met: median(totals) < 60,
      figures: {
        p95: milliseconds(quantile(totals, 0.95)),
        runs: RUNS,
        'size of the client': `${((await stat(CLIENT)).size / 1024).toFixed(0)} KB`,
        'other modules loaded': modules === undefined || modules === '' ? 'none' : modules,
      },
    },
    {
      what: 'activate() itself',
      budget: 'under 10 ms',
      result: milliseconds(median(activations)),
      met: median(activations) < 10,
      figures: {
        p95: milliseconds(quantile(activations, 0.95)),
        'things registered': first?.registered ?? 0,
      },
    },
  ];
}
