import type { IndexUnit } from '../../protocol/definition';

/** The words of a name, in lower case: `getLRAt`, `get_lr_at` and `GET_LR_AT` have the same. */
export function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
}

/** A name in one spelling, whatever its case style: `warmup_steps` and `WARMUP_STEPS` are `warmupsteps`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}

const RATE_WORDS = new Set(['lr', 'lrs', 'lrate', 'learningrate', 'learnrate']);
/** With one of these a name is of something about a rate, or of another thing that is abbreviated in the same way. */
const NO_RATE = new Set(
  (
    'decay decays decayed factor multiplier mult scale ratio schedule scheduler schedules scheduling history ' +
    'histories values log logs text label labels slider input field key keys list array table parser parsers state ' +
    'states item items index idx count step steps interval patience warmup warmups epochs policy type kind name mode ' +
    'fn func function callback finder range color offset angle width height pad padding margin element el ref str ' +
    'string display format formatted change changes changed delta diff plot chart graph series data points curve path ' +
    'config options opts params settings stack token tokens node nodes buffer set map queue pair button event handler test tests next prev start end message info'
  ).split(' '),
);
/** Words of position that may stand beside a rate: `startLr` and `nextLr` are rates all the same. */
const POSITIONS = new Set(['start', 'end', 'next', 'prev', 'step', 'decayed', 'warmup']);

/** Whether a name mentions learning rates in any way: `lrSchedule`, `maxLR`, `learning_rate_decay`. */
export function mentionsRate(name: string): boolean {
  // Spares the great many names that cannot the taking apart.
  if (!/lr|learn/i.test(name)) {
    return false;
  }
  const words = wordsOf(name);
  return words.some(
    (word, i) =>
      RATE_WORDS.has(word) ||
      ((word === 'learning' || word === 'learn') && /^rates?$/.test(words[i + 1] ?? '')),
  );
}

/** Whether a name is that of a learning rate: `lr`, `epochLR`, `current_learning_rate`, but not `lrDecay` or `lrHistory`. */
export function isRateName(name: string): boolean {
  return (
    mentionsRate(name) &&
    wordsOf(name).every((word) => !NO_RATE.has(word) || (POSITIONS.has(word) && !wordFollowsRate(name, word)))
  );
}

function wordFollowsRate(name: string, word: string): boolean {
  const words = wordsOf(name);
  const rate = words.findIndex((candidate) => RATE_WORDS.has(candidate) || candidate === 'rate');
  return words.lastIndexOf(word) > rate && !/^(?:now|t)$/.test(word);
}

/** A rate that others are made from: `baseRate`, `initialAlpha`, `eta0`, `peakLr`. */
export function isBaseRateName(name: string): boolean {
  return (
    isRateName(name) ||
    /^(?:(?:base|initial|init|start|peak|max|min|end|final)_?(?:rate|alpha|eta|step_?size)|(?:rate|eta|alpha)_?(?:0|max|min|init|start)|(?:lr|learning_?rate)_?(?:start|end|begin|final))$/i.test(
      name,
    )
  );
}

/** Words that name what a schedule is made of beside its rate. */
const SCHEDULE_PART =
  /decay|warm_?up|gamma|anneal|total_?(?:steps|epochs|iter)|max_?(?:steps|epochs|iter)|num_?(?:steps|epochs|iter)|n_?epochs|half_?life|step_?size|milestones|boundaries|t_?max|eta_?min|drop_?(?:rate|factor|every)|epochs_?(?:drop|per_?drop)|staircase|cycle_?length/i;

/** Whether a name is that of a length, factor or floor which schedules have. */
export function isSchedulePart(name: string): boolean {
  return SCHEDULE_PART.test(name);
}

/** Names of functions that say the shape of a schedule, though not of what. */
const SHAPE =
  /^(?:get|compute|calculate|make|create)?_?(?:(?:linear|cosine|step|exponential|exp|polynomial|poly|inverse_?time|inverse_?sqrt|rsqrt|natural_?exp|piecewise|time_?based|warm_?up|constant|multi_?step|cyclic(?:al)?|triangular2?|one_?cycle|noam|hyperbolic)[a-z_\d]*(?:decay|annealing|anneal|schedule|warm_?up|lr|restarts|constant)?|(?:warm_?up)[a-z_\d]*)$/i;

export function isShapeName(name: string): boolean {
  return SHAPE.test(name);
}

