import { parseArgs } from 'node:util';
import { type EnteredValue, type EnteredValues, isWord, readList } from '../protocol/enteredValue';

/** What `lr-lens inspect` was asked. */
export interface InspectArguments {
  readonly files: readonly string[];
  readonly json: boolean;
  /** Steps or epochs to tell the rates at; null for those that matter. */
  readonly at: readonly number[] | null;
  /** Values by name, for free names and the timeline. */
  readonly given: EnteredValues;
}

/** What the command line asks for. */
export type CommandLine =
  | { readonly command: 'inspect'; readonly arguments: InspectArguments }
  | { readonly command: 'serve' }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

/** A command line that cannot be followed; the message says what is wrong with it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `Usage: lr-lens inspect <file…> [--json] [--at 0,100,1000] [--steps N] [--set name=value]…
       lr-lens serve --stdio

inspect  finds the learning-rate schedules of TypeScript and JavaScript files and tells their rates
serve    answers a language client over standard input and output

  --json            print one JSON document
  --at 0,100,1000   tell the rates at these steps (epochs, for schedules by epoch)
  --steps N         look this many steps (or epochs) ahead
  --set name=value  give a value to a free name, as an @lr comment would: a number, a word or a list such
                    as [30,80]; may be repeated
`;

/**
 * Reads the arguments after the program's name.
 * @throws UsageError
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const [command, ...rest] = args;
  switch (command) {
    case 'inspect':
      return asksForHelp(rest) ? { command: 'help' } : { command, arguments: readInspect(rest) };
    case 'serve':
      if (asksForHelp(rest)) {
        return { command: 'help' };
      }
      if (rest.length !== 1 || rest[0] !== '--stdio') {
        throw new UsageError('serve takes one option, --stdio');
      }
      return { command };
    case undefined:
    case '--help':
    case '-h':
    case 'help':
      return { command: 'help' };
    case '--version':
      return { command: 'version' };
    default:
      throw new UsageError(`there is no command ${command}; try lr-lens --help`);
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  return options.includes('--help') || options.includes('-h');
}

function readInspect(args: readonly string[]): InspectArguments {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) {
    throw new UsageError('inspect needs at least one file');
  }
  const given: Record<string, EnteredValue> = {};
  for (const assignment of values.set ?? []) {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(assignment) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError(`--set ${assignment}: name=value is wanted`);
    }
    given[name] = entered(name, value, `--set ${assignment}`);
  }
  if (values.steps !== undefined) {
    const steps = count(values.steps, '--steps');
    if (steps === 0) {
      throw new UsageError('--steps: a schedule of 0 steps has no rates');
    }
    given['steps'] = steps;
    given['epochs'] = steps;
  }
  return {
    files: positionals,
    json: values.json ?? false,
    at: values.at === undefined ? null : values.at.split(',').map((index) => count(index, '--at')),
    given,
  };
}

interface InspectOptions {
  readonly json?: boolean;
  readonly at?: string;
  readonly steps?: string;
  readonly set?: string[];
}

function parse(args: readonly string[]): {
  readonly values: InspectOptions;
  readonly positionals: readonly string[];
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        at: { type: 'string' },
        steps: { type: 'string' },
        set: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? firstSentence(error.message) : String(error));
  }
}

/** What Node says of an option, without its advice on how to write other ones. */
function firstSentence(message: string): string {
  return message.replace(/[.\n].*$/s, '');
}

/** What is of the timeline is a number. */
const NUMBERS = new Set(['steps', 'epochs', 'stepsPerEpoch', 'initial']);

function entered(name: string, text: string, option: string): EnteredValue {
  if (NUMBERS.has(name) || Number.isFinite(Number(text.replaceAll('_', '')))) {
    return number(text, option);
  }
  const value = isWord(text) ? text : readList(text);
  if (value === null) {
    throw new UsageError(
      `${option}: ${JSON.stringify(text)} is neither a number, a word nor a list of numbers`,
    );
  }
  return value;
}

function number(text: string, option: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new UsageError(`${option}: ${JSON.stringify(text)} is not a number`);
  }
  return value;
}

function count(text: string, option: string): number {
  const value = number(text, option);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new UsageError(`${option}: ${JSON.stringify(text)} is not a whole number of 0 or more`);
  }
  return value;
}
