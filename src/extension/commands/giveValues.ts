import { l10n, window, workspace, type LogOutputChannel } from 'vscode';
import type { Definition } from '../../protocol/definition';
import { type EnteredValue, writeEntered } from '../../protocol/enteredValue';
import type { WantedValue } from '../../protocol/server';
import type { DocumentSnapshot } from '../../protocol/snapshot';
import type { Range } from '../../protocol/text';
import { applyEdits } from '../preview/applyEdits';
import { baseName } from '../preview/sourceDocument';
import type { LanguageServer } from '../server/LanguageServer';
import type { ClientStateStore } from '../state/ClientStateStore';
import { chooseDefinition, snapshotOf, type Target } from './findSchedule';
import { followed, placeAfter } from './followedPlace';
import { readValueInput } from './valueInput';

/** How long a message stands in the status bar, in milliseconds. */
const MESSAGE_TIME = 10_000;

/** What asking for values works with. */
export interface AskingServices {
  readonly server: LanguageServer;
  readonly state: ClientStateStore;
  readonly log: LogOutputChannel;
}

/**
 * Asks for the values that a schedule needs and the source leaves open, remembers them for the file, and offers to write
 * them into the comment above it. What was given before is asked for again, to be changed or forgotten.
 */
export async function giveValues(target: Target, services: AskingServices): Promise<void> {
  try {
    await workspace.openTextDocument(target.uri);
    const snapshot = await snapshotOf(target.uri, services.server);
    const definition = snapshot === null ? null : await choose(snapshot, target, services.state);
    if (snapshot !== null && definition !== null) {
      const followedDefinition = new FollowedDefinition(target, snapshot, definition, services);
      try {
        await followedDefinition.askAndOffer();
      } finally {
        followedDefinition.dispose();
      }
    }
  } catch (error) {
    services.log.error(`Values could not be asked for: ${String(error)}`);
    say(l10n.t('Values could not be asked for; the output channel “LR Lens” says why.'));
  }
}

/** The definition that a person means, of those that need values or were given some. */
async function choose(
  snapshot: DocumentSnapshot,
  target: Target,
  state: ClientStateStore,
): Promise<Definition | null> {
  const definitions = snapshot.definitions.filter(
    ({ definition }) =>
      definition.missing.length > 0 || Object.keys(state.entered(snapshot.uri, definition.id)).length > 0,
  );
  const isNamed = definitions.some(({ definition }) => definition.id === target.definitionId);
  if (definitions.length === 0 || (target.definitionId !== null && !isNamed)) {
    say(l10n.t('No schedule here needs a value.'));
    return null;
  }
  return chooseDefinition({ ...snapshot, definitions }, target, l10n.t('Schedule to give values'));
}

/** One definition while a person is asked about it: the code may be edited meanwhile. */
class FollowedDefinition {
  readonly #target: Target;
  readonly #from: { readonly definition: Definition; readonly among: DocumentSnapshot };
  readonly #services: AskingServices;
  readonly #changes;
  #place: Range | null;

