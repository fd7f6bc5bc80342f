import { formatSourceNumber } from '../../protocol/numbers';
import { CosineDecay } from '../../schedules/CosineDecay';
import { CosineDecayRestarts } from '../../schedules/CosineDecayRestarts';
import { ExponentialCyclicalLearningRate } from '../../schedules/ExponentialCyclicalLearningRate';
import { ExponentialDecay } from '../../schedules/ExponentialDecay';
import { InverseTimeDecay } from '../../schedules/InverseTimeDecay';
import type { LearningRateSchedule } from '../../schedules/LearningRateSchedule';
import { PolynomialDecay } from '../../schedules/PolynomialDecay';
import { Triangular2CyclicalLearningRate } from '../../schedules/Triangular2CyclicalLearningRate';
import { TriangularCyclicalLearningRate } from '../../schedules/TriangularCyclicalLearningRate';
import type { CodeStyle } from './codeStyle';

/** A schedule to be written, by its class and the values of its constructor's parameters, in their order. */
export interface ScheduleRequest {
  readonly schedule: string;
  readonly parameters: Readonly<Record<string, number>>;
}

interface WritableClass {
  readonly make: new (config: never) => LearningRateSchedule;
  /** What a constant that holds one is called. */
  readonly constantName: string;
}

/** The classes of the library whose parameters are numbers. */
const WRITABLE: ReadonlyMap<string, WritableClass> = new Map(
  Object.entries({
    CosineDecay: { make: CosineDecay, constantName: 'cosineSchedule' },
    CosineDecayRestarts: { make: CosineDecayRestarts, constantName: 'cosineSchedule' },
    ExponentialDecay: { make: ExponentialDecay, constantName: 'exponentialSchedule' },
    InverseTimeDecay: { make: InverseTimeDecay, constantName: 'inverseTimeSchedule' },
    PolynomialDecay: { make: PolynomialDecay, constantName: 'polynomialSchedule' },
    TriangularCyclicalLearningRate: {
      make: TriangularCyclicalLearningRate,
      constantName: 'cyclicalSchedule',
    },
    Triangular2CyclicalLearningRate: {
      make: Triangular2CyclicalLearningRate,
      constantName: 'cyclicalSchedule',
    },
    ExponentialCyclicalLearningRate: {
      make: ExponentialCyclicalLearningRate,
      constantName: 'cyclicalSchedule',
    },
  }),
);

/** Lines up to here are left whole. */
const LINE_WIDTH = 80;

/** Why a schedule cannot be written, as a sentence; null when it can. Its numbers are tried as they would be written. */
export function refusalOf({ schedule, parameters }: ScheduleRequest): string | null {
  const known = WRITABLE.get(schedule);
  if (known === undefined) {
    return `${schedule} is no schedule that can be written.`;
  }
  const written = Object.entries(parameters).map(([name, value]) => [name, valueWritten(value)]);
  try {
    new known.make(Object.fromEntries(written) as never);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The name a person would give a constant that holds the schedule. */
export function constantNameOf(schedule: string): string {
  return WRITABLE.get(schedule)?.constantName ?? 'schedule';
}

/**
 * The statement `const name = new Class({ … });`, without indentation before its first line, on one line if it fits.
 * @param constructed what the class is called where it stands
 * @param indentation of the line it stands on
 */
export function scheduleStatement(
  name: string,
  constructed: string,
  { parameters }: ScheduleRequest,
  style: CodeStyle,
  indentation: string,
): string {
  const head = `const ${name} = new ${constructed}({`;
  const tail = style.semicolons ? '});' : '})';
  const values = Object.entries(parameters).map(([key, value]) => `${key}: ${formatSourceNumber(value)}`);
  const line = `${head} ${values.join(', ')} ${tail}`;
  if (indentation.length + line.length <= LINE_WIDTH) {
    return line;
  }
  const lines = values.map((value) => `${indentation}${style.indent}${value},`);
  return [head, ...lines, `${indentation}${tail}`].join(style.lineBreak);
}

function valueWritten(value: number): number {
  return Number(formatSourceNumber(value).replaceAll('_', ''));
}
