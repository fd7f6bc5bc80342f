import { commands, l10n, window, type LogOutputChannel } from 'vscode';
import type { Definition } from '../../protocol/definition';
import { formatCount, formatRate } from '../../protocol/numbers';
import { rangeContains } from '../../protocol/text';
import type { LanguageServer } from '../server/LanguageServer';
import type { ClientStateStore } from '../state/ClientStateStore';
import { chooseDefinition, snapshotOf, type Target } from './findSchedule';
import { readIndexInput } from './indexInput';

/** How long the answer stands in the status bar, in milliseconds. */
const ANSWER_TIME = 10_000;

/** Asks for a step or epoch, pins it for the document, and says the rate there. An empty answer removes the pin. */
export async function showRateAtStep(
  target: Target,
  server: LanguageServer,
  state: ClientStateStore,
  log: LogOutputChannel,
): Promise<void> {
  try {
    const snapshot = await snapshotOf(target.uri, server);
    const definition =
      snapshot === null
        ? null
        : await chooseDefinition(snapshot, target, l10n.t('Schedule to read the rate of'));
    if (definition === null) {
      if (snapshot?.definitions.length === 0) say(l10n.t('No learning-rate schedule in this file.'));
      return;
    }
    const uri = target.uri.toString();
    const input = await ask(definition, state.pinned(uri));
    if (input === null) return;
    state.pin(uri, input.at);
    if (input.at !== null) {
      await answer(uri, definition, input.at, server);
      await showHoverAtCursor(target, definition);
    }
  } catch (error) {
    log.error(`The rate could not be read: ${String(error)}`);
    say(l10n.t('The rate could not be read; the output channel “LR Lens” says why.'));
  }
}

/** Null when the person left the box; `at` is null when they emptied it. */
async function ask(
  { name, index }: Definition,
  pinned: number | null,
): Promise<{ readonly at: number | null } | null> {
  const text = await window.showInputBox({
    title: index === 'epoch' ? l10n.t('Rate of {0} at epoch', name) : l10n.t('Rate of {0} at step', name),
    prompt:
      index === 'epoch'
        ? l10n.t(
            'An epoch, counted from 0. Hover and preview then show the rate there; leave it empty to stop.',
          )
        : l10n.t(
            'A step, counted from 0. Hover and preview then show the rate there; leave it empty to stop.',
          ),
    value: pinned === null ? '' : String(pinned),
    validateInput: (typed) =>
      readIndexInput(typed).kind === 'invalid'
        ? l10n.t('A whole number, 0 or more, such as 500 or 10,000.')
        : undefined,
  });
  if (text === undefined) return null;
  const input = readIndexInput(text);
  // The box refuses these, but an answer can outrun the check.
  if (input.kind === 'invalid') return null;
  return { at: input.kind === 'index' ? input.at : null };
}

async function answer(
  uri: string,
  definition: Definition,
  at: number,
  server: LanguageServer,
): Promise<void> {
  const [point] = await server.ratesAt({ uri, definitionId: definition.id, at: [at] });
  const place =
    definition.index === 'epoch' ? l10n.t('epoch {0}', formatCount(at)) : l10n.t('step {0}', formatCount(at));
  say(
    point === undefined
      ? l10n.t('{0}: no rate could be computed at {1}.', definition.name, place)
      : l10n.t('{0}: {1} at {2}', definition.name, formatRate(point.rate), place),
  );
}

/** Where the cursor stands on a place that hover answers at, the card is shown as well. */
async function showHoverAtCursor(target: Target, definition: Definition): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined || editor.document.uri.toString() !== target.uri.toString()) return;
  const cursor = editor.selection.active;
  const places = [definition.nameRange, definition.constructorRange];
  if (places.some((range) => range !== null && rangeContains(range, cursor))) {
    await commands.executeCommand('editor.action.showHover');
  }
}

function say(text: string): void {
  window.setStatusBarMessage(text, ANSWER_TIME);
}
