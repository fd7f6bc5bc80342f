import * as tf from '@tensorflow/tfjs';
import {
  attachSchedule,
  getLearningRate,
  type LearningRateSchedule,
  type LearningRateScheduler,
} from 'tfjs-lr-schedules';
import { BATCH_SIZE, createModel, EPOCHS, samplePoints, STEPS_PER_EPOCH } from './model';

/** The rate that trains where no schedule says otherwise. */
export const BASE_RATE = 0.2;

/** With momentum, a rate that is good at the beginning is too high at the end. */
const MOMENTUM = 0.9;

/** What is kept of one epoch: the rate of its last step, and the mean loss of its steps. */
export interface EpochRecord {
  readonly learningRate: number;
  readonly loss: number;
}

/** Trains with a rate for each step: the optimizer asks the attached schedule before each update. */
export function trainByStep(schedule: Pick<LearningRateSchedule, 'call'>): EpochRecord[] {
  const model = createModel();
  const optimizer = tf.train.momentum(BASE_RATE, MOMENTUM);
  attachSchedule(optimizer, schedule);
  const { x, y } = samplePoints();
  const losses: number[] = [];
  const records: EpochRecord[] = [];
  for (let step = 0; step < EPOCHS * STEPS_PER_EPOCH; step++) {
    const learningRate = getLearningRate(optimizer);
    losses.push(update(model, optimizer, x, y, (step % STEPS_PER_EPOCH) * BATCH_SIZE));
    if (losses.length === STEPS_PER_EPOCH) {
      records.push({ learningRate, loss: mean(losses.splice(0)) });
    }
  }
  tf.dispose([x, y]);
  model.dispose();
  return records;
}

/** Trains with a rate for each epoch: `fit` asks the callback. */
export async function trainByEpoch(scheduler: LearningRateScheduler): Promise<EpochRecord[]> {
  const model = createModel();
  model.compile({ optimizer: tf.train.momentum(BASE_RATE, MOMENTUM), loss: 'meanSquaredError' });
  const { x, y } = samplePoints();
  const { history } = await model.fit(x, y, {
    epochs: EPOCHS,
    batchSize: BATCH_SIZE,
    shuffle: false,
    callbacks: [scheduler],
  });
  tf.dispose([x, y]);
  model.dispose();
  const rates = history['learning_rate'] ?? [];
  return (history['loss'] ?? []).map((loss, epoch) => ({
    learningRate: Number(rates[epoch]),
    loss: Number(loss),
  }));
}

/** One update from one batch; returns its loss. */
function update(
  model: tf.Sequential,
  optimizer: tf.Optimizer,
  x: tf.Tensor2D,
  y: tf.Tensor2D,
  from: number,
): number {
  return tf.tidy(() => {
    const batchX = x.slice([from, 0], [BATCH_SIZE, 1]);
    const batchY = y.slice([from, 0], [BATCH_SIZE, 1]);
    const loss = (): tf.Scalar =>
      tf.losses.meanSquaredError(batchY, model.predict(batchX) as tf.Tensor).asScalar();
    return optimizer.minimize(loss, true)?.dataSync()[0] ?? NaN;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
