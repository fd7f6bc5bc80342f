import type { SliceBindings, SliceProgram } from '../../evaluation/runtime/bindings';
import { fillRates } from '../../evaluation/runtime/fillRates';
import type { RunCode, SliceCode } from './runCode';

/**
 * The code of a slice without a state, whose modules are run once: the classes and functions of one run are those of the
 * next, and an engine that has compiled them need not do so again. A million rates take two thirds of the time.
 */
export class KeptCode implements RunCode {
  readonly common: SliceCode;

  constructor(program: SliceProgram) {
    this.common = { program: keeping(program), fill: fillRates };
  }

  take(): SliceCode {
    return this.common;
  }

  renew(): void {
    // What there is will serve again.
  }
}

/** The program with its modules as they were after the first run, and the values of the newest. */
function keeping(program: SliceProgram): SliceProgram {
  const newest = {} as { -readonly [Name in keyof SliceBindings]: SliceBindings[Name] };
  let root: unknown = null;
  return (bindings) => {
    Object.assign(newest, bindings);
    if (root !== null) {
      return [
        (exports) => {
          exports['$root'] = root;
        },
      ];
    }
    const [first, ...others] = program(newest);
    return [
      (exports, require) => {
        first?.(exports, require);
        root = exports['$root'];
      },
      ...others,
    ];
  };
}
