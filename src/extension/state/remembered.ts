import { guards } from '../../protocol/guard';
import type { ClientState, DocumentOverrides, TimelineOverride } from '../../protocol/server';

/** What is kept from one session to the next, for each document by its URI; the latest changed stands last. */
export type Remembered = Pick<ClientState, 'pinned' | 'overrides'>;

/** The value of a timeline that a person can enter. */
export type OverrideName = keyof TimelineOverride;

/** Documents remembered; beyond, the ones changed longest ago are forgotten, so that the store cannot grow for ever. */
export const REMEMBERED_DOCUMENTS = 200;

export const NOTHING_REMEMBERED: Remembered = { pinned: {}, overrides: {} };

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
  const { pinned, overrides } = stored as { pinned?: unknown; overrides?: unknown };
  return {
    pinned: Object.fromEntries(
      entriesOf(pinned).filter((entry): entry is readonly [string, number] => guards.count(entry[1])),
    ),
    overrides: Object.fromEntries(
      entriesOf(overrides)
        .map(([uri, document]) => [uri, documentFromStored(document)] as const)
        .filter(([, document]) => Object.keys(document).length > 0),
    ),
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

/** With a document's entries moved to its new URI. */
export function withRenamed(remembered: Remembered, from: string, to: string): Remembered {
  const pin = remembered.pinned[from];
  const document = remembered.overrides[from];
  return {
    pinned:
      pin === undefined ? remembered.pinned : withEntry(withEntry(remembered.pinned, from, null), to, pin),
    overrides:
      document === undefined
        ? remembered.overrides
        : withEntry(withEntry(remembered.overrides, from, null), to, document),
  };
}

function withEntry<T>(record: Readonly<Record<string, T>>, key: string, value: T | null): Record<string, T> {
  const others = Object.entries(record).filter(([other]) => other !== key);
  const entries = value === null ? others : [...others, [key, value] as const];
  return Object.fromEntries(entries.slice(-REMEMBERED_DOCUMENTS));
}

function documentFromStored(stored: unknown): DocumentOverrides {
  return Object.fromEntries(
    entriesOf(stored)
      .map(([definitionId, timeline]) => [definitionId, timelineFromStored(timeline)] as const)
      .filter(([, timeline]) => Object.keys(timeline).length > 0),
  );
}

function timelineFromStored(stored: unknown): TimelineOverride {
  const { horizon, stepsPerEpoch } = Object.fromEntries(entriesOf(stored));
  return {
    ...(guards.count(horizon) && { horizon }),
    ...(guards.count(stepsPerEpoch) && { stepsPerEpoch }),
  };
}
