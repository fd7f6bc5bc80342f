import type { ChartOptions } from 'chart.js';
import { formatCount, formatRate } from '../../protocol/numbers';
import type { VerticalRange } from '../chartData';
import type { Theme } from '../theme';
import type { TrainingScene } from './trainingScene';
import { TRAINING } from './trainingStrings';

type Scale = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;

/** The parts of the chart, one above the other over one axis of steps. */
export type Part = 'loss' | 'accuracy' | 'rate';

/** Shares of the height. */
const SHARES: Readonly<Record<Part, number>> = { loss: 5, accuracy: 2, rate: 3 };

/** What lies within the axes of a picture. */
export interface Ranges {
  readonly loss: VerticalRange | null;
  readonly rate: VerticalRange | null;
}

/** The axes of a scene. chart.js stacks them from the bottom in the order in which they are given. */
export function trainingScales(scene: TrainingScene, ranges: Ranges): Readonly<Record<string, Scale>> {
  const { theme, range, logarithmic, effectiveRates, hasAccuracy } = scene;
  const loss = {
    ...part('loss'),
    ...valueAxis(theme, TRAINING.loss, ranges.loss, logarithmic, hasAccuracy ? 5 : 7),
  };
  if (range !== null) {
    return { x: rangeAxis(theme, range), loss };
  }
  return {
    x: stepAxis(theme, scene.steps),
    rate: {
      ...part('rate'),
      ...valueAxis(theme, TRAINING.rate, ranges.rate, effectiveRates, 4),
    },
    ...(hasAccuracy
      ? {
          accuracy: {
            ...part('accuracy'),
            ...base(theme, TRAINING.accuracy),
            type: 'linear' as const,
            min: 0,
            max: 1,
            ticks: {
              ...ticks(theme),
              maxTicksLimit: 3,
              callback: (value: number | string) => inner(value, 1),
            },
          },
        }
      : {}),
    loss,
  };
}

function part(name: Part): { position: 'left'; stack: string; stackWeight: number; offset: boolean } {
  return { position: 'left', stack: 'parts', stackWeight: SHARES[name], offset: false };
}

function stepAxis(theme: Theme, steps: number): Scale {
  return {
    type: 'linear',
    min: 0,
    max: Math.max(1, steps),
    ...base(theme, TRAINING.step),
    ticks: {
      ...ticks(theme),
      precision: 0,
      includeBounds: false,
      maxRotation: 0,
      autoSkipPadding: 16,
      callback: (value) => formatCount(Number(value)),
    },
  };
}

function rangeAxis(theme: Theme, { from, to }: { readonly from: number; readonly to: number }): Scale {
  return {
    type: 'logarithmic',
    min: from,
    max: to,
    ...base(theme, TRAINING.rate),
    ticks: { ...ticks(theme), maxRotation: 0, callback: (value) => power(Number(value)) },
  };
}

function valueAxis(
  theme: Theme,
  title: string,
  range: VerticalRange | null,
  logarithmic: boolean,
  most: number,
): Scale {
  if (range === null) {
    // Without a value there is nothing to number.
    return { type: 'linear', ...base(theme, title), grid: { display: false }, ticks: { display: false } };
  }
  const { lowest, highest } = range;
  const flat = lowest === highest;
  if (logarithmic) {
    return {
      type: 'logarithmic',
      ...base(theme, title),
      min: flat ? lowest / 10 : lowest,
      max: flat ? highest * 10 : highest,
      ticks: {
        ...ticks(theme),
        maxTicksLimit: most,
        callback: (value) => logarithmicLabel(Number(value), highest / lowest),
      },
    };
  }
  const bottom = lowest > 0 && lowest < highest / 2 ? 0 : lowest;
  const margin = (flat ? Math.abs(highest) * 0.1 || 1 : highest - bottom) * 0.05;
  return {
    type: 'linear',
    ...base(theme, title),
    min: flat && highest > 0 ? 0 : bottom === 0 ? 0 : bottom - margin,
    max: highest + margin,
    ticks: {
      ...ticks(theme),
      maxTicksLimit: most,
      includeBounds: false,
      callback: (value) => formatRate(Number(value)),
    },
  };
}

/** The ends of an axis of parts meet those of its neighbours, so their labels are left out but for the last of all. */
function inner(value: number | string, highest: number): string {
  return Number(value) === 0 || Number(value) === highest ? '' : formatRate(Number(value));
}

/** Over several decades only powers of ten have a label; over few, 2 and 5 too. */
function logarithmicLabel(value: number, span: number): string {
  const label = power(value);
  if (label !== '' || span > 1000) {
    return label;
  }
  const mantissa = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [2, 5].some((wanted) => Math.abs(mantissa - wanted) < 1e-6) ? formatRate(value) : '';
}

function power(value: number): string {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-6 ? formatRate(value) : '';
}

function base(theme: Theme, title: string): Pick<Scale, 'title' | 'grid' | 'border'> {
  const font = { family: theme.font, size: theme.fontSize };
  return {
    title: { display: true, text: title, color: theme.muted, font, padding: 2 },
    grid: { color: theme.grid, drawTicks: false, lineWidth: 1 },
    border: { color: theme.grid },
  };
}

function ticks(theme: Theme): { color: string; font: { family: string; size: number }; padding: number } {
  return { color: theme.muted, font: { family: theme.font, size: theme.fontSize }, padding: 5 };
}
