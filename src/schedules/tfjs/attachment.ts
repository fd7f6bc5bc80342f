import type { Optimizer } from '@tensorflow/tfjs';

/** What an optimizer that follows a schedule is known by. */
export type Attachment = {
  /** The schedule's class, for messages. */
  readonly scheduleName: string;
  /** The rate of the next update. */
  nextRate(): number;
};

/**
 * Where an optimizer carries its attachment. The registered symbol is one for all copies of this package that a
 * program may hold, so that each sees what another has attached.
 */
const ATTACHMENT = Symbol.for('tfjs-lr-schedules.attachment');

/** The schedule that `optimizer` follows, or undefined. */
export function attachmentOf(optimizer: Optimizer): Attachment | undefined {
  return (optimizer as { [ATTACHMENT]?: Attachment })[ATTACHMENT];
}

/** Marks `optimizer` as one that follows a schedule, until the function that it returns is called. */
export function markAttached(optimizer: Optimizer, attachment: Attachment): () => void {
  Object.defineProperty(optimizer, ATTACHMENT, { value: attachment, configurable: true });
  return () => {
    Reflect.deleteProperty(optimizer, ATTACHMENT);
  };
}
