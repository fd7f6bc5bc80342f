/** Milliseconds over which the speed is taken. */
const WINDOW = 3_000;

/** How fast a training goes, from how far it was at some times. */
export class Speedometer {
  private readings: { readonly at: number; readonly done: number }[] = [];

  /** @param at milliseconds on any clock that rises; @param done updates made by then. */
  note(at: number, done: number): void {
    this.readings = [...this.readings.filter((reading) => at - reading.at <= WINDOW), { at, done }];
  }

  /** Updates a second; null while there is not enough to tell. */
  get speed(): number | null {
    const first = this.readings[0];
    const last = this.readings.at(-1);
    return first === undefined || last === undefined || last.at === first.at || last.done === first.done
      ? null
      : ((last.done - first.done) / (last.at - first.at)) * 1000;
  }
}
