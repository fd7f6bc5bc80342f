import { TriangularCyclicalLearningRate } from 'tfjs-lr-schedules';

/** Up and down between two rates in straight lines (Smith, 2017): half a cycle takes `stepSize` steps. */
export const triangle = new TriangularCyclicalLearningRate({
  initialLearningRate: 0.01,
  maximalLearningRate: 0.2,
  stepSize: 50,
});
