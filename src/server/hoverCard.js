import { COMMANDS } from '../protocol/commands';
import { formatCount, formatExactRate, formatRate } from '../protocol/numbers';
import { sparkline, SPARKLINE } from './sparkline';
/** The card on a schedule, in Markdown: the rate at step N, the curve, the steps that matter, the sentence, the links. */
export function hoverCard(evaluated, context) {
  const { definition, evaluation, stale } = evaluated;
  const curve = evaluation?.curve ?? null;
  const problem = evaluation?.problem ?? definition.problem;
  const parts = [
    context.rate === null ? null : headline(context.rate, definition.index),
    problem === null ? null : `$(warning) ${escape(sentenceCase(problem.message))}.`,
    curve === null ? null : picture(curve, context),
    curve === null ? null : table(curve, definition.index),
    curve === null ? null : `${escape(sentenceCase(curve.sentence))}.`,
    stale ? '_The code is incomplete just now; this is its last complete form._' : null,
    context.commands ? links({ uri: context.uri, definitionId: definition.id }) : null,
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}
function headline({ at, rate }, index) {
  const rounded = formatRate(rate);
  const exact = formatExactRate(rate);
  const more = exact === rounded ? '' : ` (${escape(exact)})`;
  return `**${escape(rounded)}** at ${index} ${formatCount(at)}${more}`;
}
function picture(curve, { rate, theme }) {
  const image = btoa(sparkline(curve, rate, theme));
  const size = `width=${SPARKLINE.width},height=${SPARKLINE.height}`;
  return `![${escape(altText(curve))}](data:image/svg+xml;base64,${image}|${size})`;
}
/** States first, peak and last value, for those who hear the card. */
function altText({ statistics, sentence }) {
  if (statistics === null) {
    return `learning rate: ${sentence}`;
  }
  const { start, highest, end } = statistics;
  return `learning rate from ${formatRate(start.rate)}, highest ${formatRate(highest.rate)}, to ${formatRate(end.rate)}: ${sentence}`;
}
function table(curve, index) {
  const rows = curve.notable.map(
    ({ at, rate, label }) => `| ${formatCount(at)} | ${formatRate(rate)} | ${escape(label)} |`,
  );
  return [`| ${index} | rate | |`, '| --: | --: | :-- |', ...rows].join('\n');
}
function links(target) {
  const link = (text, command) =>
    `[${text}](command:${command}?${encodeURIComponent(JSON.stringify([target]))})`;
  return `${link('Preview', COMMANDS.previewSchedule)} · ${link('Set Step…', COMMANDS.showRateAtStep)}`;
}
function sentenceCase(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
/** Text of the document must stay text in Markdown. */
function escape(text) {
  return text
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\s+/g, ' ');
}
