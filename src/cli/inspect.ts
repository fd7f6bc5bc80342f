import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Analyzer } from '../analysis/analyze';
import { isSourceFileName } from '../analysis/text/parse';
import { evaluate, EVALUATION_LIMITS, type EvaluationLimits, ratesAt } from '../evaluation/evaluate';
import { curveFindings } from '../evaluation/findings/curveFindings';
import { createSandbox, type Sandbox } from '../evaluation/sandbox/sandbox';
import type { Evaluation, RatePoint } from '../protocol/curve';
import type { Definition, TimelineValue } from '../protocol/definition';
import type { Finding } from '../protocol/finding';
import { comparePositions, type Range, rangeContains } from '../protocol/text';
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
  /** What is wrong outside of the definitions. */
  readonly findings: readonly FindingReport[];
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
    const text = await readText(file);
    const { definitions, findings, notice } = await this.analyzer.analyze(uri, text, {
      defaultHorizon: DEFAULT_HORIZON,
      language: null,
      given: this.options.given,
    });
    const inspected: InspectedDefinition[] = [];
    const left = new Set(findings);
    for (const definition of definitions) {
      const own = [...left].filter(({ range }) => rangeContains(definition.range, range.start));
      own.forEach((finding) => left.delete(finding));
      inspected.push(await this.definition(definition, own, { uri, text }));
    }
    return {
      path: file,
      notice,
      definitions: inspected,
      findings: [...left].map((finding) => findingReport(finding, uri)),
    };
  }

  private async definition(
    definition: Definition,
    ofSource: readonly Finding[],
    document: { readonly uri: string; readonly text: string },
  ): Promise<InspectedDefinition> {
    this.sandbox ??= createSandbox();
    const sandbox = await this.sandbox;
    const evaluation = evaluate(sandbox, definition, LIMITS);
    const at = this.options.at;
    const values = at === null ? (evaluation.curve?.notable ?? []) : ratesAt(sandbox, definition, at, LIMITS);
    const findings = [...ofSource, ...curveFindings(document, definition, evaluation)].sort((a, b) =>
      comparePositions(a.range.start, b.range.start),
    );
    return { report: reportOn(definition, evaluation, values, findings, document.uri), evaluation };
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

function reportOn(
  definition: Definition,
  evaluation: Evaluation,
  values: readonly RatePoint[],
  findings: readonly Finding[],
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
    findings: findings.map((finding) => findingReport(finding, uri)),
  };
}

function timelineEntry({ value, from }: TimelineValue): {
  readonly value: number;
  readonly from: TimelineValue['from'];
} {
  return { value, from };
}

function findingReport({ code, severity, message, range }: Finding, uri: string): FindingReport {
  return { code, severity, message, path: pathOf(uri), range: reported(range) };
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
export function fileReport({ path: file, notice, definitions, findings }: InspectedFile): FileReport {
  return { path: file, definitions: definitions.map(({ report }) => report), findings, notice };
}
