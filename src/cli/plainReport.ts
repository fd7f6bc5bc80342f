import type { Curve, RatePoint } from '../protocol/curve';
import { formatCount, formatRate } from '../protocol/numbers';
import type { FindingReport } from './report';
import type { InspectedDefinition, InspectedFile } from './inspect';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const SPARKLINE_WIDTH = 40;

/** What a person reads of a file: each schedule's name, kind and place, its curve, its rates and what is wrong with it. */
export function plainReport({ path, notice, definitions, findings }: InspectedFile): string {
  const blocks = [
    ...(notice === null ? [] : [`  ${notice}`]),
    ...definitions.map((one) => definitionText(one, path)),
    ...(findings.length === 0 ? [] : [findings.map((finding) => `  ${findingText(finding)}`).join('\n')]),
  ];
  return [path, ...(blocks.length === 0 ? ['  no schedules'] : blocks)].join('\n');
}

function definitionText({ report, evaluation }: InspectedDefinition, path: string): string {
  const { name, kind, schedule, range, index, timeline } = report;
  const title = [name, ...(schedule === null || schedule === name ? [] : [schedule]), `(${kind})`].join(' ');
  const lines = [`  ${title}  ${path}:${range.start.line}:${range.start.column}`];
  const { curve } = evaluation;
  if (curve !== null) {
    lines.push(`    ${sparkline(curve)}  ${curve.sentence}`);
  }
  if (report.values.length > 0) {
    lines.push(...valueTable(report.values, index).map((line) => `    ${line}`));
  }
  const horizon = timeline['horizon'];
  // Of what has no curve, nobody wants to know how far it goes.
  if (horizon?.from === 'assumed' && (curve !== null || report.evaluable)) {
    lines.push(`    ${formatCount(horizon.value)} ${index}s are assumed; --steps gives another number`);
  }
  if (report.reason !== null && report.findings.length === 0) {
    lines.push(`    ${report.reason}`);
  }
  lines.push(...report.findings.map((finding) => `    ${findingText(finding)}`));
  return lines.join('\n');
}

function findingText({ severity, code, message, path, range: { start } }: FindingReport): string {
  return `${severity}: ${message} [${code}] (${path}:${start.line}:${start.column})`;
}

function valueTable(
  values: readonly { readonly at: number; readonly rate: number | string }[],
  index: string,
): string[] {
  const columns = values.map(({ at, rate }) => [
    formatCount(at),
    typeof rate === 'number' ? formatRate(rate) : rate,
  ]);
  const row = (label: string, i: number): string =>
    [
      label.padEnd(5),
      ...columns.map((cells) => (cells[i] ?? '').padStart(Math.max(...cells.map((c) => c.length)))),
    ].join('  ');
  return [row(index, 0), row('rate', 1)];
}

/** The curve in one line of text, from zero to its highest rate. */
function sparkline({ points, lastIndex, statistics }: Curve): string {
  const highest = statistics?.highest.rate ?? 0;
  let behind: RatePoint | null = null;
  let next = 0;
  return Array.from({ length: SPARKLINE_WIDTH }, (_, column) => {
    const at = (column / (SPARKLINE_WIDTH - 1)) * lastIndex;
    for (let point = points[next]; point !== undefined && point.at <= at; point = points[next]) {
      behind = point;
      next += 1;
    }
    const rate = between(behind, points[next] ?? null, at);
    return Number.isFinite(rate) && highest > 0
      ? (BLOCKS[Math.min(BLOCKS.length - 1, Math.max(0, Math.floor((rate / highest) * BLOCKS.length)))] ??
          ' ')
      : ' ';
  }).join('');
}

function between(left: RatePoint | null, right: RatePoint | null, at: number): number {
  if (left === null || right === null || left.at === right.at) {
    return (left ?? right)?.rate ?? Number.NaN;
  }
  return left.rate + ((at - left.at) / (right.at - left.at)) * (right.rate - left.rate);
}