/** Things that are scheduled, annealed or updated and are no learning rates. */
const FALSE_FRIENDS = new Set(
  (
    'weight weights wd momentum momentums epsilon eps exploration explore temperature temp tau noise sigma beta betas ' +
    'dropout drop ease easing tween lerp smoothstep radius neighborhood neighbourhood mutation crossover discount ' +
    'opacity volume frame frames retry retries attempt attempts backoff delay interval job jobs cron task tasks ' +
    'review card interest tax price loss error grad grads gradient gradients entropy kl clip teacher curriculum ' +
    'regularization exaggeration gain gains velocity position health damage score elo'
  ).split(' '),
);

/** Whether a name says that it is of something else than a learning rate. */
export function isFalseFriend(name: string): boolean {
  return !mentionsRate(name) && wordsOf(name).some((word) => FALSE_FRIENDS.has(word) && word !== 'drop');
}

/** Parameters of code that updates weights: a function that takes one of them is no schedule. */
const UPDATED = new Set(
  (
    'weight weights grad grads gradient gradients param params parameters velocity velocities tensor tensors inputs ' +
    'targets error errors prediction predictions reward rewards action actions sample samples neuron layer layers ' +
    'network node nodes model optimizer element canvas ctx'
  ).split(' '),
);

export function isUpdated(name: string): boolean {
  return !mentionsRate(name) && wordsOf(name).some((word) => UPDATED.has(word));
}

/** What rates depend on when they depend on how training goes. */
const METRICS =
  /loss|acc(?:uracy)?(?![a-z])|error|metric|improv|patience|plateau|best|wait|reward|energy|history|converge|stagnat|perplex|score|grad|diverg|cost|win_?rate/i;

export function isMetric(name: string): boolean {
  return METRICS.test(name);
}

/** What an index name counts, and whether it says so by itself or only beside a learning rate. */
export interface IndexName {
  readonly unit: IndexUnit | 'progress';
  readonly strong: boolean;
}

const EPOCH =
  /^(?:(?:current|cur|last|global|this|the|real|effective)_?)?epochs?(?:_?(?:idx|index|num|number|count|i|no))?$|^ep$|^e$/i;
const STEP =
  /^(?:(?:current|cur|last|global|train|training|total|opt|optimizer|update|grad)_?)?(?:steps?|iterations?|iters?|updates?|batch(?:es)?|it|episodes?|generations?|rounds?)(?:_?(?:idx|index|num|number|count|counter|no|seen|done|so_?far))?$|^num_?updates$|^(?:batches|steps|samples|updates|games|visits)_?seen$|^time_?step$/i;
const PROGRESS = /^(?:progress|frac|fraction|pct|percent_?done|completion|time_?frac)$/i;
const WEAK = /^[tniks]$|^_?count$|^counter$|(?:count|played|seen|visits|updates)$/i;
/** Counts of attempts at the whole, and lengths: `maxSteps` is no index. */
const NO_INDEX =
  /^(?:max|num|n|total|warmup|decay)_?(?:steps|epochs|iter|iterations|updates|batches)$|attempt|retry|trial/i;

/** Reads a name as that of an index; null when it is none. */
export function indexName(name: string): IndexName | null {
  const plain = name.replace(/^[_#$]+/, '');
  if (NO_INDEX.test(plain) && !/^total_?steps?_?(?:done|seen)$/i.test(plain)) {
    return null;
  }
  if (EPOCH.test(plain)) {
    return { unit: 'epoch', strong: plain.length > 1 };
  }
  if (STEP.test(plain)) {
    return { unit: 'step', strong: true };
  }
  if (PROGRESS.test(plain)) {
    return { unit: 'progress', strong: false };
  }
  // What counts how long nothing got better is no time.
  return WEAK.test(plain) && !isMetric(plain) ? { unit: 'step', strong: false } : null;
}

/** Lengths of a whole run. */
export function isTotalEpochs(name: string): boolean {
  return /^(?:(?:total|max|num|n|number_?of|no_?of|max_?num|train|training)_?)?(?:num_?)?epochs?(?:_?(?:count|total|num))?$/i.test(
    name,
  );
}

export function isTotalSteps(name: string): boolean {
  return /^(?:(?:total|max|num|n|number_?of|train|training|max_?train|total_?train(?:ing)?|total_?num|num_?train(?:ing)?)_?)?(?:steps|iterations|iters|updates|iter)$/i.test(
    name,
  );
}

export function isStepsPerEpoch(name: string): boolean {
  return /^(?:steps|batches|iterations|iters|updates|num_?batches|n_?batches)_?per_?epoch$|^num_?batches$|^n_?batches$/i.test(
    name,
  );
}

/** The rate that training starts at, as opposed to a peak or a floor. */
export function isInitialRate(name: string): boolean {
  return /^(?:(?:initial|init|base|start|starting|default|original|orig)_?)?(?:lr|learning_?rate|lrate|rate)(?:_?(?:0|init|initial|base|start))?$/i.test(
    name,
  );
}
