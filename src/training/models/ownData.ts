import { expandDims, type LayersModel, type SymbolicTensor, Tensor, tensor } from '@tensorflow/tfjs';
import { describeValue } from '../../evaluation/runtime/fault';
import { labelKind } from './ownLoss';
import { Rows } from './Rows';

/** Inputs and labels of a model, each for every input and output that it has. */
export interface OwnData {
  readonly inputs: readonly Rows[];
  readonly labels: readonly Rows[];
}

/** The data do not fit; the message says how, for a person. */
export class DataMismatch extends Error {
  override readonly name = 'DataMismatch';
}

/** Names under which people return inputs and labels. */
const PAIRS = [
  ['xs', 'ys'],
  ['x', 'y'],
  ['inputs', 'labels'],
  ['inputs', 'outputs'],
  ['inputs', 'targets'],
  ['features', 'labels'],
  ['images', 'labels'],
  ['xTrain', 'yTrain'],
  ['trainXs', 'trainYs'],
  ['data', 'labels'],
] as const;

/**
 * Reads what a function of the person's source returned as inputs and labels of a model.
 * @throws DataMismatch when it holds none, or their shapes are not those of the model.
 */
export function ownData(returned: unknown, model: LayersModel, loss: string): OwnData {
  const [[inputName, inputValue], [labelName, labelValue]] = pairOf(returned);
  const inputs = tensorsOf(inputValue, inputName, model.inputs);
  const labels = tensorsOf(labelValue, labelName, model.outputs);
  const counts = new Set([...inputs, ...labels].map((one) => countOf([one])));
  if (counts.size > 1) {
    throw new DataMismatch(
      `${inputName} holds ${countOf(inputs)} examples, but ${labelName} ${countOf(labels)}`,
    );
  }
  if (counts.has(0)) {
    throw new DataMismatch(`${inputName} holds no examples`);
  }
  model.inputs.forEach((input, i) => {
    checkShape(inputName, inputs[i] as Tensor, `input ${input.name}`, input.shape);
  });
  model.outputs.forEach((output, i) => {
    const isClass = labelKind(loss) === 'class';
    const shape = isClass ? [...output.shape.slice(0, -1), 1] : output.shape;
    const what = `output ${output.name}${isClass ? ` with the loss ${loss}` : ''}`;
    checkShape(labelName, labels[i] as Tensor, what, shape);
  });
  return { inputs: inputs.map((one) => Rows.of(one)), labels: labels.map((one) => Rows.of(one)) };
}

function countOf([first]: readonly Tensor[]): number {
  return (first?.shape as readonly number[] | undefined)?.[0] ?? 0;
}

type Named = readonly [name: string, value: unknown];

function pairOf(returned: unknown): readonly [Named, Named] {
  if (Array.isArray(returned) && returned.length === 2) {
    const [inputs, labels] = returned as [unknown, unknown];
    return [
      ['the first of the pair', inputs],
      ['the second', labels],
    ];
  }
  if (typeof returned === 'object' && returned !== null) {
    const object = returned as Record<string, unknown>;
    for (const [inputs, labels] of PAIRS) {
      if (inputs in object && labels in object) {
        return [
          [inputs, object[inputs]],
          [labels, object[labels]],
        ];
      }
    }
  }
  throw new DataMismatch(
    `they are ${describeValue(returned)}, but should be { xs, ys } or [inputs, labels], as tensors or arrays`,
  );
}

/** A model of several inputs takes a list of tensors, or an object with one for each name. */
function tensorsOf(value: unknown, name: string, places: readonly SymbolicTensor[]): readonly Tensor[] {
  if (places.length === 1) {
    const only =
      Array.isArray(value) && value.length === 1 && value[0] instanceof Tensor
        ? (value[0] as unknown)
        : value;
    return [tensorOf(only, name)];
  }
  const parts: unknown[] = Array.isArray(value)
    ? value
    : places.map((place) => (value as Record<string, unknown> | null)?.[place.name]);
  if (parts.length !== places.length) {
    throw new DataMismatch(`${name} has ${parts.length} parts, but the model takes ${places.length}`);
  }
  return parts.map((part, i) => tensorOf(part, `part ${i} of ${name}`));
}

function tensorOf(value: unknown, name: string): Tensor {
  const found: Tensor = value instanceof Tensor ? (value as Tensor) : numbersOf(value, name);
  if (found.shape.length !== 1) {
    return found;
  }
  const expanded = expandDims(found, 1);
  found.dispose();
  return expanded;
}

/** What tf.js makes of nested arrays that are no table is never said. */
function numbersOf(value: unknown, name: string): Tensor {
  if (!isList(value)) {
    throw new DataMismatch(`${name} is ${describeValue(value)}, but should be a tensor or an array`);
  }
  const shape: number[] = [];
  for (let part: unknown = value; isList(part); part = part[0]) {
    shape.push(part.length);
  }
  const numbers: number[] = [];
  const gather = (part: unknown, depth: number): void => {
    if (isList(part)) {
      if (depth >= shape.length || part.length !== shape[depth]) {
        throw new DataMismatch(
          `${name} has parts of different lengths, ${shape[depth] ?? 1} and ${part.length}`,
        );
      }
      for (let i = 0; i < part.length; i += 1) {
        gather(part[i], depth + 1);
      }
    } else if (depth === shape.length && (typeof part === 'number' || typeof part === 'boolean')) {
      numbers.push(Number(part));
    } else {
      throw new DataMismatch(`${name} holds ${describeValue(part)} where a number or a list is wanted`);
    }
  };
  gather(value, 0);
  return tensor(numbers, shape);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

function checkShape(name: string, given: Tensor, what: string, wanted: readonly (number | null)[]): void {
  const found = given.shape.slice(1);
  const expected = wanted.slice(1);
  const fits =
    found.length === expected.length && expected.every((length, i) => length === null || length === found[i]);
  if (!fits) {
    throw new DataMismatch(
      `${name} holds examples of the shape ${shapeText(found)}, but the model’s ${what} takes ${shapeText(expected)}`,
    );
  }
}

function shapeText(shape: readonly (number | null)[]): string {
  return `[${shape.map((length) => length ?? 'any').join(', ')}]`;
}
