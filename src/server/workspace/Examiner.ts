import { Analyzer } from '../../analysis/analyze';
import type { EvaluationLimits } from '../../evaluation/evaluate';
import type { EvaluatedDefinition } from '../../protocol/snapshot';
import type { Schedules } from '../schedules';
import { ServerFiles } from '../serverFiles';

/** What was found in a file that is not open. */
export interface Examined {
  readonly definitions: readonly EvaluatedDefinition[];
  readonly notice: string | null;
  readonly dependencies: readonly string[];
}

/** What examining needs of its surroundings. */
export interface ExaminerSurroundings {
  /** The text of an open document; null for a file that is not open. */
  readonly openText: (uri: string) => string | null;
  readonly readFile: (uri: string) => Promise<string | null>;
  readonly schedules: Pick<Schedules, 'evaluateOnce' | 'optionsFor'>;
  /** Resolves once nobody types. */
  readonly quiet: () => Promise<void>;
}

/** So many files are examined before what is kept for speed is let go of: parses of what they import, and names. */
const FILES_OF_ONE_ANALYZER = 50;

/** Finds and evaluates the schedules of files that are not open, and keeps nothing of them. */
export class Examiner {
  private analyzer: Analyzer | null = null;
  private examined = 0;

  constructor(private readonly surroundings: ExaminerSurroundings) {}

  /**
   * @param limits of each evaluation; null for those of documents.
   * @throws what the analysis throws.
   */
  async examine(uri: string, text: string, limits: Partial<EvaluationLimits> | null): Promise<Examined> {
    const { schedules, quiet } = this.surroundings;
    const analyzer = this.analyzerNow();
    try {
      const analysis = await analyzer.analyze(uri, text, schedules.optionsFor(uri, null));
      const definitions: EvaluatedDefinition[] = [];
      for (const definition of analysis.definitions) {
        await quiet();
        definitions.push(await schedules.evaluateOnce(uri, definition, limits ?? {}));
      }
      return { definitions, notice: analysis.notice, dependencies: analysis.dependencies };
    } finally {
      analyzer.forget(uri);
    }
  }

  /** Lets go of all that was kept, once no file is to be examined for a while. */
  rest(): void {
    this.analyzer = null;
    this.examined = 0;
  }

  private analyzerNow(): Analyzer {
    this.examined += 1;
    if (this.analyzer === null || this.examined > FILES_OF_ONE_ANALYZER) {
      this.examined = 1;
      const { openText, readFile } = this.surroundings;
      this.analyzer = new Analyzer(new ServerFiles(openText, readFile));
    }
    return this.analyzer;
  }
}
