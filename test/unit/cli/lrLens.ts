import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { InspectReport } from '../../../src/cli/report';

export const CLI = fileURLToPath(new URL('../../../build/unit-tests/cli/lr-lens.js', import.meta.url));

/** What a run of the command line left. */
export interface Outcome {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line to its end. */
export function lrLens(args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

/** What `--json` printed. */
export function reportIn({ stdout }: Outcome): InspectReport {
  return JSON.parse(stdout) as InspectReport;
}
