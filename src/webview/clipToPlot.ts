import type { Chart } from 'chart.js';

/** Pixels around the plot that marks at its edges may take. */
const ROOM = 6;

/** Draws only what lies over the plot of a chart, and a little around it. */
export function clipToPlot({ ctx, chartArea }: Chart, draw: () => void): void {
  const { left, top, right, bottom } = chartArea;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left - ROOM, top - ROOM, right - left + 2 * ROOM, bottom - top + 2 * ROOM);
  ctx.clip();
  draw();
  ctx.restore();
}
