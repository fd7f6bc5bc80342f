/** Digits that say what a rate is; the ones after them are noise to a reader. */
const SIGNIFICANT_DIGITS = 4;
/** Digits that tell rates apart and leave out what rounding in doubles adds. */
const PRECISE_DIGITS = 10;
/** Rates up to here are written with an exponent, as `1e-3`. */
const EXPONENT_UP_TO = 1e-3;
/** Rates from here on are written whole: rounding 12,346 to four digits would show a number that nobody computed. */
const WHOLE_FROM = 1e3;
/** Rates from here on are written with an exponent again. */
const EXPONENT_FROM = 1e6;

/**
 * A learning rate as a person writes it, to 4 significant digits: `0.1`, `0.0096`, `1e-3`, `2.5e-5`, `1,500`.
 * What is not finite keeps the name that JavaScript gives it.
 */
export function formatRate(rate: number): string {
  const size = Math.abs(rate);
  if (size >= WHOLE_FROM && size < EXPONENT_FROM) {
    return formatExactRate(Math.round(rate));
  }
  return formatExactRate(Number(rate.toPrecision(SIGNIFICANT_DIGITS)));
}

/** A learning rate that was asked for by its index: to 10 significant digits, in the style of `formatRate`. */
export function formatPreciseRate(rate: number): string {
  return formatExactRate(Number(rate.toPrecision(PRECISE_DIGITS)));
}

/** A learning rate with every digit it has, in the style of `formatRate`. */
export function formatExactRate(rate: number): string {
  if (!Number.isFinite(rate)) {
    return String(rate);
  }
  const size = Math.abs(rate);
  if (size !== 0 && (size <= EXPONENT_UP_TO || size >= EXPONENT_FROM)) {
    return rate.toExponential().replace('e+', 'e');
  }
  return grouped(rate);
}

/**
 * A value as a person writes it in source code: whole numbers with every digit, in groups of three (`9_500`), all others
 * in the style of `formatRate` (`0.0125`, `3e-4`), to its 4 significant digits.
 * @param value finite
 */
export function formatSourceNumber(value: number): string {
  const text = Number.isInteger(value) ? grouped(value) : formatRate(value);
  return text.replaceAll(',', '_');
}

/** A number of steps or epochs, in groups of three: `10,000`. Parts of one, as a converted epoch has, keep two digits. */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? grouped(Math.round(count * 100) / 100) : String(count);
}

/** Not left to the locale: the same number reads the same in every lens, card and table, as it does in source code. */
function grouped(value: number): string {
  // Minus zero reads as zero.
  const [whole = '0', fraction] = String(value === 0 ? 0 : value).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
