/** How a series is told from the others: by colour, and by dash and shape where colours do not suffice. */
export interface Look {
  /** Into the colours of the theme. */
  readonly colour: number;
  /** Lengths of strokes and gaps in pixels; empty for a solid line. */
  readonly dash: readonly number[];
  /** An SVG path about the origin, within a radius of 4. */
  readonly shape: string;
}

export const COLOURS = 6;

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3], [14, 4], [4, 2]];

const SHAPES: readonly string[] = [
  'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z',
  'M-3.2 -3.2h6.4v6.4h-6.4z',
  'M0 -4L4 3.2H-4z',
  'M0 -4.4L4.4 0L0 4.4L-4.4 0z',
  'M0 4L4 -3.2H-4z',
  'M-3.6 -1.2h2.4v-2.4h2.4v2.4h2.4v2.4h-2.4v2.4h-2.4v-2.4h-2.4z',
];

/** The look of the `slot`-th series. In high contrast the very first ones already differ by more than colour. */
export function lookOf(slot: number, highContrast: boolean): Look {
  const round = Math.floor(slot / COLOURS);
  return {
    colour: slot % COLOURS,
    dash: DASHES[(highContrast ? slot + round : round) % DASHES.length] ?? [],
    shape: SHAPES[(slot + round) % SHAPES.length] ?? '',
  };
}

/** Gives each definition a look that it keeps for as long as it is there. */
export class LookSlots {
  private slots = new Map<string, number>();

  /** Takes the ids of all definitions in order; new ones get the lowest slots that are free. */
  assign(ids: readonly string[]): void {
    const kept = new Map([...this.slots].filter(([id]) => ids.includes(id)));
    const used = new Set(kept.values());
    let next = 0;
    for (const id of ids) {
      if (kept.has(id)) {
        continue;
      }
      while (used.has(next)) {
        next += 1;
      }
      kept.set(id, next);
      used.add(next);
    }
    this.slots = kept;
  }

  slotOf(id: string): number {
    return this.slots.get(id) ?? 0;
  }
}
