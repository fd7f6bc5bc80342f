import type { RunRecord, RunSeries, StoredRun } from '../../protocol/training/storedRun';

/**
 * A run as a table, a row for each update that is kept, in the form of RFC 4180. What it takes to repeat the run stands
 * above it in lines that begin with `#`, which the readers of such tables can be told to skip.
 */
export function runToCsv(run: StoredRun): string {
  const head = [
    ['run', run.title],
    ['made', new Date(run.created).toISOString()],
    ['source', run.uri],
    ['setup', JSON.stringify(run.setup)],
    ...Object.entries(run.jobs).map(([id, job]) => [`job of ${id}`, job]),
  ].map(([name, value]) => `# ${name}: ${value}`.replaceAll(/[\r\n]+/g, ' '));
  const names = new Map(run.contestants.map(({ id, name }) => [id, name]));
  const columns = ['schedule', 'id', 'seed', 'step', 'rate', 'loss', 'validation_loss', 'accuracy'];
  const rows = run.records.flatMap((record) => rowsOf(record, names.get(record.contestantId) ?? ''));
  return `${[...head, columns.join(','), ...rows].join('\r\n')}\r\n`;
}

function rowsOf(record: RunRecord, name: string): readonly string[] {
  const series = [record.rates, record.losses, record.validationLosses, record.accuracies].map(byStep);
  const steps = new Set(series.flatMap((one) => [...one.keys()]));
  return [...steps]
    .sort((a, b) => a - b)
    .map((step) =>
      [name, record.contestantId, record.seed, step, ...series.map((one) => one.get(step) ?? '')]
        .map((value) => quoted(String(value)))
        .join(','),
    );
}

function byStep({ at, values }: RunSeries): ReadonlyMap<number, number> {
  return new Map(at.map((step, i) => [step, values[i] ?? Number.NaN]));
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A run with everything needed to show it and to repeat it. */
export function runToJson(run: StoredRun): string {
  const jobs = Object.fromEntries(
    Object.entries(run.jobs).map(([id, job]) => [id, JSON.parse(job) as unknown]),
  );
  return `${JSON.stringify({ format: 'lr-lens-run', ...run, jobs }, null, 2)}\n`;
}
