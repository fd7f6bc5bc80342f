import type { ChartOptions } from 'chart.js';
import { formatCount, formatRate } from '../../protocol/numbers';
import type { VerticalRange } from '../chartData';
import type { Theme } from '../theme';
import type { TrainingScene } from './trainingScene';
import { TRAINING } from './trainingStrings';

type Scale = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;

/** The parts of the chart, one above the other over one axis of steps. */
export type Part = 'loss' | 'accuracy' | 'rate';

/** Their order: what weighs more lies above. */
const WEIGHTS: Readonly<Record<Part, number>> = { loss: 3, accuracy: 2, rate: 1 };

/** Shares of the height. */
const SHARES: Readonly<Record<Part, number>> = { loss: 5, accuracy: 2, rate: 3 };

/** What lies within the axes of a picture. */
export interface Ranges {
  readonly loss: VerticalRange | null;
  readonly rate: VerticalRange | null;
}

/** The axes of a scene. */
export function trainingScales(scene: TrainingScene, ranges: Ranges): Readonly<Record<string, Scale>> {
  const { theme, range, logarithmic, effectiveRates, hasAccuracy } = scene;
  const loss = {
    ...part('loss'),
    ...valueAxis(theme, TRAINING.loss, ranges.loss, logarithmic, hasAccuracy ? 4 : 6),
  };
  if (range !== null) {
    return { x: rangeAxis(theme, range), loss };
  }
  return {
    x: stepAxis(theme, scene.steps),
    rate: {
      ...part('rate'),
      ...valueAxis(theme, TRAINING.rate, ranges.rate, effectiveRates, 3),
    },
    ...(hasAccuracy
      ? {
          accuracy: {
            ...part('accuracy'),
            type: 'linear' as const,
            ...base(theme, TRAINING.accuracy),
            min: -0.1,
            max: 1.15,
            ticks: {
              ...ticks(theme),
              stepSize: 0.5,
              includeBounds: false,
              callback: (value: number | string) => formatRate(Number(value)),
            },
          },
        }
      : {}),
    loss,
  };
}

function part(name: Part): { position: 'left'; stack: string; stackWeight: number; weight: number } {
  return { position: 'left', stack: 'parts', stackWeight: SHARES[name], weight: WEIGHTS[name] };
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
        maxTicksLimit: 2 * most,
        callback: (value) => logarithmicLabel(Number(value), highest / lowest),
      },
    };
  }
  const bottom = lowest > 0 && (flat || lowest < highest / 2) ? 0 : lowest;
  // Without room at its ends, the labels of an axis would meet those of its neighbours.
  const margin = (highest - bottom || Math.abs(highest) || 1) * 0.08;
  return {
    type: 'linear',
    ...base(theme, title),
    min: bottom - margin,
    max: highest + margin,
    ticks: {
      ...ticks(theme),
      // chart.js would leave 40 pixels to each label, of which a part of the chart has too few.
      stepSize: niceStep(highest - bottom || Math.abs(highest) || 1, most),
      includeBounds: false,
      callback: (value) => formatRate(Number(value)),
    },
  };
}

/** A step of 1, 2 or 5 times a power of ten, which goes into a span so many times at most. */
function niceStep(span: number, most: number): number {
  const least = span / most;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
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
