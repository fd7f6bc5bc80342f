import { startInProcess } from '../server/node';
import { type InspectArguments, readCommandLine, USAGE, UsageError } from './arguments';
import { fileReport, type InspectedFile, Inspector, UnreadableFile } from './inspect';
import { NodeFiles } from './nodeFiles';
import { plainReport } from './plainReport';
import type { InspectReport } from './report';

const ERROR_FOUND = 1;
/** Bad usage, an unreadable file, or a failure of ours. */
const NOT_ALL_READ = 2;

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
  const failed = report.files.some(({ definitions, findings }) =>
    [...findings, ...definitions.flatMap((one) => one.findings)].some(({ severity }) => severity === 'error'),
  );
  return unreadable ? NOT_ALL_READ : failed ? ERROR_FOUND : 0;
}

function complain(message: string): void {
  process.stderr.write(`lr-lens: ${message}\n`);
}

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    complain(`cannot write the report: ${error.message}`);
    process.exitCode = NOT_ALL_READ;
  }
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code ?? 0;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    complain(error instanceof UsageError ? message : `failed: ${message}`);
    process.exitCode = NOT_ALL_READ;
  },
);
