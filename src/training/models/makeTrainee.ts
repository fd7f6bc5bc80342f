import { randomNumbers } from '../../evaluation/runtime/randomNumbers';
import type { TrainingProblem } from '../problems/problem';
import { seedOf } from '../problems/random';
import { BatchMaker, ExampleOrder } from './batches';
import { ConvolutionalTrainee } from './convolutionalTrainee';
import { DenseTrainee } from './denseTrainee';
import { SurfaceTrainee } from './surfaceTrainee';
import type { Trainee } from './trainee';

/**
 * Makes what is trained on a problem. Data, initial weights and the order of the examples are drawn from the seed alone.
 * @param digits the bytes of the handwritten digits; null where the problem has no need of them.
 * @throws Error when the problem needs the digits and they are not there.
 */
export function makeTrainee(
  { subject }: TrainingProblem,
  seed: number,
  batchSize: number,
  digits: ArrayBuffer | null,
): Trainee {
  const weightNumbers = randomNumbers(seedOf(seed, 'weights'));
  const orderNumbers = randomNumbers(seedOf(seed, 'order'));
  if (subject.kind === 'surface') {
    return new SurfaceTrainee(subject, batchSize, weightNumbers, orderNumbers);
  }
  const { network } = subject;
  const data = subject.makeData(randomNumbers(seedOf(seed, 'data')), digits);
  const order = new ExampleOrder(data.trained, orderNumbers);
  if (network.kind === 'dense') {
    return new DenseTrainee(network, new BatchMaker(data, [data.inputSize], order, batchSize), weightNumbers);
  }
  const shape = [network.side, network.side, 1];
  return new ConvolutionalTrainee(network, new BatchMaker(data, shape, order, batchSize), weightNumbers);
}
