import { NodeFiles } from './nodeFiles';
import { startInProcess } from '../server/node';
import { type InspectArguments, readCommandLine, USAGE, UsageError } from './arguments';
import { fileReport, type InspectedFile, Inspector, UnreadableFile } from './inspect';
import { plainReport } from './plainReport';
import type { InspectReport } from './report';

const FAILED_CHECK = 1;
const BAD_USAGE = 2;

/** @returns the exit code, or null while a server goes on. */
async function main(args: readonly string[]): Promise<number | null> {
  const line = readCommandLine(args);
  switch (line.command) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'version':
      process.stdout.write(`${process.env.LR_LENS_VERSION ?? 'unreleased'}\n`);
      return 0;
    case 'serve':
      startInProcess(new NodeFiles());
      return null;
    case 'inspect':
      return inspectAll(line.arguments);
  }
}

async function inspectAll(options: InspectArguments): Promise<number> {
  const inspector = new Inspector(options);
  const inspected: InspectedFile[] = [];
  let unreadable = false;
  for (const file of options.files) {
    try {
      inspected.push(await inspector.inspect(file));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) {
        throw error;
      }
      unreadable = true;
      complain(error.message);
    }
  }
  const report: InspectReport = { version: 1, files: inspected.map(fileReport) };
  process.stdout.write(
    options.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : inspected.map((file) => `${plainReport(file)}\n`).join('\n'),
  );
  const failed = report.files.some(({ definitions }) =>
    definitions.some(({ findings }) => findings.some(({ severity }) => severity === 'error')),
  );
  return unreadable ? BAD_USAGE : failed ? FAILED_CHECK : 0;
}

function complain(message: string): void {
  process.stderr.write(`lr-lens: ${message}\n`);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code ?? 0;
  },
  (error: unknown) => {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof UsageError ? BAD_USAGE : FAILED_CHECK;
  },
);
