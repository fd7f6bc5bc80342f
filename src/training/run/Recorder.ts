import type { EffectiveRates, TrainingProgress, ValidationPoint } from '../../protocol/training/messages';

/** What a run has recorded since it was last told. */
export class Recorder {
  private from = 0;
  private rates: number[] = [];
  private losses: number[] = [];
  private path: number[] = [];
  private validation: ValidationPoint[] = [];
  private effective: EffectiveRates[] = [];

  /** Updates recorded in all. */
  get steps(): number {
    return this.from + this.rates.length;
  }

  update(rate: number, loss: number): void {
    this.rates.push(rate);
    this.losses.push(loss);
  }

  position([x, y]: readonly [number, number]): void {
    this.path.push(x, y);
  }

  validated(point: ValidationPoint): void {
    this.validation.push(point);
  }

  effectiveRates(rates: EffectiveRates): void {
    this.effective.push(rates);
  }

  /** What is new; null when nothing is. */
  take(): TrainingProgress | null {
    if (this.rates.length + this.validation.length + this.effective.length === 0) {
      return null;
    }
    const progress: TrainingProgress = {
      type: 'progress',
      from: this.from,
      rates: Float64Array.from(this.rates),
      losses: Float32Array.from(this.losses),
      validation: this.validation,
      effective: this.effective,
      path: Float32Array.from(this.path),
    };
    this.from += this.rates.length;
    this.rates = [];
    this.losses = [];
    this.path = [];
    this.validation = [];
    this.effective = [];
    return progress;
  }
}
