import { readFile, readdir } from 'node:fs/promises';
import { run } from '../../../tools/process.mjs';

/** A process of this machine. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its program and arguments, parted by spaces. */
  readonly command: string;
}

/** All processes that descend from one, nearest first; without itself. */
export async function descendantsOf(ancestor: number): Promise<readonly Process[]> {
  const all = process.platform === 'linux' ? await processesOfLinux() : await processesOfPs();
  const found: Process[] = [];
  let generation = [ancestor];
  while (generation.length > 0) {
    const children = all.filter(({ parent }) => generation.includes(parent));
    found.push(...children);
    generation = children.map(({ pid }) => pid);
  }
  return found;
}

/** Read from the kernel, because a small Debian has no `ps`. */
async function processesOfLinux(): Promise<readonly Process[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(
    ids.map(async (id): Promise<readonly Process[]> => {
      try {
        const [status, commandLine] = await Promise.all([
          readFile(`/proc/${id}/stat`, 'utf8'),
          readFile(`/proc/${id}/cmdline`, 'utf8'),
        ]);
        // The second field, the program's name in parentheses, may hold anything.
        const [state, parent] = status.slice(status.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z') return [];
        return [
          { pid: Number(id), parent: Number(parent), command: commandLine.replaceAll('\0', ' ').trim() },
        ];
      } catch {
        // It ended since the listing.
        return [];
      }
    }),
  );
  return processes.flat();
}

async function processesOfPs(): Promise<readonly Process[]> {
  const listing = await run('ps', ['-axo', 'pid=,ppid=,command=']);
  return listing.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
