import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Analyzer } from '../analysis/analyze';
import { isSourceFileName } from '../analysis/text/parse';
import { evaluate, EVALUATION_LIMITS, type EvaluationLimits, ratesAt } from '../evaluation/evaluate';
import { createSandbox, type Sandbox } from '../evaluation/sandbox/sandbox';
import type { Evaluation, RatePoint } from '../protocol/curve';
import type { Definition, TimelineValue } from '../protocol/definition';
import type { Problem, ProblemCode } from '../protocol/problem';
import type { Range } from '../protocol/text';
import type { InspectArguments } from './arguments';
import { NodeFiles, readSource } from './nodeFiles';
import type { DefinitionReport, FileReport, FindingReport, ReportedRange } from './report';

/** A command may take longer than a hover. */
const LIMITS: EvaluationLimits = { ...EVALUATION_LIMITS, timeMs: 2_000 };
const DEFAULT_HORIZON = 1_000;

/** A definition with all that is to be told of it. */
export interface InspectedDefinition {
  readonly report: DefinitionReport;
  readonly evaluation: Evaluation;
}

/** A file with its definitions. */
export interface InspectedFile {
  readonly path: string;
  readonly notice: string | null;
  readonly definitions: readonly InspectedDefinition[];
}

/** A file that could not be read; the message names it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

/** Looks for schedules in files and computes their rates, in the sandbox that the editor uses. */
export class Inspector {
  private readonly analyzer = new Analyzer(new NodeFiles());
  private sandbox: Promise<Sandbox> | null = null;

  constructor(private readonly options: InspectArguments) {}

  /** @throws UnreadableFile */
  async inspect(file: string): Promise<InspectedFile> {
    const uri = pathToFileURL(path.resolve(file)).href;
    const { definitions, notice } = await this.analyzer.analyze(uri, await readText(file), {
      defaultHorizon: DEFAULT_HORIZON,
      language: null,
      given: this.options.given,
    });
    const inspected: InspectedDefinition[] = [];
    for (const definition of definitions) {
      inspected.push(await this.definition(definition, uri));
    }
    return { path: file, notice, definitions: inspected };
  }

  private async definition(definition: Definition, uri: string): Promise<InspectedDefinition> {
    this.sandbox ??= createSandbox();
    const sandbox = await this.sandbox;
    const evaluation = evaluate(sandbox, definition, LIMITS);
    const at = this.options.at;
    const values = at === null ? (evaluation.curve?.notable ?? []) : ratesAt(sandbox, definition, at, LIMITS);
    return { report: reportOn(definition, evaluation, values, uri), evaluation };
  }
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder; name the files in it',
  EACCES: 'it may not be read by this user',
};

async function readText(file: string): Promise<string> {
  try {
    const text = await readSource(file);
    if (isSourceFileName(file)) {
      return text;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UnreadableFile(`cannot read ${file}: ${REASONS[code ?? ''] ?? message}`);
  }
  throw new UnreadableFile(`${file} is not a TypeScript or JavaScript file`);
}

/** What is wrong enough to fail a check, as far as problems of evaluation go. */
const SEVERITIES: Readonly<Partial<Record<ProblemCode, FindingReport['severity']>>> = {
  threw: 'error',
  timeout: 'error',
  memory: 'error',
  'not-a-number': 'error',
  'non-finite': 'error',
  negative: 'error',
};

function reportOn(
  definition: Definition,
  evaluation: Evaluation,
  values: readonly RatePoint[],
  uri: string,
): DefinitionReport {
  const problem = evaluation.problem ?? definition.problem;
  const { horizon, stepsPerEpoch, initialRate } = definition.timeline;
  const timeline = Object.entries({ horizon, stepsPerEpoch, initialRate }).flatMap(([name, value]) =>
    value === null ? [] : [[name, timelineEntry(value)] as const],
  );
  return {
    name: definition.name,
    kind: definition.kind,
    schedule: definition.schedule,
    index: definition.index,
    range: reported(definition.range),
    parameters: definition.parameters.map(({ name, value, editable, uri: holder, range }) => ({
      name,
      value,
      editable,
      path: pathOf(holder),
      range: reported(range),
    })),
    timeline: Object.fromEntries(timeline),
    evaluable: evaluation.curve !== null,
    reason: evaluation.curve === null ? (problem?.message ?? 'gives no rates') : null,
    sentence: evaluation.curve?.sentence ?? null,
    values: values.map(({ at, rate }) => ({ at, rate: Number.isFinite(rate) ? rate : String(rate) })),
    findings: problem === null ? [] : findingsOf(problem, definition, uri),
  };
}

function timelineEntry({ value, from }: TimelineValue): {
  readonly value: number;
  readonly from: TimelineValue['from'];
} {
  return { value, from };
}

function findingsOf(problem: Problem, definition: Definition, uri: string): readonly FindingReport[] {
  const severity = SEVERITIES[problem.code];
  if (severity === undefined) {
    return [];
  }
  const { uri: holder, range } = problem.location ?? { uri, range: definition.range };
  return [
    {
      code: problem.code,
      severity,
      message: `${definition.name} ${problem.message}`,
      path: pathOf(holder),
      range: reported(range),
    },
  ];
}

function pathOf(uri: string): string {
  return uri.startsWith('file:') ? path.relative(process.cwd(), fileURLToPath(uri)) : uri;
}

function reported(range: Range): ReportedRange {
  return {
    start: { line: range.start.line + 1, column: range.start.character + 1 },
    end: { line: range.end.line + 1, column: range.end.character + 1 },
  };
}

/** The document that `--json` prints of a file. */
export function fileReport({ path: file, notice, definitions }: InspectedFile): FileReport {
  return { path: file, definitions: definitions.map(({ report }) => report), notice };
}
