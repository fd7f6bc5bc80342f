import type { InlayHint } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { RateCall } from '../protocol/definition';
import { formatCount, formatExactRate, formatRate } from '../protocol/numbers';
import type { DocumentSnapshot, EvaluatedDefinition } from '../protocol/snapshot';
import { comparePositions, type Range } from '../protocol/text';
import type { Schedules } from './schedules';

/** Rates kept: those of the calls of a few documents, and of what was typed and taken back. */
const MOST_KEPT = 1_000;

/** A call with its rate. */
interface Answered {
  readonly call: RateCall;
  readonly rate: number;
  readonly evaluated: EvaluatedDefinition;
}

/** Says at the end of a line what `schedule.call(1234)` in it gives. */
export class RateHints {
  /** By the key of the evaluation and the index: editors ask again at every keystroke. */
  private readonly kept = new Map<string, number>();

  constructor(private readonly schedules: Pick<Schedules, 'ratesAt'>) {}

  /** The hints in a range of a document whose newest text the snapshot is of. */
  async hints(snapshot: DocumentSnapshot, document: TextDocument, range: Range): Promise<InlayHint[]> {
    const calls = snapshot.calls.filter(
      (call) => call.range.end.line >= range.start.line && call.range.end.line <= range.end.line,
    );
    const byLine = new Map<number, Answered[]>();
    for (const answered of await this.answersOf(snapshot, calls)) {
      const { line } = answered.call.range.end;
      const others = byLine.get(line);
      if (others === undefined) {
        byLine.set(line, [answered]);
      } else {
        others.push(answered);
      }
    }
    return [...byLine].map(([line, answers]) => hintAt(line, answers, document));
  }

  private async answersOf(
    snapshot: DocumentSnapshot,
    calls: readonly RateCall[],
  ): Promise<readonly Answered[]> {
    const answers: Answered[] = [];
    for (const evaluated of snapshot.definitions) {
      const own = calls.filter(({ definitionId }) => definitionId === evaluated.definition.id);
      const rates = await this.ratesOf(evaluated, [...new Set(own.map(({ at }) => at))]);
      for (const call of own) {
        const rate = rates.get(call.at);
        if (rate !== undefined) {
          answers.push({ call, rate, evaluated });
        }
      }
    }
    return answers.sort((a, b) => comparePositions(a.call.range.end, b.call.range.end));
  }

  private async ratesOf(
    evaluated: EvaluatedDefinition,
    at: readonly number[],
  ): Promise<ReadonlyMap<number, number>> {
    const nameOf = (index: number): string => `${evaluated.key ?? ''} ${index}`;
    const rates = new Map<number, number>();
    for (const index of at) {
      const rate = evaluated.key === null ? undefined : this.kept.get(nameOf(index));
      if (rate !== undefined) {
        rates.set(index, rate);
      }
    }
    const unknown = at.filter((index) => !rates.has(index));
    const computed = unknown.length === 0 ? [] : await this.schedules.ratesAt(evaluated, unknown);
    for (const { at: index, rate } of computed) {
      rates.set(index, rate);
      this.keep(nameOf(index), rate);
    }
    return rates;
  }

  private keep(name: string, rate: number): void {
    this.kept.set(name, rate);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) {
      this.kept.delete(oldest);
    }
  }
}

function hintAt(line: number, answers: readonly Answered[], document: TextDocument): InlayHint {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const tooltip = answers
    .map(({ call, rate, evaluated: { definition } }) => {
      const place = `${definition.index} ${formatCount(call.at)}`;
      return `${definition.name}: ${formatExactRate(rate)} at ${place}`;
    })
    .join('\n');
  return {
    position: { line, character: text.replace(/[\r\n]+$/, '').length },
    label: `= ${answers.map(({ rate }) => formatRate(rate)).join(', ')}`,
    tooltip,
    paddingLeft: true,
  };
}
