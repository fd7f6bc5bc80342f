/** Numbers from 0 up to 1, one at each call. */
export type RandomNumbers = () => number;

/** The generator mulberry32 of Tommy Ettinger: small, and good enough to draw noise with. The same seed gives the same. */
export function randomNumbers(seed: number): RandomNumbers {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
