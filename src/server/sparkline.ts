import type { Curve, RatePoint } from '../protocol/curve';
import { formatCount, formatRate } from '../protocol/numbers';
import type { ThemeKind } from '../protocol/server';

/**
 * The size of the picture in a card, in CSS pixels. A hover of the usual height cuts off what is under a higher one: the
 * links.
 */
export const SPARKLINE = { width: 320, height: 70 } as const;

const INSET = { left: 6, right: 6, top: 16, bottom: 14 } as const;

interface Palette {
  readonly curve: string;
  readonly marker: string;
  readonly text: string;
  readonly line: string;
  readonly stroke: number;
}

/** An image cannot see the editor's theme, so it carries colours for each kind: those of `charts.blue` and `charts.orange`. */
const PALETTES: Readonly<Record<ThemeKind, Palette>> = {
  light: { curve: '#1a85ff', marker: '#d18616', text: '#616161', line: '#61616140', stroke: 1.5 },
  dark: { curve: '#3794ff', marker: '#d18616', text: '#a0a0a0', line: '#a0a0a040', stroke: 1.5 },
  'high-contrast': { curve: '#3794ff', marker: '#f38518', text: '#ffffff', line: '#ffffff', stroke: 2.5 },
  'high-contrast-light': {
    curve: '#0f4a85',
    marker: '#b5200d',
    text: '#292929',
    line: '#292929',
    stroke: 2.5,
  },
};

/** Draws a curve as an SVG document, with a marker at one point of it. */
export function sparkline(curve: Curve, marked: RatePoint | null, theme: ThemeKind): string {
  const palette = PALETTES[theme];
  const finite = curve.points.filter(({ rate }) => Number.isFinite(rate));
  const highest = Math.max(0, ...finite.map(({ rate }) => rate));
  const lowest = Math.min(0, ...finite.map(({ rate }) => rate));
  const span = highest - lowest || 1;
  const { width, height } = SPARKLINE;
  const x = (at: number): number =>
    INSET.left + (at / Math.max(1, curve.lastIndex)) * (width - INSET.left - INSET.right);
  const y = (rate: number): number =>
    INSET.top + ((highest - rate) / span) * (height - INSET.top - INSET.bottom);
  const zero = round(y(0));
  const label = (text: string, at: number, line: number, anchor: 'start' | 'end'): string =>
    `<text x="${at}" y="${line}" fill="${palette.text}" font-size="10" font-family="sans-serif" text-anchor="${anchor}">${text}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<line x1="${INSET.left}" x2="${width - INSET.right}" y1="${zero}" y2="${zero}" stroke="${palette.line}"/>`,
    `<path d="${pathOf(curve.points, x, y)}" fill="none" stroke="${palette.curve}" stroke-width="${palette.stroke}" stroke-linejoin="round"/>`,
    marker(marked, curve, palette, x, y),
    label(formatRate(highest), INSET.left, 11, 'start'),
    label('0', INSET.left, height - 4, 'start'),
    label(formatCount(curve.lastIndex), width - INSET.right, height - 4, 'end'),
    '</svg>',
  ].join('');
}

function pathOf(
  points: readonly RatePoint[],
  x: (at: number) => number,
  y: (rate: number) => number,
): string {
  let drawing = false;
  return points
    .map(({ at, rate }) => {
      if (!Number.isFinite(rate)) {
        drawing = false;
        return '';
      }
      const command = drawing ? 'L' : 'M';
      drawing = true;
      return `${command}${round(x(at))} ${round(y(rate))}`;
    })
    .join('');
}

function marker(
  marked: RatePoint | null,
  curve: Curve,
  palette: Palette,
  x: (at: number) => number,
  y: (rate: number) => number,
): string {
  if (marked === null || marked.at > curve.lastIndex || !Number.isFinite(marked.rate)) {
    return '';
  }
  return `<circle cx="${round(x(marked.at))}" cy="${round(y(marked.rate))}" r="3.5" fill="${palette.marker}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
