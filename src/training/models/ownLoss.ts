import type { LayersModel } from '@tensorflow/tfjs';

/** What the labels of a model are. */
export type LabelKind = 'one-hot' | 'class' | 'binary' | 'value';

const KINDS: Readonly<Record<string, LabelKind>> = {
  categoricalCrossentropy: 'one-hot',
  sparseCategoricalCrossentropy: 'class',
  binaryCrossentropy: 'binary',
};

/** What a loss of tf.js takes for labels. */
export function labelKind(loss: string): LabelKind {
  return KINDS[loss] ?? 'value';
}

/** The loss that fits the activation of a model's last layer. */
export function likelyLoss(model: LayersModel): string {
  const { activation } = (model.layers.at(-1)?.getConfig() ?? {}) as { activation?: unknown };
  return activation === 'softmax'
    ? 'categoricalCrossentropy'
    : activation === 'sigmoid'
      ? 'binaryCrossentropy'
      : 'meanSquaredError';
}

/** The loss that a model was compiled with by the person's own code; null where it was not, or with several. */
export function compiledLoss(model: LayersModel): string | null {
  const { loss } = model as unknown as { readonly loss?: unknown };
  return typeof loss === 'string' ? loss : null;
}
