import type { TrainingContext } from '../../protocol/training/context';

/** What a document says of training, with the models and the data of another file beside its own; of equal names the other's count. */
export function withPickedFile(own: TrainingContext, picked: TrainingContext): TrainingContext {
  const beside = <F extends { readonly name: string }>(
    others: readonly F[],
    mine: readonly F[],
  ): readonly F[] => [...others, ...mine.filter(({ name }) => !others.some((other) => other.name === name))];
  return {
    ...own,
    models: beside(picked.models, own.models),
    data: beside(picked.data, own.data),
    compile: own.compile ?? picked.compile,
  };
}
