import { engine, type LayersModel, type Optimizer, type Tensor, tidy, type Variable } from '@tensorflow/tfjs';
import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import { ExampleOrder } from './batches';
import type { OwnData } from './ownData';
import { type LabelKind, labelKind } from './ownLoss';
import type { Evaluation, Trainee } from './trainee';

/** One example in five validates, where there are enough. */
const VALIDATING = 1 / 5;
const ENOUGH = 10;
/** More than these would take longer to look at than to train on. */
const MOST_VALIDATING = 256;
const EVALUATED_AT_ONCE = 128;

/** A model of the person's own, trained as `fit` would. */
export class OwnTrainee implements Trainee {
  readonly variables: readonly Variable[];
  private readonly order: ExampleOrder;
  private readonly validation: { readonly inputs: Tensor[]; readonly labels: Tensor[] } | null;
  private readonly kind: LabelKind;

  /**
   * @param loss a name that `compile` knows.
   * @param notes what the person should know of data and loss.
   * @throws Error when `compile` refuses the loss.
   */
  constructor(
    private readonly model: LayersModel,
    private readonly data: OwnData,
    private readonly batchSize: number,
    loss: string,
    optimizer: Optimizer,
    random: RandomNumbers,
    readonly notes: readonly string[],
  ) {
    model.compile({ optimizer, loss });
    this.kind = labelKind(loss);
    this.variables = model.trainableWeights.map((weight) => weight.read() as unknown as Variable);
    const count = data.inputs[0]?.count ?? 0;
    const validating = Math.min(MOST_VALIDATING, Math.floor(count * VALIDATING));
    const trained = count < ENOUGH ? count : count - validating;
    this.order = new ExampleOrder(trained, random);
    this.validation =
      trained === count
        ? null
        : {
            inputs: data.inputs.map((rows) => rows.from(trained)),
            labels: data.labels.map((rows) => rows.from(trained)),
          };
  }

  async update(): Promise<number> {
    // Nothing else works with tensors meanwhile, so that what an update leaves can be let go of, also when it fails.
    engine().startScope();
    try {
      const indices = this.order.next(this.batchSize);
      const inputs = this.data.inputs.map((rows) => rows.batch(indices));
      const labels = this.data.labels.map((rows) => rows.batch(indices));
      const losses = await this.model.trainOnBatch(inputs, labels);
      return (Array.isArray(losses) ? losses[0] : losses) ?? Number.NaN;
    } finally {
      engine().endScope();
    }
  }

  evaluate(): Evaluation | null {
    if (this.validation === null) {
      return null;
    }
    const { inputs, labels } = this.validation;
    let evaluation: Evaluation | null = null;
    tidy(() => {
      const options = { batchSize: EVALUATED_AT_ONCE };
      const losses = this.model.evaluate(inputs, labels, options);
      const [loss = Number.NaN] = (Array.isArray(losses) ? losses : [losses]).map((one) => one.dataSync()[0]);
      evaluation = { loss, accuracy: this.accuracy(inputs, labels) };
    });
    return evaluation;
  }

  position(): null {
    return null;
  }

  dispose(): void {
    for (const tensor of [...(this.validation?.inputs ?? []), ...(this.validation?.labels ?? [])]) {
      tensor.dispose();
    }
    this.model.dispose();
  }

  /** Of a model with one output whose labels are classes. */
  private accuracy(inputs: Tensor[], labels: Tensor[]): number | null {
    const [wanted, ...others] = labels;
    if (wanted === undefined || others.length > 0 || this.kind === 'value') {
      return null;
    }
    const predicted = this.model.predict(inputs, { batchSize: EVALUATED_AT_ONCE }) as Tensor;
    const outputs = predicted.dataSync();
    const targets = wanted.dataSync();
    const size = this.kind === 'binary' ? 1 : (predicted.shape.at(-1) ?? 1);
    const count = outputs.length / size;
    let right = 0;
    for (let i = 0; i < count; i += 1) {
      const said = outputs.subarray(i * size, (i + 1) * size);
      right += this.isRight(said, targets, i) ? 1 : 0;
    }
    return right / count;
  }

  private isRight(
    said: ArrayLike<number> & Iterable<number>,
    targets: ArrayLike<number>,
    i: number,
  ): boolean {
    if (this.kind === 'binary') {
      return (said[0] ?? 0) > 0.5 === (targets[i] ?? 0) > 0.5;
    }
    const values = [...said];
    const chosen = values.indexOf(Math.max(...values));
    return this.kind === 'class' ? targets[i] === chosen : targets[i * values.length + chosen] === 1;
  }
}
