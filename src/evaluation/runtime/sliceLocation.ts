import { type Slice, SLICE_SCRIPT_NAME } from '../../protocol/slice';
import type { Location } from '../../protocol/text';

/** A frame of a stack in a slice, as V8 and QuickJS write it: `at call (lr-lens-slice.js:12:5)`, also without the column. */
const FRAME = new RegExp(
  String.raw`^\s*at\s.*?${SLICE_SCRIPT_NAME.replaceAll('.', String.raw`\.`)}:(\d+)(?::\d+)?\)?\s*$`,
);

/**
 * Where in a person's own source an error came from: the innermost frame of its stack that lies in a line taken from
 * there. The whole line is given, since types were erased from it and columns no longer fit.
 * @returns null when no frame lies in such a line.
 */
export function sliceLocation(
  stack: string | null,
  slice: Pick<Slice, 'lines' | 'sources'>,
): Location | null {
  for (const text of stack?.split('\n') ?? []) {
    const frame = FRAME.exec(text);
    // Stacks count lines from 1.
    const origin = frame === null ? null : slice.lines[Number(frame[1]) - 1];
    const uri = origin == null ? undefined : slice.sources[origin.source];
    if (origin != null && uri !== undefined) {
      return {
        uri,
        range: { start: { line: origin.line, character: 0 }, end: { line: origin.line + 1, character: 0 } },
      };
    }
  }
  return null;
}
