import type { ChartOptions } from 'chart.js';
import { formatCount, formatRate } from '../protocol/numbers';
import type { VerticalRange } from './chartData';
import type { Scene } from './scene';
import { STRINGS } from './strings';
import type { Theme } from './theme';
import type { View } from './zoom';

type Scale = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;

/** Ticks of a logarithmic axis above which those at 2 and 5 lose their labels. */
const CROWDED = 15;

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
  return logarithmic
    ? logarithmicScale(theme, range ?? { lowest: 1e-3, highest: 1 })
    : linearScale(theme, range ?? { lowest: 0, highest: 1 });
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
      callback: (value, _index, ticks) => logarithmicLabel(Number(value), ticks.length > CROWDED),
    },
  };
}

function logarithmicLabel(value: number, crowded: boolean): string {
  const mantissa = Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
  return mantissa === 1 || (!crowded && (mantissa === 2 || mantissa === 5)) ? formatRate(value) : '';
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
