import { EventEmitter, Uri, window, workspace, type FileRenameEvent, type Memento } from 'vscode';
import type { EnteredValues } from '../../protocol/enteredValue';
import type { ClientState } from '../../protocol/server';
import { Disposable } from '../Disposable';
import { renamedUri } from '../renamedUri';
import {
  fromStored,
  toStored,
  withEntered,
  withOverride,
  withPin,
  withRenamed,
  type OverrideName,
  type Remembered,
} from './remembered';
import { themeKindOf } from './themeKind';

const STORE_KEY = 'lrLens.remembered';

/** The client's part of the truth: the theme, and what a person pinned and entered, kept for the workspace. */
export class ClientStateStore extends Disposable {
  readonly #memento: Memento;
  readonly #changed = this.register(new EventEmitter<ClientState>());
  #remembered: Remembered;

  /** Fires with the whole state after each change. */
  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento) {
    super();
    this.#memento = memento;
    this.#remembered = fromStored(memento.get(STORE_KEY));
    this.register(
      window.onDidChangeActiveColorTheme(() => {
        this.#changed.fire(this.current);
      }),
    );
    this.register(workspace.onDidRenameFiles(this.#renamed, this));
  }

  get current(): ClientState {
    return { theme: themeKindOf(window.activeColorTheme.kind), ...this.#remembered };
  }

  /** The step or epoch pinned for a document, or null. */
  pinned(uri: string): number | null {
    return this.#remembered.pinned[uri] ?? null;
  }

  pin(uri: string, at: number | null): void {
    this.#update(withPin(this.#remembered, uri, at));
  }

  override(uri: string, definitionId: string, name: OverrideName, value: number | null): void {
    this.#update(withOverride(this.#remembered, uri, definitionId, name, value));
  }

  /** The values that were given to open names of a definition. */
  entered(uri: string, definitionId: string): EnteredValues {
    return this.#remembered.entered[uri]?.[definitionId] ?? {};
  }

  /** Keeps values of open names of a definition, beside those that it has; an empty text forgets one. */
  enter(uri: string, definitionId: string, values: EnteredValues): void {
    this.#update(withEntered(this.#remembered, uri, definitionId, values));
  }

  /** What is known of a document follows it to its new name. */
  #renamed({ files }: FileRenameEvent): void {
    const { pinned, overrides, entered } = this.#remembered;
    let remembered = this.#remembered;
    for (const from of new Set([pinned, overrides, entered].flatMap((one) => Object.keys(one)))) {
      const to = renamedUri(Uri.parse(from), files);
      if (to !== null) remembered = withRenamed(remembered, from, to.toString());
    }
    if (remembered !== this.#remembered) this.#update(remembered);
  }

  #update(remembered: Remembered): void {
    this.#remembered = remembered;
    void this.#memento.update(STORE_KEY, toStored(remembered));
    this.#changed.fire(this.current);
  }
}
