import { deepNarrow } from './deepNarrow';
import { digits } from './digits';
import { digitsCnn } from './digitsCnn';
import { linearRegression } from './linearRegression';
import type { TrainingProblem } from './problem';
import { quadraticBowl } from './quadraticBowl';
import { rosenbrock } from './rosenbrock';
import { twoMoons } from './twoMoons';
import { twoSpirals } from './twoSpirals';

/** The problems that come with the extension, by their ids; in the order in which they are offered. */
export const PROBLEMS: Readonly<Record<TrainingProblem['id'], TrainingProblem>> = {
  'two-spirals': twoSpirals,
  'two-moons': twoMoons,
  digits,
  'digits-cnn': digitsCnn,
  'linear-regression': linearRegression,
  'deep-narrow': deepNarrow,
  'quadratic-bowl': quadraticBowl,
  rosenbrock,
};
