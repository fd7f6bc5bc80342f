import type { RatePoint } from '../../protocol/curve';
import type { Fault } from './fault';
import type { Trace } from './trace';

/** How far a trace has come. It outlives a run that its host ends from outside. */
export class Progress {
  rates = new Float64Array(0);
  stride = 1;
  /** How many of `rates` are computed. */
  done = 0;
  exact: RatePoint[] = [];
  /** The index being computed; null while the schedule is being made. */
  index: number | null = null;

  /** @param allocate gives memory for so many rates, whatever it holds. */
  constructor(private readonly allocate = (count: number) => new Float64Array(count)) {}

  /** Makes room for the rates at every `stride`-th index; those there were are forgotten. */
  begin(count: number, stride: number): void {
    this.rates = this.allocate(count);
    this.stride = stride;
    this.done = 0;
  }

  /** The trace as far as it came, and what ended it. */
  ended(fault: Fault | null): Trace {
    const exact = [...this.exact].sort((a, b) => a.at - b.at);
    return {
      rates: this.rates.subarray(0, this.done),
      stride: this.stride,
      exact,
      fault,
      impurities: [],
    };
  }
}
