import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';

/** A number from the standard normal distribution (the transform of Box and Muller). */
export function normal(random: RandomNumbers): number {
  // 1 - random() is never 0, whose logarithm is infinite.
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The numbers from 0 below `count` in an order that is drawn (the shuffle of Fisher and Yates). */
export function shuffledIndices(count: number, random: RandomNumbers): Uint32Array<ArrayBuffer> {
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const other = Math.floor(random() * (i + 1));
    const moved = indices[i] ?? 0;
    indices[i] = indices[other] ?? 0;
    indices[other] = moved;
  }
  return indices;
}

/** A seed for one of the things that a run draws, so that each is drawn alike whatever the others draw. */
export function seedOf(seed: number, thing: 'data' | 'weights' | 'order' | 'source' | 'teacher'): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  for (const character of thing) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash | 0;
}