  constructor(target: Target, among: DocumentSnapshot, definition: Definition, services: AskingServices) {
    this.#target = target;
    this.#from = { definition, among };
    this.#services = services;
    this.#place = definition.nameRange;
    this.#changes = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.toString() === this.#key && this.#place !== null) {
        this.#place = placeAfter(this.#place, contentChanges);
      }
    });
  }

  dispose(): void {
    this.#changes.dispose();
  }

  get #key(): string {
    return this.#target.uri.toString();
  }

  async askAndOffer(): Promise<void> {
    const { state } = this.#services;
    const answers = new Map<string, EnteredValue>();
    for (;;) {
      const next = await this.#nextQuestion(answers);
      if (next === null) return;
      if (next.wanted === null) {
        if (answers.size === 0) say(l10n.t('Nothing that {0} needs can be entered.', next.definition.name));
        break;
      }
      const answer = await this.#ask(next.definition, next.wanted, next.count);
      if (answer === null) return;
      const definition = await this.#now();
      if (definition === null) return;
      answers.set(next.wanted.name, answer);
      // Each is kept at once: with it, the definition may turn out to need others.
      state.enter(this.#key, definition.id, { [next.wanted.name]: answer });
    }
    await this.#offerComment(Object.fromEntries([...answers].filter(([, value]) => value !== '')));
  }

  /** The definition as it is now; null when it is gone, which is said. */
  async #now(): Promise<Definition | null> {
    const { server } = this.#services;
    const newest = await snapshotOf(this.#target.uri, server);
    const definition = newest === null ? null : followed(this.#from, this.#place, newest);
    if (definition === null) {
      const { name } = this.#from.definition;
      void window.showWarningMessage(
        l10n.t('{0} is gone from {1} meanwhile; nothing more was kept.', name, baseName(this.#target.uri)),
      );
    }
    return definition;
  }

  /** What is to be asked next: null when the definition is gone, a `wanted` of null when nothing is. */
  async #nextQuestion(answers: ReadonlyMap<string, EnteredValue>): Promise<{
    readonly definition: Definition;
    readonly wanted: WantedValue | null;
    readonly count: { readonly number: number; readonly of: number };
  } | null> {
    const definition = await this.#now();
    if (definition === null) return null;
    const { server } = this.#services;
    const wanted = (await server.wantedValues({ uri: this.#key, definitionId: definition.id })) ?? [];
    const open = wanted.filter(({ name }) => !answers.has(name));
    const count = { number: answers.size + 1, of: answers.size + open.length };
    return { definition, wanted: open[0] ?? null, count };
  }

  /** An empty text forgets a value that is remembered; null means that the person left the question. */
  async #ask(
    definition: Definition,
    { name, choices }: WantedValue,
    { number, of }: { readonly number: number; readonly of: number },
  ): Promise<EnteredValue | null> {
    const { state } = this.#services;
    const { [name]: remembered } = state.entered(this.#key, definition.id);
    const title = l10n.t('{0} of {1} ({2} of {3})', name, definition.name, number, of);
    if (choices.length > 0) {
      const items = choices.map((label) => ({
        label,
        description: label === remembered ? l10n.t('now') : '',
      }));
      const placeHolder = l10n.t('The word that {0} stands for', name);
      const picked = await window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
      return picked?.label ?? null;
    }
    const suggested = remembered ?? this.#valueOfOthers(name);
    const mayBeEmpty = remembered !== undefined;
    const text = await window.showInputBox({
      title,
      prompt: mayBeEmpty
        ? l10n.t('The value of {0}, which the code leaves open; leave it empty to forget it.', name)
        : l10n.t('The value of {0}, which the code leaves open.', name),
      placeHolder: l10n.t('A number such as 500, 1e-3 or 1_000, or a list such as [30, 80]'),
      value: suggested === null ? '' : writeEntered(suggested),
      // The code may have to be looked at, or edited, to know the answer.
      ignoreFocusOut: true,
      validateInput: (typed) => {
        const { kind } = readValueInput(typed);
        return kind === 'value' || (kind === 'empty' && mayBeEmpty)
          ? undefined
          : l10n.t('A number, such as 500, 1e-3 or 1_000, or a list such as [30, 80].');
      },
    });
    if (text === undefined) return null;
    const input = readValueInput(text);
    if (input.kind === 'value') return input.value;
    // The box refuses these, but an answer can outrun the check.
    return input.kind === 'empty' && mayBeEmpty ? '' : null;
  }

  /** What another schedule of the file was given for the name: it is likely the same. */
  #valueOfOthers(name: string): EnteredValue | null {
    const entries = Object.values(this.#services.state.current.entered[this.#key] ?? {});
    return entries.find((values) => name in values)?.[name] ?? null;
  }

  async #offerComment(values: Readonly<Record<string, EnteredValue>>): Promise<void> {
    const names = Object.keys(values);
    if (names.length === 0) return;
    const write = l10n.t('Write Comment');
    const chosen = await window.showInformationMessage(
      l10n.t(
        '{0} of {1} remembered for {2}. A comment above it would keep them with the code.',
        names.join(', '),
        this.#from.definition.name,
        baseName(this.#target.uri),
      ),
      write,
    );
    if (chosen !== write) return;
    const definition = await this.#now();
    if (definition === null) return;
    const { server } = this.#services;
    const result = await applyEdits(this.#target.uri, async (version) => {
      const params = { uri: this.#key, version, definitionId: definition.id, values };
      const answer = await server.valuesCommentEdit(params);
      return answer.kind === 'refused' ? answer.reason : answer;
    });
    if (typeof result === 'string') void window.showWarningMessage(result);
  }
}

function say(text: string): void {
  window.setStatusBarMessage(text, MESSAGE_TIME);
}
