import { LayersModel, memory, type Optimizer } from '@tensorflow/tfjs';
import { describeValue } from '../../evaluation/runtime/fault';
import { randomNumbers } from '../../evaluation/runtime/randomNumbers';
import type { OwnModel, TrainingJob } from '../../protocol/training/job';
import type { TrainingFault } from '../../protocol/training/messages';
import { DataMismatch, type OwnData, ownData } from '../models/ownData';
import { compiledLoss, likelyLoss } from '../models/ownLoss';
import { OwnTrainee } from '../models/ownTrainee';
import { taughtData } from '../models/teacher';
import { seedOf } from '../problems/random';
import { callSource } from './callSource';
import type { TrainingHost } from './host';
import { RunFault } from './runFault';

/** A trainee, and the tensors that the functions which made it have left behind. */
export interface OwnMade {
  readonly trainee: OwnTrainee;
  readonly stray: number;
}

/** The numbers that `Math.random` gives outside of the schedule, and with them what tf.js draws weights from. */
export interface Drawing {
  random: () => number;
}

/** The teacher is the same for all seeds: they are to learn the same. */
const TEACHER_SEED = 0;

const TAUGHT =
  'There are no data: inputs are random, and labels come from a fixed random teacher, the same model with other weights.';

/**
 * Makes the person's own model and its data.
 * @throws RunFault when their functions fail, or what they return does not fit together.
 */
export async function makeOwnTrainee(
  own: OwnModel,
  { seed, batchSize }: TrainingJob,
  optimizer: Optimizer,
  host: TrainingHost,
  drawing: Drawing,
): Promise<OwnMade> {
  const before = memory().numTensors;
  const model = await makeModel(own, host, drawing, seedOf(seed, 'source'));
  const loss = own.loss ?? compiledLoss(model) ?? likelyLoss(model);
  const notes = own.loss === null && compiledLoss(model) === null ? [lossNote(loss)] : [];
  let data: OwnData;
  if (own.data === null) {
    const teacher = await makeModel(own, host, drawing, seedOf(TEACHER_SEED, 'teacher'));
    data = taughtData(teacher, loss, randomNumbers(seedOf(seed, 'data')));
    teacher.dispose();
    notes.push(TAUGHT);
  } else {
    drawing.random = randomNumbers(seedOf(seed, 'data'));
    const returned = await callSource(own.data, 'data', host);
    data = fitting(() => ownData(returned, model, loss));
  }
  const stray = memory().numTensors - before - model.weights.length;
  // What is drawn from here on, such as what is dropped out, does not depend on how much was drawn before.
  drawing.random = randomNumbers(seedOf(seed, 'source'));
  const order = randomNumbers(seedOf(seed, 'order'));
  try {
    return { trainee: new OwnTrainee(model, data, batchSize, loss, optimizer, order, notes), stray };
  } catch (thrown) {
    throw fault('model', `The model cannot be compiled with the loss ${loss}: ${messageOf(thrown)}`);
  }
}

async function makeModel(
  own: OwnModel,
  host: TrainingHost,
  drawing: Drawing,
  seed: number,
): Promise<LayersModel> {
  drawing.random = randomNumbers(seed);
  const model = await callSource(own.model, 'model', host);
  if (!(model instanceof LayersModel)) {
    throw fault('model', `The function of the model returns ${describeValue(model)} and no tf.LayersModel.`);
  }
  if (model.layers.length === 0) {
    throw fault('model', 'The model has no layers.');
  }
  if (model.trainableWeights.length === 0) {
    throw fault('model', 'The model has no weights that can be trained.');
  }
  return model;
}

function fitting(read: () => OwnData): OwnData {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof DataMismatch) {
      throw fault('data', `The data do not fit the model: ${thrown.message}.`);
    }
    throw thrown;
  }
}

function lossNote(loss: string): string {
  return `The source names no loss, so ${loss} is used, which fits the model’s last layer.`;
}

function fault(code: TrainingFault['code'], message: string): RunFault {
  return new RunFault({ code, message, step: null, stack: null });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
