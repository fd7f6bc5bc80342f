import type { Definition } from '../protocol/definition';

/**
 * Names the computation of a definition's curve: equal keys have equal evaluations, but for the place of an error, which
 * moves with the text. Null for one that has no slice.
 */
export function evaluationKey(definition: Definition): string | null {
  const { slice, timeline } = definition;
  if (slice === null) {
    return null;
  }
  return hash(
    JSON.stringify([
      slice.code,
      slice.form,
      slice.slots,
      slice.given,
      definition.schedule,
      definition.index,
      definition.note ?? null,
      definition.parameters.map(({ name, unit, value }) => [name, unit, value]),
      timeline.horizon.value,
      timeline.stepsPerEpoch?.value ?? null,
      timeline.initialRate?.value ?? null,
    ]),
  );
}

/** Two 32-bit FNV-1a hashes with different offsets: short enough to send, long enough not to meet by chance. */
function hash(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x01000193) ^ (second >>> 15);
  }
  return [first, second].map((half) => (half >>> 0).toString(36)).join('-');
}
