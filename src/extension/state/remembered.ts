import type { EnteredValue, EnteredValues } from '../../protocol/enteredValue';
import { guards } from '../../protocol/guard';
import type {
  ClientState,
  DocumentEntries,
  DocumentOverrides,
  TimelineOverride,
} from '../../protocol/server';

/** What is kept from one session to the next, for each document by its URI; the latest changed stands last. */
export type Remembered = Pick<ClientState, 'pinned' | 'overrides' | 'entered'>;

/** The value of a timeline that a person can enter. */
export type OverrideName = keyof TimelineOverride;

/** Documents remembered; beyond, the ones changed longest ago are forgotten, so that the store cannot grow for ever. */
export const REMEMBERED_DOCUMENTS = 200;

export const NOTHING_REMEMBERED: Remembered = { pinned: {}, overrides: {}, entered: {} };

const isStored = guards.object({ version: guards.literal(1) });
const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** The form in which it is stored. */
export function toStored(remembered: Remembered): object {
  return { version: 1, ...remembered };
}

/** What a store holds, whoever wrote it: an entry that is not as it should be is dropped, and the others are kept. */
export function fromStored(stored: unknown): Remembered {
  if (!isStored(stored)) return NOTHING_REMEMBERED;
  const { pinned, overrides, entered } = stored as {
    pinned?: unknown;
    overrides?: unknown;
    entered?: unknown;
  };
  return {
    pinned: Object.fromEntries(
      entriesOf(pinned).filter((entry): entry is readonly [string, number] => guards.count(entry[1])),
    ),
    overrides: filled(entriesOf(overrides).map(([uri, document]) => [uri, documentFromStored(document)])),
    entered: filled(entriesOf(entered).map(([uri, document]) => [uri, entriesFromStored(document)])),
  };
}

/** With `at` pinned for a document; null removes its pin. */
export function withPin(remembered: Remembered, uri: string, at: number | null): Remembered {
  return { ...remembered, pinned: withEntry(remembered.pinned, uri, at) };
}

/** With one value of one definition's timeline entered; null returns it to what was inferred. */
export function withOverride(
  remembered: Remembered,
  uri: string,
  definitionId: string,
  name: OverrideName,
  value: number | null,
): Remembered {
  const document = remembered.overrides[uri] ?? {};
  const timeline = withEntry<number>({ ...document[definitionId] }, name, value);
  const changed = withEntry(document, definitionId, Object.keys(timeline).length === 0 ? null : timeline);
  return {
    ...remembered,
    overrides: withEntry(remembered.overrides, uri, Object.keys(changed).length === 0 ? null : changed),
  };
}

/** With values of names that one definition leaves open; those of its other names stay. An empty text forgets a value. */
export function withEntered(
  remembered: Remembered,
  uri: string,
  definitionId: string,
  values: EnteredValues,
): Remembered {
  const document = remembered.entered[uri] ?? {};
  const all = Object.entries({ ...document[definitionId], ...values }).filter(([, value]) => value !== '');
  const changed = withEntry(document, definitionId, all.length === 0 ? null : Object.fromEntries(all));
  return {
    ...remembered,
    entered: withEntry(remembered.entered, uri, Object.keys(changed).length === 0 ? null : changed),
  };
}

/** With a document's entries moved to its new URI. */
export function withRenamed(remembered: Remembered, from: string, to: string): Remembered {
  return {
    pinned: withMoved(remembered.pinned, from, to),
    overrides: withMoved(remembered.overrides, from, to),
    entered: withMoved(remembered.entered, from, to),
  };
}

function withMoved<T>(
  record: Readonly<Record<string, T>>,
  from: string,
  to: string,
): Readonly<Record<string, T>> {
  const entry = record[from];
  return entry === undefined ? record : withEntry<T>(withEntry<T>(record, from, null), to, entry);
}

function withEntry<T>(record: Readonly<Record<string, T>>, key: string, value: T | null): Record<string, T> {
  const others = Object.entries(record).filter(([other]) => other !== key);
  const entries = value === null ? others : [...others, [key, value] as const];
  return Object.fromEntries(entries.slice(-REMEMBERED_DOCUMENTS));
}

/** Without the entries that say nothing. */
function filled<T extends object>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.filter(([, entry]) => Object.keys(entry).length > 0));
}

function documentFromStored(stored: unknown): DocumentOverrides {
  return filled(entriesOf(stored).map(([id, timeline]) => [id, timelineFromStored(timeline)]));
}

function entriesFromStored(stored: unknown): DocumentEntries {
  return filled(entriesOf(stored).map(([id, values]) => [id, valuesFromStored(values)]));
}

const isEnteredValue = guards.oneOf(guards.finite, guards.string, guards.array(guards.finite));

function valuesFromStored(stored: unknown): EnteredValues {
  return Object.fromEntries(
    entriesOf(stored).filter((entry): entry is readonly [string, EnteredValue] => isEnteredValue(entry[1])),
  );
}

function timelineFromStored(stored: unknown): TimelineOverride {
  const { horizon, stepsPerEpoch } = Object.fromEntries(entriesOf(stored));
  return {
    ...(guards.count(horizon) && { horizon }),
    ...(guards.count(stepsPerEpoch) && { stepsPerEpoch }),
  };
}
