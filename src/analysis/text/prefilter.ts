import { hasScheduleWords } from '../../protocol/scheduleWords';

/** What every mistake with optimizers and callbacks of tf.js has in it that needs no word of a schedule. */
const TENSORFLOW = /tensorflow|\btf\b/;
const TRAINING_WORDS =
  /\btrain\s*\.\s*(?:sgd|momentum|ada|rmsprop)|Optimizer\b|\bcallbacks\b|\bon(?:Epoch|Batch)(?:Begin|End)\b/;

/** Files beyond this many characters are not read: no person writes them, and a parse would hold everybody up. */
export const MAX_FILE_LENGTH = 4_000_000;
/** An average line this long is the mark of minified or generated code. */
const MINIFIED_LINE_LENGTH = 500;
const MINIFIED_LEAST_LENGTH = 5_000;

/** Why a text is not looked into: it can hold no schedule and no finding, or it is not code a person wrote. */
export type Exclusion = 'no-schedules' | 'too-long' | 'minified' | 'built' | null;

/** JavaScript that a build wrote, by where it stands or by the mark that it leaves. */
const BUILT_FILE = /\/(?:dist|node_modules|bower_components)\/.*\.[cm]?js$|\.(?:min|bundle|chunk)\.[cm]?js$/i;
const BUILT_MARK = /^\/\/[#@] sourceMappingURL=|@generated\b|__webpack_require__/m;

/** A cheap test that spares files that say nothing of training the cost of a parse; null when the file is worth one. */
export function exclusion(text: string, uri = ''): Exclusion {
  if (text.length > MAX_FILE_LENGTH) {
    return 'too-long';
  }
  if (!hasScheduleWords(text) && !mistakesPossible(text)) {
    return 'no-schedules';
  }
  if (text.length > MINIFIED_LEAST_LENGTH && text.length / countLines(text) > MINIFIED_LINE_LENGTH) {
    return 'minified';
  }
  return BUILT_FILE.test(uri) || BUILT_MARK.test(text) ? 'built' : null;
}

function mistakesPossible(text: string): boolean {
  return TENSORFLOW.test(text) && TRAINING_WORDS.test(text);
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines += 1;
  }
  return lines;
}
