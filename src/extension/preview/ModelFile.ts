import { l10n, Uri, window, type CancellationToken } from 'vscode';
import type { PickedModel } from '../../protocol/preview';
import type { TrainingContext } from '../../protocol/training/context';
import { lookAtTraining } from './lookAtDocument';
import type { PreviewServices } from './PreviewServices';
import { baseName } from './sourceDocument';
import { withPickedFile } from './withPickedFile';

/** The files that hold code which is read. */
const EXTENSIONS = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'];

/** The other file whose model, and data where it has some, a panel's trainings can use: one that the person picked. */
export class ModelFile {
  readonly #services: PreviewServices;
  #uri: Uri | null = null;
  #model: PickedModel | null = null;

  constructor(services: PreviewServices) {
    this.#services = services;
  }

  /** Where it is; null when none was picked. */
  get uri(): string | null {
    return this.#uri?.toString() ?? null;
  }

  /** The model that was picked with it; null when none was, or when it is there no longer. */
  get model(): PickedModel | null {
    return this.#model;
  }

  /**
   * Lets the person pick a file. Never rejects: a file without a model is said to them, and what was picked before stays.
   * @param document whose folder is shown first
   * @returns whether there is another model now
   */
  async pick(document: Uri, token: CancellationToken): Promise<boolean> {
    const [picked] =
      (await window.showOpenDialog({
        title: l10n.t('A File That Exports a Model'),
        openLabel: l10n.t('Use Its Model'),
        filters: { [l10n.t('TypeScript and JavaScript')]: EXTENSIONS },
        ...(document.scheme === 'untitled' ? {} : { defaultUri: Uri.joinPath(document, '..') }),
      })) ?? [];
    if (picked === undefined) return false;
    const context = await lookAtTraining(picked, this.#services, token);
    const [model] = context?.models ?? [];
    if (model === undefined) {
      void window.showWarningMessage(
        l10n.t(
          '{0} exports no function that returns a tf.LayersModel and can be called without arguments.',
          baseName(picked),
        ),
      );
      return false;
    }
    this.#uri = picked;
    this.#model = { uri: picked.toString(), name: model.name };
    return true;
  }

  /** Takes a file that was picked before the window was reloaded. */
  use({ uri, name }: PickedModel): void {
    this.#uri = Uri.parse(uri);
    this.#model = { uri, name };
  }

  /** What a document says of training, with the models and the data of the picked file beside its own. Never rejects. */
  async lookAtTraining(document: Uri, token: CancellationToken): Promise<TrainingContext | null> {
    const [own, picked] = await Promise.all([
      lookAtTraining(document, this.#services, token),
      this.#uri === null ? null : lookAtTraining(this.#uri, this.#services, token),
    ]);
    return own === null || picked === null ? own : withPickedFile(own, picked);
  }
}
