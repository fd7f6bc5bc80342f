import { CustomCallback } from '@tensorflow/tfjs';
import type { CustomCallbackArgs } from '@tensorflow/tfjs';

type Hook = 'onTrainBegin' | 'onTrainEnd' | 'onEpochBegin' | 'onEpochEnd' | 'onBatchBegin' | 'onBatchEnd';

/** An instance of a callback class. tf.js exports several such classes, but not the one they share. */
export type CallbackInstance = Pick<
  CustomCallback,
  Hook | 'setParams' | 'setModel' | 'params' | 'validationData'
>;

/**
 * How an instance is told from a plain object. The hooks are left out: both kinds have them, typed differently, and
 * TypeScript would then give no types to the arguments of a hook written in place.
 */
type InstanceMark = Pick<CustomCallback, 'setParams' | 'setModel'>;

/** How often a callback lets the page breathe, as in `model.fit`. */
export type YieldEvery = NonNullable<ConstructorParameters<typeof CustomCallback>[1]>;

/**
 * Makes one list of callbacks out of instances and plain objects with hooks, in any order:
 * `model.fit(x, y, { callbacks: callbackList([new LearningRateScheduler(f), { onEpochEnd: log }]) })`.
 *
 * tf.js looks at the first element alone. After an instance it takes plain objects for instances and fails; after a
 * plain object it wraps instances, which then hear of no model, or call themselves without end.
 *
 * `yieldEvery` is for the plain objects: the argument of `fit` reaches only what tf.js itself wraps.
 */
export function callbackList(
  callbacks: readonly (InstanceMark | CustomCallbackArgs)[],
  yieldEvery: YieldEvery = 'auto',
): CallbackInstance[] {
  return callbacks.map((callback) =>
    isInstance(callback) ? callback : new CustomCallback(callback as CustomCallbackArgs, yieldEvery),
  );
}

function isInstance(callback: InstanceMark | CustomCallbackArgs): callback is CallbackInstance {
  return 'setParams' in callback && 'setModel' in callback;
}
