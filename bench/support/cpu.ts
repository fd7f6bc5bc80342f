import { readFile } from 'node:fs/promises';

/** Clock ticks of Linux' accounting in a second. */
const TICKS = 100;

/** Milliseconds of CPU that a process has taken, in steps of 10; tells work from waiting on a busy machine. Linux alone. */
export async function cpuOf(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid ?? 'self'}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1000;
}
