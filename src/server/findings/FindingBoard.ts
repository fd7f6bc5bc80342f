import { type Finding, type FindingSettings, withSettings } from '../../protocol/finding';
import type { Position, Range } from '../../protocol/text';
import { comparePositions } from '../../protocol/text';
import { calmFindings } from './calmFindings';

/** What an analysis found in one text of a document. */
export interface FoundInDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** Where the text has syntax errors. */
  readonly faults: readonly Position[];
}

/** Says what is wrong in a document: all of it, each time. */
export type ShowFindings = (uri: string, version: number | null, findings: readonly Finding[]) => void;

interface Shown {
  readonly version: number;
  readonly text: string;
  /** As they were found, whatever the settings make of them. */
  readonly findings: readonly Finding[];
}

/** Keeps the findings of the open documents, and shows those that the person wants to hear of. */
export class FindingBoard {
  private readonly shown = new Map<string, Shown>();
  /** What was said last, by document: nothing is said twice. */
  private readonly said = new Map<string, string>();

  constructor(
    private readonly show: ShowFindings,
    /** Null where a person wants to hear of none. */
    private readonly settings: () => FindingSettings | null,
  ) {}

  update({ uri, version, text, findings, faults }: FoundInDocument): void {
    const calm = calmFindings({ text, findings }, this.shown.get(uri) ?? null, faults);
    this.shown.set(uri, { version, text, findings: calm });
    this.say(uri);
  }

  /** Shows all anew, since the settings have changed. */
  refresh(): void {
    for (const uri of this.shown.keys()) {
      this.say(uri);
    }
  }

  close(uri: string): void {
    this.shown.delete(uri);
    if (this.said.delete(uri)) {
      this.show(uri, null, []);
    }
  }

  /** What is shown of a document that touches a range. */
  at(uri: string, range: Range): readonly Finding[] {
    return this.wanted(uri).filter(
      (one) =>
        comparePositions(one.range.start, range.end) <= 0 &&
        comparePositions(range.start, one.range.end) <= 0,
    );
  }

  private wanted(uri: string): readonly Finding[] {
    const settings = this.settings();
    const shown = this.shown.get(uri);
    return settings === null || shown === undefined ? [] : withSettings(shown.findings, settings);
  }

  private say(uri: string): void {
    const findings = this.wanted(uri);
    const text = JSON.stringify(findings);
    const before = this.said.get(uri);
    if (text === before || (before === undefined && findings.length === 0)) {
      return;
    }
    this.said.set(uri, text);
    this.show(uri, this.shown.get(uri)?.version ?? null, findings);
  }
}
