import type { Parameter } from '../protocol/definition';
import { type Described, inferredFor } from './define';
import { containerNames } from './detect/functionNames';
import { isOfTraining } from './detect/rateSigns';
import { parameterUnit } from './parameters/units';
import { rangeOf } from './program/place';
import { givenNumbers, type GivenValues } from './slice/given';
import type { Inference } from './timeline/inference';

/** Keeps definitions of one name apart: the second is `…#1`. */
export function uniqueIds(described: readonly Described[]): readonly string[] {
  const used = new Map<string, number>();
  return described.map(({ baseId }) => {
    const count = used.get(baseId) ?? 0;
    used.set(baseId, count + 1);
    return count === 0 ? baseId : `${baseId}#${count}`;
  });
}

/** What definitions are called: members of several classes that share a name have that of their class before it. */
export function namesApart(described: readonly Described[]): readonly string[] {
  const containers = described.map(({ found }) => containerNames(found.node)[0] ?? null);
  return described.map(({ name }, i) => {
    const own = containers[i] ?? null;
    const isShared = described.some((other, j) => other.name === name && containers[j] !== own);
    return isShared && own !== null && own !== name ? `${own}.${name}` : name;
  });
}

/** A definition's parameters, and values given by name: both may say how long it is. */
export function lengthsOf({ parameters, beside, given, found, range }: Described): readonly Parameter[] {
  const { fileName: uri } = found.node.getSourceFile();
  const others = Object.entries(givenNumbers(given)).filter(
    ([name]) => !parameters.some((one) => one.name === name),
  );
  return [
    ...parameters,
    ...beside,
    ...others.map(([name, value]) => ({
      name,
      value,
      unit: parameterUnit(name, value, found.index),
      uri,
      range,
      editable: false,
      slot: null,
    })),
  ];
}

/**
 * Leaves out the functions that other definitions only hand on, second findings of the same code, and what has only the
 * form of a schedule in a text that is about something else.
 */
export function withoutCovered(described: readonly Described[], text: string): readonly Described[] {
  const ofTraining = isOfTraining(text);
  const covered = new Set(described.flatMap(({ found }) => found.covers ?? []));
  const seen = new Set<unknown>();
  const told = (one: Described): number => (one.found.toldByCall === true ? 0 : 1);
  const ordered = described.toSorted((a, b) => a.found.node.pos - b.found.node.pos || told(a) - told(b));
  return ordered.filter(({ found: { node, byForm } }) => {
    const isNew = !covered.has(node) && !seen.has(node) && (ofTraining || byForm !== true);
    seen.add(node);
    return isNew;
  });
}

/** Whether the same would be described now, as far as that hangs on values given or inferred. */
export function isStill(
  { found, given, asked, inferred, places }: Described,
  now: GivenValues,
  inference: Inference,
): boolean {
  const again = inferredFor(asked, found, now, inference);
  return (
    JSON.stringify(given) === JSON.stringify(now) &&
    again.length === inferred.length &&
    again.every(({ name, value, node }, i) => {
      const before = inferred[i];
      return (
        before?.name === name &&
        before.node === node &&
        JSON.stringify(before.value) === JSON.stringify(value) &&
        JSON.stringify(places[i]) === JSON.stringify(rangeOf(node).start)
      );
    })
  );
}
