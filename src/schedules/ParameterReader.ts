import { describeValue } from './describeValue';

/**
 * Reads the parameters of one schedule from its config object. A parameter that cannot work ends in a TypeError
 * (not the right kind of value) or a RangeError (the right kind, but no schedule comes of it) which names the
 * class, the parameter and the value. A parameter that is `undefined` counts as left out.
 */
export class ParameterReader {
  private readonly values: Readonly<Record<string, unknown>>;

  /** @throws TypeError if `config` is not a config object, as in a call with positional arguments. */
  constructor(
    private readonly className: string,
    config: unknown,
  ) {
    if (typeof config !== 'object' || config === null || Array.isArray(config)) {
      throw new TypeError(
        `${className}: takes one object with named parameters, such as new ${className}({ … }), got ${describeValue(config)}.`,
      );
    }
    this.values = config as Readonly<Record<string, unknown>>;
  }

  /** Refuses every parameter but `names`: a misspelt optional one would otherwise be ignored in silence. */
  allowOnly(names: readonly string[]): void {
    for (const name of Object.keys(this.values)) {
      if (!names.includes(name)) {
        throw new TypeError(
          `${this.className}: has no parameter ${name} (got ${describeValue(this.values[name])}); it takes ${names.join(', ')}.`,
        );
      }
    }
  }

  /** A finite number. Neither NaN nor an infinity makes a schedule, and JSON can hold neither. */
  number(name: string, fallback?: number): number {
    return this.finite(name, this.given(name, fallback));
  }

  /** A finite number, or null if left out. */
  optionalNumber(name: string): number | null {
    const value = this.values[name];
    return value === undefined || value === null ? null : this.finite(name, value);
  }

  /** A finite number above 0, such as the length of a decay. */
  positive(name: string, fallback?: number): number {
    const value = this.number(name, fallback);
    if (value <= 0) this.outOfRange(name, 'must be greater than 0', value);
    return value;
  }

  /** A non-empty list of finite numbers, copied so that a later change of the caller's list changes nothing. */
  numbers(name: string): number[] {
    const value = this.values[name];
    if (!Array.isArray(value)) return this.wrongType(name, 'must be a list of numbers', value);
    if (value.length === 0) this.outOfRange(name, 'must not be empty', value);
    return value.map((item, index) => this.finite(`${name}[${index}]`, item));
  }

  /** A boolean. */
  flag(name: string, fallback: boolean): boolean {
    const value = this.given(name, fallback);
    return typeof value === 'boolean' ? value : this.wrongType(name, 'must be true or false', value);
  }

  /** One of a few words. */
  choice<Word extends string>(name: string, words: readonly Word[], fallback: Word): Word {
    const value = this.given(name, fallback);
    const listed = words.map((word) => JSON.stringify(word)).join(' or ');
    if (typeof value !== 'string') return this.wrongType(name, `must be ${listed}`, value);
    return words.find((word) => word === value) ?? this.outOfRange(name, `must be ${listed}`, value);
  }

  /** The schedule's own name. Null is kept, as Keras keeps None, and means that it has none. */
  name(fallback: string): string | null {
    const value = this.given('name', fallback);
    if (value === null || typeof value === 'string') return value;
    return this.wrongType('name', 'must be a string or null', value);
  }

  /** @throws RangeError naming the parameter; for rules that involve more than one parameter. */
  outOfRange(name: string, rule: string, value: unknown): never {
    throw new RangeError(`${this.className}: ${name} ${rule}, got ${describeValue(value)}.`);
  }

  /** @throws TypeError naming the parameter. */
  wrongType(name: string, rule: string, value: unknown): never {
    throw new TypeError(`${this.className}: ${name} ${rule}, got ${describeValue(value)}.`);
  }

  /** Null is a value given, and mostly a wrong one; only `undefined` means left out. */
  private given(name: string, fallback: unknown): unknown {
    return this.values[name] === undefined ? fallback : this.values[name];
  }

  private finite(name: string, value: unknown): number {
    if (typeof value !== 'number') return this.wrongType(name, 'must be a number', value);
    if (!Number.isFinite(value)) this.outOfRange(name, 'must be a finite number', value);
    return value;
  }
}
