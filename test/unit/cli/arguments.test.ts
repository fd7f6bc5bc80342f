import { describe, expect, it } from 'vitest';
import { type InspectArguments, readCommandLine, UsageError } from '../../../src/cli/arguments';

function inspect(...args: readonly string[]): InspectArguments {
  const line = readCommandLine(['inspect', ...args]);
  if (line.command !== 'inspect') {
    throw new Error(`read as ${line.command}`);
  }
  return line.arguments;
}

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('readCommandLine', () => {
  it('takes any number of files', () => {
    expect(inspect('a.ts', 'b.ts')).toEqual({ files: ['a.ts', 'b.ts'], json: false, at: null, given: {} });
  });
  it('takes options before and after the files', () => {
    expect(inspect('--json', 'a.ts', '--at', '0,1_000')).toEqual({
      files: ['a.ts'],
      json: true,
      at: [0, 1000],
      given: {},
    });
  });
  it('takes values by name, one an option', () => {
    expect(inspect('a.ts', '--set', 'halfLife=1e3', '--set', 'initial=-0.5').given).toEqual({
      halfLife: 1000,
      initial: -0.5,
    });
  });
  it('takes words and lists of numbers as values', () => {
    expect(inspect('a.ts', '--set', 'mode=cosine', '--set', 'milestones=[30, 1_000]').given).toEqual({
      mode: 'cosine',
      milestones: [30, 1000],
    });
  });
  it('takes --steps for whatever the schedule counts', () => {
    expect(inspect('a.ts', '--steps', '500').given).toEqual({ steps: 500, epochs: 500 });
  });
  it('takes what follows -- as files', () => {
    expect(inspect('--', '--help').files).toEqual(['--help']);
  });
  it.each([
    [],
    ['--help'],
    ['-h'],
    ['help'],
    ['inspect', '--help'],
    ['inspect', 'a.ts', '-h'],
    ['serve', '-h'],
  ])('reads %j as a call for help', (...args: string[]) => {
    expect(readCommandLine(args)).toEqual({ command: 'help' });
  });
  it('serves over standard input and output', () => {
    expect(readCommandLine(['serve', '--stdio'])).toEqual({ command: 'serve' });
  });

  it.each([
    [['plot', 'a.ts'], 'there is no command plot'],
    [['serve'], '--stdio'],
    [['serve', '--socket'], '--stdio'],
    [['inspect'], 'at least one file'],
    [['inspect', '--json'], 'at least one file'],
    [['inspect', 'a.ts', '--plot'], '--plot'],
    [['inspect', 'a.ts', '--at'], '--at'],
    [['inspect', 'a.ts', '--at', '-5'], '--at'],
    [['inspect', 'a.ts', '--at=-5'], '"-5" is not a whole number'],
    [['inspect', 'a.ts', '--at', '1,x'], '"x" is not a number'],
    [['inspect', 'a.ts', '--at', '1.5'], '"1.5" is not a whole number'],
    [['inspect', 'a.ts', '--at', ''], '"" is not a number'],
    [['inspect', 'a.ts', '--steps', '0'], '0 steps'],
    [['inspect', 'a.ts', '--steps', 'many'], '"many" is not a number'],
    [['inspect', 'a.ts', '--set', 'halfLife'], 'name=value'],
    [['inspect', 'a.ts', '--set', '=3'], 'name=value'],
    [['inspect', 'a.ts', '--set', 'epochs=long'], '"long" is not a number'],
    [['inspect', 'a.ts', '--set', 'halfLife=1/2'], '"1/2" is neither a number, a word nor a list of numbers'],
    [['inspect', 'a.ts', '--set', 'stones=[a]'], 'nor a list of numbers'],
  ])('refuses %j in one line that says why', (args, part) => {
    const refusal = thrownBy(() => readCommandLine(args));
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as UsageError).message).toContain(part);
    expect((refusal as UsageError).message).not.toContain('\n');
  });
});
