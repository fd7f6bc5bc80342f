import { TextDocument } from 'vscode-languageserver-textdocument';
import type { WriteScheduleEditResult } from '../../../../src/protocol/server';
import { analyze, analyzerOf, uriOf, type Workspace } from '../support/analysis';

/** What is written unless a test says otherwise: short enough for one line. */
export const TRIANGULAR = {
  schedule: 'TriangularCyclicalLearningRate',
  parameters: { initialLearningRate: 0.001, maximalLearningRate: 0.1, stepSize: 250 },
};
export const EXPONENTIAL = {
  schedule: 'ExponentialDecay',
  parameters: { initialLearningRate: 0.1, decaySteps: 9_500, decayRate: 0.5 },
};

export interface Writing {
  readonly path?: string;
  /** The name of the definition that the schedule is put behind; without one it goes after the imports. */
  readonly behind?: string;
  readonly request?: { readonly schedule: string; readonly parameters: Readonly<Record<string, number>> };
  readonly otherFiles?: Workspace;
}

/** What the analysis answers, be it edits or a refusal. */
export async function answerFor(text: string, writing: Writing = {}): Promise<WriteScheduleEditResult> {
  const { path = 'main.ts', behind, request = TRIANGULAR, otherFiles = {} } = writing;
  const files = { ...otherFiles, [path]: text };
  const { definitions } = await analyze(files, path);
  const definition = definitions.find(({ name }) => name === behind);
  if (behind !== undefined && definition === undefined) {
    throw new Error(`there is no definition ${behind}`);
  }
  return analyzerOf(files).writeSchedule(
    uriOf(path),
    text,
    { language: null, definitionId: definition?.id ?? null },
    request,
  );
}

/** The text with the edits made as an editor makes them, and the part of it that is said to be the new statement. */
export async function written(
  text: string,
  writing: Writing = {},
): Promise<{ readonly text: string; readonly name: string; readonly statement: string }> {
  const answer = await answerFor(text, writing);
  if (answer.kind === 'refused') {
    throw new Error(answer.reason);
  }
  const document = TextDocument.create('file:///main.ts', 'typescript', 1, text);
  const edits = answer.written.edits.map(({ range, text: newText }) => ({ range, newText }));
  const edited = TextDocument.applyEdits(document, edits);
  const after = TextDocument.create('file:///main.ts', 'typescript', 2, edited);
  return { text: edited, name: answer.written.name, statement: after.getText(answer.written.range) };
}
