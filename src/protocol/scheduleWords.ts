const WORDS =
  /learn(?:ing)?.?rate|schedule|decay|base.?rate|tfjs-lr-schedules|(?:^|[^a-z])lr(?:[^a-z]|$)|[a-z]L[Rr](?:[^a-z]|$)/im;

/** `lrAt` and its like, which the words above miss since they do not tell letters by their case. */
const RATE_NAME = /(?:^|[^A-Za-z])lr[A-Z]/;

/**
 * Whether a text has one of the words that every kind of definition has at least one of, in whatever case style. Whoever
 * reads many files asks this first: a text without any holds no schedule.
 */
export function hasScheduleWords(text: string): boolean {
  return WORDS.test(text) || RATE_NAME.test(text);
}
