import type { Curve } from '../../protocol/curve';
import type { EvaluatedDefinition } from '../../protocol/snapshot';
import type { DefinitionSummary, FileSummary } from '../../protocol/workspaceIndex';
import { lensTitle } from '../lensTitle';

/** Points of the curve in a list: as many as the picture there has pixels. */
const SHAPE_POINTS = 16;

/** What is kept of a file for a list. */
export function summaryOf(
  uri: string,
  definitions: readonly EvaluatedDefinition[],
  notice: string | null,
): FileSummary {
  return { uri, definitions: definitions.map(summarized), notice };
}

function summarized(evaluated: EvaluatedDefinition): DefinitionSummary {
  const { definition, evaluation } = evaluated;
  const { id, name, kind, nameRange } = definition;
  const curve = evaluation?.curve ?? null;
  return {
    id,
    name,
    kind,
    nameRange,
    rates: lensTitle(evaluated).replace(/^LR /, ''),
    sentence: curve?.sentence ?? '',
    shape: curve === null ? [] : shapeOf(curve),
  };
}

/** Heights between the lowest rate or 0 and the highest, at even distances. */
function shapeOf({ points, lastIndex }: Curve): readonly number[] {
  const finite = points.filter(({ rate }) => Number.isFinite(rate));
  if (finite.length === 0) {
    return [];
  }
  const highest = finite.reduce((most, { rate }) => Math.max(most, rate), 0);
  const lowest = finite.reduce((least, { rate }) => Math.min(least, rate), 0);
  const span = highest - lowest || 1;
  let next = 0;
  return Array.from({ length: SHAPE_POINTS }, (_, i) => {
    const at = (i / (SHAPE_POINTS - 1)) * lastIndex;
    while (next + 1 < finite.length && (finite[next + 1]?.at ?? 0) <= at) {
      next += 1;
    }
    const left = finite[next];
    const right = finite[next + 1] ?? left;
    if (left === undefined || right === undefined) {
      return 0;
    }
    const part = right.at > left.at ? Math.min(1, Math.max(0, (at - left.at) / (right.at - left.at))) : 0;
    const rate = left.rate + part * (right.rate - left.rate);
    return Math.round(((rate - lowest) / span) * 1_000) / 1_000;
  });
}
