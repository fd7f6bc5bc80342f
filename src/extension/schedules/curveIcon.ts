/** The colours of a curve in a list, as in a card. */
const COLOURS = { light: '#1a85ff', dark: '#3794ff' } as const;
const SIZE = 16;
const INSET = 1.5;

/** A small picture of a curve as the address of an SVG image; null when there is no curve. */
export function curveIcon(shape: readonly number[], theme: keyof typeof COLOURS): string | null {
  if (shape.length < 2) return null;
  const inner = SIZE - 2 * INSET;
  const points = shape.map((height, i) => {
    const x = INSET + (i / (shape.length - 1)) * inner;
    const y = INSET + (1 - height) * inner;
    return `${round(x)} ${round(y)}`;
  });
  const path = `<path d="M${points.join('L')}" fill="none" stroke="${COLOURS[theme]}" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${SIZE} ${SIZE}">${path}</svg>`;
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
