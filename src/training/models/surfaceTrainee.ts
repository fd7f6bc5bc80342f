import { type Optimizer, tensor1d, tidy, type Variable, variable } from '@tensorflow/tfjs';
import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import type { SurfaceSubject } from '../problems/problem';
import { normal } from '../problems/random';
import type { Evaluation, Trainee } from './trainee';

/** Two weights on a surface. Its slope is known, so that only the update is a matter of tensors. */
export class SurfaceTrainee implements Trainee {
  readonly variables: readonly Variable[];
  readonly notes: readonly string[] = [];
  private readonly weights: Variable;

  /**
   * @param weightNumbers for where the weights begin.
   * @param noiseNumbers for where each batch has its minimum.
   */
  constructor(
    private readonly surface: SurfaceSubject,
    private readonly batchSize: number,
    weightNumbers: RandomNumbers,
    private readonly noiseNumbers: RandomNumbers,
  ) {
    this.weights = tidy(() => variable(tensor1d([...surface.start(weightNumbers)])));
    this.variables = [this.weights];
  }

  update(optimizer: Optimizer): number {
    const { height, slope, noise } = this.surface;
    const [x, y] = this.position();
    const scale = noise / Math.sqrt(this.batchSize);
    const shiftedX = x - (noise === 0 ? 0 : scale * normal(this.noiseNumbers));
    const shiftedY = y - (noise === 0 ? 0 : scale * normal(this.noiseNumbers));
    tidy(() => {
      const gradient = tensor1d([...slope(shiftedX, shiftedY)]);
      optimizer.applyGradients([{ name: this.weights.name, tensor: gradient }]);
    });
    return height(shiftedX, shiftedY);
  }

  /** The height where the weights are, without noise. */
  evaluate(): Evaluation {
    return { loss: this.surface.height(...this.position()), accuracy: null };
  }

  position(): readonly [number, number] {
    const values = this.weights.dataSync();
    return [values[0] ?? Number.NaN, values[1] ?? Number.NaN];
  }

  dispose(): void {
    this.weights.dispose();
  }
}
