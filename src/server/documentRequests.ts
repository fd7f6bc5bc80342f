import type { Analyzer } from '../analysis/analyze';
import type {
  ClientState,
  RatesAtParams,
  RatesAtResult,
  TrainingContextParams,
  TrainingContextResult,
  ValuesCommentEditParams,
  ValuesCommentEditResult,
  WantedValuesParams,
  WantedValuesResult,
  WriteScheduleEditParams,
  WriteScheduleEditResult,
} from '../protocol/server';
import type { Schedules, VersionedText } from './schedules';

/** What the answers are made from. */
export interface RequestSurroundings {
  /** The newest text of an open document; null when it is not open. */
  readonly textOf: (uri: string) => VersionedText | null;
  readonly clientState: () => ClientState;
  readonly log: (message: string) => void;
}

const STALE = { kind: 'refused', reason: 'The file has changed meanwhile; nothing was written.' } as const;

/** Answers the requests of our own client about one document, beside those for its snapshot. */
export class DocumentRequests {
  constructor(
    private readonly analyzer: Analyzer,
    private readonly schedules: Schedules,
    private readonly surroundings: RequestSurroundings,
  ) {}

  async trainingContext({ uri }: TrainingContextParams): Promise<TrainingContextResult> {
    const document = this.surroundings.textOf(uri);
    if (document === null) {
      return null;
    }
    try {
      return await this.analyzer.trainingContext(uri, document.text, document);
    } catch (error) {
      this.surroundings.log(`${uri} could not be read for models and data: ${describeError(error)}`);
      return null;
    }
  }

  async ratesAt({ uri, definitionId, at }: RatesAtParams): Promise<RatesAtResult> {
    const snapshot = await this.schedules.snapshot(uri);
    const evaluated = snapshot?.definitions.find(({ definition }) => definition.id === definitionId);
    return evaluated === undefined ? [] : this.schedules.ratesAt(evaluated, at);
  }

  async writeScheduleEdit(params: WriteScheduleEditParams): Promise<WriteScheduleEditResult> {
    const { uri, version, definitionId, schedule, parameters } = params;
    const document = this.surroundings.textOf(uri);
    if (document?.version !== version) {
      return STALE;
    }
    const { language, text } = document;
    return this.analyzer.writeSchedule(uri, text, { language, definitionId }, { schedule, parameters });
  }

  async wantedValues({ uri, definitionId }: WantedValuesParams): Promise<WantedValuesResult> {
    const snapshot = await this.schedules.snapshot(uri);
    const found = snapshot?.definitions.find(({ definition }) => definition.id === definitionId);
    const document = this.surroundings.textOf(uri);
    if (found === undefined || document === null) {
      return null;
    }
    const entered = Object.keys(this.surroundings.clientState().entered[uri]?.[definitionId] ?? {});
    const names = [...new Set([...entered, ...found.definition.missing])];
    const { language, text } = document;
    return this.analyzer.wantedValues(uri, text, { language, definitionId }, names);
  }

  async valuesCommentEdit(params: ValuesCommentEditParams): Promise<ValuesCommentEditResult> {
    const { uri, version, definitionId, values } = params;
    const document = this.surroundings.textOf(uri);
    if (document?.version !== version) {
      return STALE;
    }
    const { language, text } = document;
    return this.analyzer.writeValuesComment(uri, text, { language, definitionId }, values);
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
