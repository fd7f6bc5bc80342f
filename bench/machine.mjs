import os from 'node:os';
import { provideChromium } from '../tools/chromium.mjs';
import { run } from '../tools/process.mjs';

/** What figures mean little without. */
export async function describeMachine() {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memory: `${Math.round(os.totalmem() / 1024 ** 3)} GiB`,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    chromium: (await run(await provideChromium(), ['--version'])).trim().split('\n').at(-1),
    /** Above the number of cores, times are too long. */
    load: os
      .loadavg()
      .map((value) => value.toFixed(1))
      .join(' '),
    at: new Date().toISOString(),
  };
}
