import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { LanguageClient } from '../test/unit/server/LanguageClient';
import { cpuOf } from './support/cpu';
import { SERVER_PROGRAM } from './support/program';
import { median, milliseconds, quantile, type Row } from './support/row';
import { trainingFile } from './support/sources';

const ROOT = 'file:///project';
const FILES = 5_000;
/** One in so many files holds schedules; half of the others have words that schedules have. */
const WITH_SCHEDULES = 10;
const TYPED = ROOT + '/typed.ts';
/** A person types so many characters a second. */
const BETWEEN_KEYS = 120;
const KEYS = 60;

/** Files of a workspace: most have nothing to do with learning rates, some hold a few schedules. */
function textOf(i: number): string {
  if (i % WITH_SCHEDULES === 0) {
    return trainingFile(150, 3);
  }
  const plain = trainingFile(150, 0).replace(/^import[\s\S]*?;\n\nconst BASE_RATE.*\n/m, '');
  const words = i % 2 === 0 ? '// The job scheduler decays old entries.\n' : '';
  return `${words}${plain.replaceAll(/schedul|decay|lr\b/gi, 'x')}`;
}

/** Types at a person's pace; the time from each key to the answer. */
async function typing(client: LanguageClient, isOver: () => boolean): Promise<readonly number[]> {
  const times: number[] = [];
  const marker = 'const batches: Batch[] = [];\n';
  let offset = trainingFile(400, 4).indexOf(marker) + marker.length;
  for (let i = 0; i < KEYS && !isOver(); i += 1) {
    const before = performance.now();
    await client.replace(TYPED, offset, offset, i % 2 === 0 ? ' ' : '\n');
    await client.knows(TYPED);
    times.push(performance.now() - before);
    offset += 1;
    await sleep(BETWEEN_KEYS);
  }
  return times;
}

async function started(files: ReadonlyMap<string, string>): Promise<LanguageClient> {
  const client = await LanguageClient.start({
    program: SERVER_PROGRAM,
    initializationOptions: {
      readsFiles: true,
      runsCommands: true,
      watchesEvaluations: true,
      refusedKeys: [],
    },
    readFile: (uri) => files.get(uri) ?? null,
  });
  await client.open(TYPED, trainingFile(400, 4));
  await client.knows(TYPED);
  return client;
}

/** Resident memory of a process in bytes, as Linux tells it. */
async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) * 1024;
}

/** Looks for the schedules of a workspace, once with nobody at the keyboard and once while somebody types. */
export async function measure(): Promise<readonly Row[]> {
  const files = new Map(Array.from({ length: FILES }, (_, i) => [`${ROOT}/f${i}.ts`, textOf(i)] as const));
  const paths = [...files.keys()].map((uri) => uri.slice(ROOT.length + 1));
  const request = { folders: [{ uri: ROOT, paths }], ignoreFiles: [] };

  await using alone = await started(files);
  // What an engine takes once, whatever it is used for, is not what a file costs.
  const warmUp = FILES / 5;
  await alone.index({ folders: [{ uri: ROOT, paths: paths.slice(0, warmUp) }], ignoreFiles: [] });
  const memoryBefore = await memoryOf(alone.process.pid);
  const cpuBefore = await cpuOf(alone.process.pid);
  const begun = performance.now();
  let highest = memoryBefore;
  const watch = setInterval(() => {
    void memoryOf(alone.process.pid).then((now) => {
      highest = Math.max(highest, now);
    });
  }, 100);
  const result = await alone.index(request);
  const time = performance.now() - begun;
  clearInterval(watch);
  const cpu = (await cpuOf(alone.process.pid)) - cpuBefore;
  const found = [...alone.indexed.values()].reduce((sum, { definitions }) => sum + definitions.length, 0);
  const told = JSON.stringify([...alone.indexed.values()]).length;
  const again = performance.now();
  await alone.index(request);
  const timeAgain = performance.now() - again;
  const memoryAfter = await memoryOf(alone.process.pid);

  await using busy = await started(files);
  const idle = await typing(busy, () => false);
  let indexing = true;
  const indexed = busy.index(request).then(() => {
    indexing = false;
  });
  await busy.until(() => busy.indexed.size > 0);
  const meanwhile = await typing(busy, () => !indexing);
  busy.cancelIndex();
  await indexed;

  const perThousand = ((memoryAfter - memoryBefore) * 1_000) / (FILES - warmUp);
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  const ratio = quantile(meanwhile, 0.95) / quantile(idle, 0.95);
  return [
    {
      what: `schedules of ${FILES} files found, reading left out`,
      budget: 'under 60 s',
      result: `${(time / 1000).toFixed(1)} s`,
      met: time < 60_000 && result.complete,
      figures: {
        'CPU time of the server': `${(cpu / 1000).toFixed(1)} s`,
        'a second time': `${(timeAgain / 1000).toFixed(1)} s`,
        schedules: found,
        'files with schedules': alone.indexed.size,
      },
    },
    {
      what: 'memory of the server for 1,000 files, once all are looked at',
      budget: 'under 20 MB',
      result: megabytes(perThousand),
      met: perThousand < 20 * 1024 * 1024,
      figures: {
        'resident after the first fifth': megabytes(memoryBefore),
        'at most meanwhile': megabytes(highest),
        'after two looks': megabytes(memoryAfter),
        'what the client keeps for 1,000 files, as JSON': megabytes((told * 1_000) / FILES),
      },
    },
    {
      what: 'keystroke to updated definitions while schedules are looked for, p95, against nothing else to do',
      budget: 'under 2 times',
      result: `${ratio.toFixed(2)} times`,
      met: ratio < 2,
      figures: {
        'idle, median': milliseconds(median(idle)),
        'idle, p95': milliseconds(quantile(idle, 0.95)),
        'meanwhile, median': milliseconds(median(meanwhile)),
        'meanwhile, p95': milliseconds(quantile(meanwhile, 0.95)),
        'meanwhile, longest': milliseconds(Math.max(...meanwhile)),
        keys: `${idle.length} and ${meanwhile.length}`,
      },
    },
  ];
}
