/**
 * The words that every kind of definition has at least one of, in whatever case style. Whoever reads many files tests for
 * them first: a text without any holds no schedule.
 */
export const SCHEDULE_WORDS =
  /learn(?:ing)?.?rate|schedule|decay|base.?rate|tfjs-lr-schedules|(?:^|[^a-z])lr(?:[^a-z]|$)|[a-z]L[Rr](?:[^a-z]|$)/im;
