import { COMMANDS, type DefinitionTarget } from '../protocol/commands';
import type { Curve, RatePoint } from '../protocol/curve';
import { formatCount, formatExactRate, formatRate } from '../protocol/numbers';
import type { ThemeKind } from '../protocol/server';
import type { EvaluatedDefinition } from '../protocol/snapshot';
import { needsValues } from './lensTitle';
import { sparkline, SPARKLINE } from './sparkline';

/** What a card is made of beside the schedule itself. */
export interface CardContext {
  readonly uri: string;
  readonly theme: ThemeKind;
  /** The rate at the step or epoch the card is about; null when it is not known. */
  readonly rate: RatePoint | null;
  /** Whether the reader is our own client: it runs our commands, and draws VS Code's icons and image sizes. */
  readonly ownClient: boolean;
}

/** The card on a schedule, in Markdown: the rate at step N, the curve, the steps that matter, the sentence, the links. */
export function hoverCard(evaluated: EvaluatedDefinition, context: CardContext): string {
  const { definition, evaluation, stale } = evaluated;
  const curve = evaluation?.curve ?? null;
  const problem = evaluation?.problem ?? definition.problem;
  const parts = [
    context.rate === null ? null : headline(context.rate, definition.index),
    problem === null
      ? null
      : `${context.ownClient ? '$(warning)' : '⚠'} ${escape(sentenceCase(problem.message))}.`,
    curve === null ? null : picture(curve, context),
    curve === null ? null : table(curve, definition.index),
    curve === null ? null : `${escape(sentenceCase(curve.sentence))}.`,
    stale ? '_The code is incomplete just now; this is its last complete form._' : null,
    context.ownClient
      ? links({ uri: context.uri, definitionId: definition.id }, needsValues(evaluated))
      : null,
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function headline({ at, rate }: RatePoint, index: string): string {
  const rounded = formatRate(rate);
  const exact = formatExactRate(rate);
  const more = exact === rounded ? '' : ` (${escape(exact)})`;
  return `**${escape(rounded)}** at ${index} ${formatCount(at)}${more}`;
}

function picture(curve: Curve, { rate, theme, ownClient }: CardContext): string {
  const image = btoa(sparkline(curve, rate, theme));
  const size = ownClient ? `|width=${SPARKLINE.width},height=${SPARKLINE.height}` : '';
  return `![${escape(altText(curve))}](data:image/svg+xml;base64,${image}${size})`;
}

/** States first, peak and last value, for those who hear the card. */
function altText({ statistics, sentence }: Curve): string {
  if (statistics === null) {
    return `learning rate: ${sentence}`;
  }
  const { start, highest, end } = statistics;
  return `learning rate from ${formatRate(start.rate)}, highest ${formatRate(highest.rate)}, to ${formatRate(end.rate)}: ${sentence}`;
}

/** Steps run from left to right, as under the curve: a card is cut off when it is high. */
function table(curve: Curve, index: string): string {
  const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const { notable } = curve;
  return [
    row(index, ...notable.map(({ at }) => formatCount(at))),
    row(':--', ...notable.map(() => '--:')),
    row('rate', ...notable.map(({ rate }) => formatRate(rate))),
    row('', ...notable.map(({ label }) => escape(label))),
  ].join('\n');
}

function links(target: DefinitionTarget, asksForValues: boolean): string {
  const link = (text: string, command: string): string =>
    `[${text}](command:${command}?${encodeArguments([target])})`;
  return asksForValues
    ? `${link('Give Values…', COMMANDS.giveValues)} · ${link('Preview', COMMANDS.previewSchedule)}`
    : `${link('Preview', COMMANDS.previewSchedule)} · ${link('Set Step…', COMMANDS.showRateAtStep)}`;
}

/** A bracket in a name would end the link. */
function encodeArguments(commandArguments: readonly DefinitionTarget[]): string {
  return encodeURIComponent(JSON.stringify(commandArguments)).replace(/\(/g, '%28').replace(/\)/g, '%29');
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text of the document must stay text in Markdown. */
function escape(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\s+/g, ' ');
}
