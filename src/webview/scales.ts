import type { ChartOptions } from 'chart.js';
import { formatCount, formatRate } from '../protocol/numbers';
import type { VerticalRange } from './chartData';
import type { Scene } from './scene';
import { STRINGS } from './strings';
import type { Theme } from './theme';
import type { View } from './zoom';

type Scale = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;

/** Ticks of a logarithmic axis above which fewer have a label: those at 1, 2 and 5, then those at 1. */
const FULL = 10;
const CROWDED = 25;

/** The axis of steps or epochs over exactly the view. */
export function horizontalScale({ theme, placement }: Scene, view: View): Scale {
  return {
    type: 'linear',
    min: view.from,
    max: view.to,
    ...axisStyle(theme, placement.unit === 'step' ? STRINGS.step : STRINGS.epoch),
    ticks: {
      ...tickStyle(theme),
      precision: 0,
      includeBounds: false,
      maxRotation: 0,
      autoSkipPadding: 16,
      callback: (value) => formatCount(Number(value)),
    },
  };
}

/** The axis of rates. @param range the rates in view; null when there are none. */
export function verticalScale({ theme, logarithmic }: Scene, range: VerticalRange | null): Scale {
  if (range === null) {
    // Without a rate there is nothing to number.
    const style = axisStyle(theme, STRINGS.learningRate);
    return { type: 'linear', ...style, grid: { display: false }, ticks: { display: false } };
  }
  return logarithmic ? logarithmicScale(theme, range) : linearScale(theme, range);
}

function linearScale(theme: Theme, { lowest, highest }: VerticalRange): Scale {
  const flat = lowest === highest;
  const margin = Math.abs(highest) * 0.1 || 1;
  return {
    type: 'linear',
    ...axisStyle(theme, STRINGS.learningRate),
    // Rates are shown against none at all, unless the view is about small differences.
    suggestedMin: flat || (lowest > 0 && lowest < highest / 2) ? Math.min(0, lowest) : lowest,
    suggestedMax: flat ? Math.max(0, highest + margin) : highest,
    ticks: { ...tickStyle(theme), maxTicksLimit: 8, callback: (value) => formatRate(Number(value)) },
  };
}

function logarithmicScale(theme: Theme, { lowest, highest }: VerticalRange): Scale {
  const flat = lowest === highest;
  return {
    type: 'logarithmic',
    ...axisStyle(theme, STRINGS.learningRate),
    // A curve that stays at one rate would have an axis without extent.
    min: flat ? lowest / 10 : lowest,
    max: flat ? highest * 10 : highest,
    ticks: {
      ...tickStyle(theme),
      callback: (value, _index, ticks) => logarithmicLabel(Number(value), ticks.length),
    },
  };
}

/** The ends of the axis are ticks too, whatever their value; they would stand too near to the others. */
function logarithmicLabel(value: number, ticks: number): string {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const mantissa = Math.round(value / power);
  if (Math.abs(value / power - mantissa) > 1e-6) {
    return '';
  }
  const labelled = ticks > CROWDED ? mantissa === 1 : ticks <= FULL || [1, 2, 5].includes(mantissa);
  return labelled ? formatRate(value) : '';
}

function axisStyle(theme: Theme, title: string): Pick<Scale, 'title' | 'grid' | 'border'> {
  const font = { family: theme.font, size: theme.fontSize };
  return {
    title: { display: true, text: title, color: theme.muted, font, padding: 2 },
    grid: { color: theme.grid, drawTicks: false, lineWidth: 1 },
    border: { color: theme.grid },
  };
}

function tickStyle(theme: Theme): { color: string; font: { family: string; size: number }; padding: number } {
  return { color: theme.muted, font: { family: theme.font, size: theme.fontSize }, padding: 5 };
}
