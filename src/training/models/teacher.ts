import { type LayersModel, type SymbolicTensor, type Tensor, tidy } from '@tensorflow/tfjs';
import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import { normal } from '../problems/random';
import type { OwnData } from './ownData';
import { type LabelKind, labelKind } from './ownLoss';
import { Rows } from './Rows';

/** Examples that a teacher labels: as many, unless an example is large. */
const EXAMPLES = 640;
const MOST_VALUES = 4_000_000;
/** The length of a dimension that a model leaves open. */
const OPEN_LENGTH = 16;
const BATCH = 64;

/**
 * Data for a model that comes without: random inputs of its shape, labelled by a teacher of the same architecture. What the
 * teacher says is told apart from what it says on average, lest all examples have one label.
 */
export function taughtData(teacher: LayersModel, loss: string, random: RandomNumbers): OwnData {
  const shapes = teacher.inputs.map((input) => input.shape.slice(1).map((length) => length ?? OPEN_LENGTH));
  const size = shapes.flat().reduce((product, length) => product * length, 1);
  const count = Math.max(BATCH, Math.min(EXAMPLES, Math.floor(MOST_VALUES / size)));
  const inputs = teacher.inputs.map((input, i) => randomInputs(input, shapes[i] ?? [], count, random));
  const said = predictions(teacher, inputs, count);
  const kind = labelKind(loss);
  const labels = said.map((rows, i) => labelsOf(rows, teacher.outputs[i]?.shape.slice(1) ?? [], kind));
  return { inputs, labels };
}

function randomInputs(
  input: SymbolicTensor,
  shape: readonly number[],
  count: number,
  random: RandomNumbers,
): Rows {
  const size = shape.reduce((product, length) => product * length, 1);
  const words = vocabularyOf(input);
  const draw = words === null ? () => normal(random) : () => Math.floor(random() * words);
  return new Rows(
    Float32Array.from({ length: count * size }, draw),
    shape,
    input.dtype === 'int32' ? 'int32' : 'float32',
  );
}

/** How many different whole numbers an input takes that goes into an embedding; null for all others. */
function vocabularyOf(input: SymbolicTensor): number | null {
  const layer = input.sourceLayer as unknown as {
    readonly outboundNodes: readonly { readonly outboundLayer: { readonly inputDim?: unknown } }[];
  };
  const sizes = layer.outboundNodes.map(({ outboundLayer }) => outboundLayer.inputDim);
  return sizes.find((size) => typeof size === 'number') ?? null;
}

interface Said {
  readonly values: Float32Array;
  /** Values for one example. */
  readonly size: number;
}

function predictions(teacher: LayersModel, inputs: readonly Rows[], count: number): readonly Said[] {
  const parts: Float32Array[][] = teacher.outputs.map(() => []);
  for (let first = 0; first < count; first += BATCH) {
    const length = Math.min(BATCH, count - first);
    const indices = Array.from({ length }, (_, i) => first + i);
    tidy(() => {
      const said = teacher.predictOnBatch(inputs.map((rows) => rows.batch(indices)));
      (Array.isArray(said) ? said : [said]).forEach((one: Tensor, i) => {
        parts[i]?.push(one.dataSync<'float32'>().slice());
      });
    });
  }
  return parts.map((pieces) => {
    const values = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let to = 0;
    for (const piece of pieces) {
      values.set(piece, to);
      to += piece.length;
    }
    return { values, size: values.length / count };
  });
}

function labelsOf({ values, size }: Said, outputShape: readonly (number | null)[], kind: LabelKind): Rows {
  const shape = outputShape.map((length) => length ?? OPEN_LENGTH);
  if (kind === 'value') {
    return new Rows(values, shape);
  }
  const classes = kind === 'binary' ? size : (shape.at(-1) ?? 1);
  const means = meansOf(values, classes);
  if (kind === 'binary') {
    const labels = values.map((value, i) => (value > (means[i % classes] ?? 0) ? 1 : 0));
    return new Rows(labels, shape);
  }
  const chosen: number[] = [];
  for (let start = 0; start < values.length; start += classes) {
    const above = Array.from({ length: classes }, (_, i) => (values[start + i] ?? 0) / (means[i] ?? 1));
    chosen.push(above.indexOf(Math.max(...above)));
  }
  if (kind === 'class') {
    return new Rows(Float32Array.from(chosen), [...shape.slice(0, -1), 1]);
  }
  const labels = new Float32Array(values.length);
  chosen.forEach((label, i) => {
    labels[i * classes + label] = 1;
  });
  return new Rows(labels, shape);
}

function meansOf(values: Float32Array, classes: number): readonly number[] {
  const sums = new Array<number>(classes).fill(0);
  values.forEach((value, i) => {
    sums[i % classes] = (sums[i % classes] ?? 0) + value;
  });
  return sums.map((sum) => sum / (values.length / classes));
}
