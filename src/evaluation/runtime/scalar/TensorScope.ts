/** What a scope needs of the tensors it looks after. */
export interface Disposable {
  readonly isKept: boolean;
  readonly dispose: () => void;
}

/**
 * The nested scopes of `tf.tidy`, which dispose of what was made in them. Nothing here takes memory that needs freeing,
 * but a schedule that uses a tensor after its scope fails in training, and so it has to fail here.
 */
export class TensorScope<T extends Disposable> {
  private readonly open: Set<T>[] = [];

  /** Puts a new tensor in the innermost scope. */
  track(tensor: T): T {
    this.open.at(-1)?.add(tensor);
    return tensor;
  }

  /**
   * Runs `work` in a scope of its own.
   * @param tensorsIn the tensors that a result holds, which pass to the scope around.
   */
  tidy<R>(work: () => R, tensorsIn: (result: R) => Iterable<T>): R {
    const scope = new Set<T>();
    this.open.push(scope);
    try {
      const result = work();
      const around = this.open.at(-2);
      for (const tensor of tensorsIn(result)) {
        if (scope.delete(tensor)) {
          around?.add(tensor);
        }
      }
      return result;
    } finally {
      this.open.pop();
      for (const tensor of scope) {
        if (!tensor.isKept) {
          tensor.dispose();
        }
      }
    }
  }
}
