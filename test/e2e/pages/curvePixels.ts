/**
 * Finds a curve by its colour in a canvas and measures it. Runs within the page, so it can use nothing from outside.
 * @param canvas the chart
 * @param options the curve's colour, as `getComputedStyle` gives it, and where to measure, from 0 (left end) to 1 (right)
 * @returns heights from 0 (lowest pixel of the curve) to 1 (highest), null where it has no pixel
 */
export function heightsOfCurve(
  canvas: HTMLElement | SVGElement,
  { colour, fractions }: { readonly colour: string; readonly fractions: readonly number[] },
): readonly (number | null)[] {
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error('The chart is not a canvas.');
  const { width, height } = canvas;
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  // Drawn and read back, because styles have many ways to write a colour.
  const sample = new OffscreenCanvas(1, 1).getContext('2d');
  if (sample === null) throw new Error('A colour cannot be drawn.');
  sample.fillStyle = colour;
  sample.fillRect(0, 0, 1, 1);
  const wanted = [...sample.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  // The lines' edges fade into what is behind them: only pixels that are nearly of the colour count. Axes and grid
  // may be of a like colour, as in high contrast.
  const isCurve = (x: number, y: number): boolean => {
    const at = (y * width + x) * 4;
    const distance = Math.hypot(...wanted.map((part, i) => part - (pixels[at + i] ?? 0)));
    return (pixels[at + 3] ?? 0) > 160 && distance < 45;
  };
  const columns = Array.from({ length: width }, (_, x) => {
    const rows = Array.from({ length: height }, (_row, y) => y).filter((y) => isCurve(x, y));
    return { x, rows };
  }).filter(({ rows }) => rows.length > 0);
  const left = columns[0]?.x ?? 0;
  const right = columns.at(-1)?.x ?? 0;
  const all = columns.flatMap(({ rows }) => rows);
  const highest = all.reduce((best, y) => Math.min(best, y), height);
  const lowest = all.reduce((best, y) => Math.max(best, y), 0);
  return fractions.map((fraction) => {
    const x = Math.round(left + fraction * (right - left));
    const near = columns.filter((column) => Math.abs(column.x - x) <= 2).flatMap(({ rows }) => rows);
    if (near.length === 0 || lowest === highest) return null;
    const middle = near.reduce((sum, y) => sum + y, 0) / near.length;
    return (lowest - middle) / (lowest - highest);
  });
}
