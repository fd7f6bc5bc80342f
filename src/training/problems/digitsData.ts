import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import { examplesOf, oneHot } from './examples';
import type { TrainingData } from './problem';
import { shuffledIndices } from './random';

/** Digits that are trained on; the others of the 1,797 may validate. */
export const DIGITS_TRAINED = 1437;
const OTHERS = 360;

const PIXELS = 64;
const ROW = PIXELS + 1;
const CLASSES = 10;
const BRIGHTEST = 16;

/**
 * The handwritten digits, split by lot into those that are trained on and those that validate.
 * @param validating how many of the others validate.
 * @throws Error when the bytes are not those of the digits.
 */
export function digitsData(
  random: RandomNumbers,
  bytes: ArrayBuffer | null,
  validating: number = OTHERS,
): TrainingData {
  if (bytes === null || bytes.byteLength === 0 || bytes.byteLength % ROW !== 0) {
    throw new Error('the handwritten digits could not be read');
  }
  const rows = new Uint8Array(bytes);
  const order = shuffledIndices(rows.length / ROW, random);
  return examplesOf(DIGITS_TRAINED, validating, (i) => {
    const start = (order[i] ?? 0) * ROW;
    const inputs = Float32Array.from(rows.subarray(start, start + PIXELS), (pixel) => pixel / BRIGHTEST);
    return { inputs, targets: oneHot(rows[start + PIXELS] ?? 0, CLASSES) };
  });
}
