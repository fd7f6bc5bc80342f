import { comparePositions, type Position } from '../../protocol/text';

/** A place in a file. */
export interface Place {
  readonly uri: string;
  readonly position: Position;
}

/** The schedules of a file by where their names begin, in order. */
export interface Places {
  readonly uri: string;
  readonly positions: readonly Position[];
}

/**
 * The schedule that comes after or before a place: in its file, else in the next file of the list, from whose end it goes on
 * at its beginning. Null when there is none.
 */
export function neighbour(
  files: readonly Places[],
  from: Place,
  direction: 'next' | 'previous',
): Place | null {
  const places = files.flatMap(({ uri, positions }) => positions.map((position) => ({ uri, position })));
  const ordered = direction === 'next' ? places : places.toReversed();
  const index = files.findIndex(({ uri }) => uri === from.uri);
  const rank = new Map(files.map(({ uri }, i) => [uri, i]));
  const sign = direction === 'next' ? 1 : -1;
  const isBeyond = ({ uri, position }: Place): boolean => {
    const files = (rank.get(uri) ?? 0) - index;
    return sign * (files === 0 ? comparePositions(position, from.position) : files) > 0;
  };
  return ordered.find(isBeyond) ?? ordered[0] ?? null;
}
