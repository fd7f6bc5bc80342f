import type { SliceProgram } from '../../evaluation/runtime/bindings';
import { type FillRates, fillRates } from '../../evaluation/runtime/fillRates';
import { SLICE_SCRIPT_NAME } from '../../protocol/slice';
import type { RunCode, SliceCode } from './runCode';

/** Where scripts leave what they hold. */
export interface SliceScope {
  $slice?: SliceProgram;
  $fill?: FillRates;
}

// Taken before a slice runs, which may put other things in their place.
const createObjectURL = URL.createObjectURL.bind(URL);
const revokeObjectURL = URL.revokeObjectURL.bind(URL);

/**
 * Gives a run code that no run has been through. Each run makes its classes anew, and an engine that has seen one
 * function at work on the objects of several classes no longer makes one loop of it all: a million rates then take half as
 * long again.
 */
export class FreshCode implements RunCode {
  readonly common: SliceCode;
  private fresh: SliceCode | null;
  private readonly text: string;

  /** @param program as its script left it; it has not been run. */
  constructor(
    program: SliceProgram,
    private readonly scope: SliceScope,
    private readonly importScripts: (address: string) => void,
  ) {
    this.common = { program, fill: fillRates };
    this.fresh = null;
    // The first line is the program's first, as in the script it came from.
    this.text = `self.$slice = ${String(program)}\nself.$fill = ${String(fillRates)}\n//# sourceURL=${SLICE_SCRIPT_NAME}`;
  }

  /** Code for one run: fresh where it was renewed since the last one. */
  take(): SliceCode {
    const code = this.fresh ?? this.common;
    this.fresh = null;
    return code;
  }

  /** Reads the script again, which takes some milliseconds, unless what it gave is still fresh. */
  renew(): void {
    if (this.fresh !== null) {
      return;
    }
    const address = createObjectURL(new Blob([this.text], { type: 'text/javascript' }));
    this.importScripts(address);
    revokeObjectURL(address);
    const { $slice: program, $fill: fill } = this.scope;
    this.fresh = program === undefined || fill === undefined ? null : { program, fill };
  }
}
