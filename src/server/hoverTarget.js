import { rangeContains } from '../protocol/text';
/** The schedule that a place in the text belongs to: a call on it, one of its parameters, its constructor or its name. */
export function hoverTarget(snapshot, position) {
  const call = snapshot.calls.find(({ range }) => rangeContains(range, position));
  const called = snapshot.definitions.find(({ definition }) => definition.id === call?.definitionId);
  if (call !== undefined && called !== undefined) {
    return { evaluated: called, range: call.range, at: call.at };
  }
  for (const evaluated of snapshot.definitions) {
    const target = targetIn(evaluated, snapshot.uri, position);
    if (target !== null) {
      return target;
    }
  }
  return null;
}
function targetIn(evaluated, uri, position) {
  const { definition } = evaluated;
  const parameter = definition.parameters.find(
    (one) => one.uri === uri && rangeContains(one.range, position),
  );
  if (parameter !== undefined) {
    return { evaluated, range: parameter.range, at: indexOf(parameter.name, evaluated) };
  }
  for (const range of [definition.nameRange, definition.constructorRange]) {
    if (range !== null && rangeContains(range, position)) {
      return { evaluated, range, at: null };
    }
  }
  return null;
}
/** The index that a parameter stands for: the row of that name, which knows what the count is counted from. */
function indexOf(name, { definition, evaluation }) {
  const row = evaluation?.curve?.notable.find(({ label }) => label === name);
  if (row !== undefined) {
    return row.at;
  }
  const parameter = definition.parameters.find((one) => one.name === name);
  return parameter !== undefined && (parameter.unit === 'steps' || parameter.unit === 'epochs')
    ? Number(parameter.value)
    : null;
}
