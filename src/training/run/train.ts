import { memory, type Optimizer } from '@tensorflow/tfjs';
import { randomNumbers } from '../../evaluation/runtime/randomNumbers';
import { RepeatableGlobals } from '../../evaluation/runtime/repeatable';
import { formatRate } from '../../protocol/numbers';
import type { TrainingJob } from '../../protocol/training/job';
import type { TrainingEnd, TrainingFault } from '../../protocol/training/messages';
import { useBackend } from '../backend/useBackend';
import { makeTrainee } from '../models/makeTrainee';
import type { Trainee } from '../models/trainee';
import { parameterMistake } from '../optimizers/optimizers';
import { PROBLEMS } from '../problems/problems';
import { seedOf } from '../problems/random';
import { type FollowedRates, followRates } from './followRates';
import type { TrainingHost } from './host';
import { disposeOptimizer, makeOptimizer } from './makeOptimizer';
import { type Drawing, makeOwnTrainee } from './makeOwnTrainee';
import { rateAtUpdate } from './rateAtUpdate';
import { RunFault } from './runFault';
import { TrainingLoop } from './TrainingLoop';

/** How a run ended, but for what it left behind. */
interface Outcome {
  readonly end: TrainingEnd;
  readonly steps: number;
  readonly time: number;
  readonly fault: TrainingFault | null;
}

/**
 * Makes one run and tells the host of it: that it has started, the updates as they come, and last that it has ended, and
 * why. The same job gives the same numbers on the same backend, whatever else runs. Never throws.
 */
export async function train(job: TrainingJob, host: TrainingHost): Promise<void> {
  // What a model of the person's own draws, such as initial weights and what is dropped out, is drawn from the seed too.
  const drawing: Drawing = { random: randomNumbers(seedOf(job.seed, 'source')) };
  const globals = new RepeatableGlobals(() => drawing.random());
  const held = new Held();
  let outcome: Outcome;
  try {
    outcome = await run(job, host, globals, drawing, held);
  } catch (thrown) {
    outcome = { end: 'failed', steps: 0, time: 0, fault: faultOf(thrown) };
  } finally {
    globals.restore();
  }
  host.send({ type: 'ended', ...outcome, tensorsLeft: held.letGo() }, []);
}

async function run(
  job: TrainingJob,
  host: TrainingHost,
  globals: RepeatableGlobals,
  drawing: Drawing,
  held: Held,
): Promise<Outcome> {
  checkJob(job);
  const backend = await useBackend(job.backend, host.wasm);
  held.count();
  const rates = rateAtUpdate(job.rate, job.steps, host, globals);
  held.excuse();
  const optimizer = (held.optimizer = makeOptimizer(job.optimizer, rates.initialRate));
  const trainee = (held.trainee = await traineeOf(job, optimizer, host, drawing, held));
  const followed = (held.followed = followRates(optimizer, rates, job.stepsPerEpoch));
  const notes = [...(backend.note === null ? [] : [backend.note]), ...trainee.notes];
  const loop = new TrainingLoop(job, host, { trainee, optimizer, followed, backend: backend.name, notes });
  return loop.run();
}

function checkJob({ optimizer, steps, batchSize, stepsPerEpoch, rate }: TrainingJob): void {
  const mistake = parameterMistake(optimizer.name, optimizer.parameters);
  if (mistake !== null) {
    throw refused(`${mistake}.`);
  }
  const counts = {
    'number of steps': steps,
    'batch size': batchSize,
    'number of steps in an epoch': stepsPerEpoch,
  };
  for (const [name, count] of Object.entries(counts)) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw refused(`The ${name} must be a whole number of at least 1.`);
    }
  }
  const isRate = (value: number): boolean => value >= 0 && value < Infinity;
  if (rate.kind === 'constant' && !isRate(rate.rate)) {
    throw refused(`A rate of ${formatRate(rate.rate)} cannot be trained with.`);
  }
  if (rate.kind === 'ramp' && !(rate.from > 0 && rate.to > 0 && isRate(rate.from) && isRate(rate.to))) {
    throw refused(`Rates cannot rise exponentially from ${formatRate(rate.from)} to ${formatRate(rate.to)}.`);
  }
}

function refused(message: string): RunFault {
  return new RunFault({ code: 'unsupported', message, step: null, stack: null });
}

async function traineeOf(
  job: TrainingJob,
  optimizer: Optimizer,
  host: TrainingHost,
  drawing: Drawing,
  held: Held,
): Promise<Trainee> {
  const { problem, seed, batchSize } = job;
  if (typeof problem !== 'string') {
    const { trainee, stray } = await makeOwnTrainee(problem, job, optimizer, host, drawing);
    held.excuse(stray);
    return trainee;
  }
  try {
    return makeTrainee(PROBLEMS[problem], seed, batchSize, host.digits);
  } catch (thrown) {
    throw new RunFault({
      code: 'data',
      message: `The data cannot be made: ${thrown instanceof Error ? thrown.message : String(thrown)}.`,
      step: null,
      stack: null,
    });
  }
}

/** What keeps a run from starting; beyond that, what we did not think of. */
function faultOf(thrown: unknown): TrainingFault {
  return thrown instanceof RunFault
    ? thrown.fault
    : {
        code: 'unsupported',
        message: `The training failed: ${thrown instanceof Error ? thrown.message : String(thrown)}.`,
        step: null,
        stack: null,
      };
}

/** What a run has made and has to let go of. */
class Held {
  trainee: Trainee | null = null;
  optimizer: Optimizer | null = null;
  followed: FollowedRates | null = null;
  private before: number | null = null;
  private excused = 0;

  /** Counts what there is before the run makes anything. */
  count(): void {
    this.before = memory().numTensors;
  }

  /** Excuses tensors that the person's source holds, by default all that were made until now. */
  excuse(tensors = memory().numTensors - (this.before ?? 0)): void {
    this.excused += tensors;
  }

  /** @returns how many tensors are left. */
  letGo(): number {
    if (this.before === null) {
      return 0;
    }
    this.followed?.detach();
    if (this.optimizer !== null) {
      disposeOptimizer(this.optimizer);
    }
    this.trainee?.dispose();
    return memory().numTensors - this.before - this.excused;
  }
}
