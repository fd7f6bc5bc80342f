import type { TrainingData } from './problem';

/** An example as it is drawn. */
export interface Example {
  readonly inputs: ArrayLike<number>;
  readonly targets: readonly number[];
}

/** Puts examples that are drawn one after another into the arrays that training reads. */
export function examplesOf(trained: number, validating: number, draw: (i: number) => Example): TrainingData {
  const count = trained + validating;
  const first = draw(0);
  const inputSize = first.inputs.length;
  const targetSize = first.targets.length;
  const inputs = new Float32Array(count * inputSize);
  const targets = new Float32Array(count * targetSize);
  for (let i = 0; i < count; i += 1) {
    const example = i === 0 ? first : draw(i);
    inputs.set(example.inputs, i * inputSize);
    targets.set(example.targets, i * targetSize);
  }
  return { inputs, inputSize, targets, targetSize, trained, validating };
}

/** The targets of a class: 1 at its place, 0 at all others. */
export function oneHot(label: number, classes: number): readonly number[] {
  return Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0));
}
