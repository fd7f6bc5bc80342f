import { type CurveCheck, WARMUP } from './curveCheck';

/** A rate that climbs from exactly 0: the first step, or the whole first epoch, trains nothing. */
export const zeroWarmup: CurveCheck = (definition, evaluation) => {
  const [first, second] = evaluation?.curve?.points ?? [];
  if (first?.at !== 0 || first.rate !== 0 || second === undefined || !(second.rate > 0)) {
    return [];
  }
  const { name, index, parameters } = definition;
  const start = parameters.find(({ name: one, value }) => one === 'initialLearningRate' && value === 0);
  const warmup = parameters.find(({ name: one }) => WARMUP.test(one))?.name ?? 'warmupSteps';
  const advice =
    start !== undefined
      ? 'give initialLearningRate a small rate to begin with'
      : `count from 1, as (${index} + 1) / ${warmup} does`;
  return [
    {
      code: 'zero-warmup',
      severity: index === 'epoch' ? 'warning' : 'hint',
      message: `${name} starts at a rate of exactly 0, so the ${index === 'epoch' ? 'whole first epoch' : 'first step'} trains nothing: ${advice}.`,
      place: start ?? null,
    },
  ];
};
