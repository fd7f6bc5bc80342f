import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import { followed, placeAfter, type TextChange } from '../../../../src/extension/commands/followedPlace';
import type { Range } from '../../../../src/protocol/text';
import type { DocumentSnapshot } from '../../../../src/protocol/snapshot';
import { analyze, uriOf } from '../../analysis/support/analysis';

const TEXT = `import x from 'y';

function lrAt(step, peakLr) {
  return peakLr;
}
`;

/** Makes changes one after the other, and says what stands where the followed name is said to be. */
function after(...edits: readonly (readonly [found: string, replacement: string])[]): string | null {
  let document = TextDocument.create('file:///a.ts', 'typescript', 1, TEXT);
  const start = TEXT.indexOf('lrAt');
  let place: Range | null = { start: document.positionAt(start), end: document.positionAt(start + 4) };
  for (const [found, text] of edits) {
    const at = document.getText().indexOf(found);
    const range = { start: document.positionAt(at), end: document.positionAt(at + found.length) };
    const change: TextChange = { range, text };
    place = place === null ? null : placeAfter(place, [change]);
    document = TextDocument.update(document, [change], document.version + 1);
  }
  return place === null ? null : document.getText(place);
}

describe('the place of a name', () => {
  it('moves with what is put in and taken out before it', () => {
    expect(after(['import x', '// one\n// two\nimport x'])).toBe('lrAt');
    expect(after(["import x from 'y';\n\n", ''])).toBe('lrAt');
    expect(after(['function ', 'export async function '])).toBe('lrAt');
    expect(after(['\nfunction', '\n\n\n  function'], ['function ', 'f'])).toBe('lrAt');
  });
  it('is left alone by what comes after it', () => {
    expect(after(['(step', '(step: number\n'], ['return', 'give'])).toBe('lrAt');
  });
  it('grows and shrinks with the name', () => {
    expect(after(['lrAt', 'lrOf'])).toBe('lrOf');
    expect(after(['rA', 'earningRateA'])).toBe('learningRateAt');
    expect(after(['lrAt', 'lr'], ['lr', 'lrNow'])).toBe('lrNow');
  });
  it('is what is left of the name when a change goes over its edge', () => {
    expect(after(['function lr', 'function new'])).toBe('At');
    expect(after(['At(', '('])).toBe('lr');
  });
  it('is gone when more than the name is taken away or written anew', () => {
    expect(after(['function lrAt(', ''])).toBeNull();
    expect(after([TEXT, TEXT])).toBeNull();
    expect(after(['lrAt(', 'lrAt('])).toBeNull();
  });
});

async function snapshotOf(text: string): Promise<DocumentSnapshot> {
  const { definitions } = await analyze({ 'main.ts': text });
  const evaluated = definitions.map((definition) => ({
    definition,
    key: null,
    evaluation: null,
    stale: false,
  }));
  return { uri: uriOf('main.ts'), version: 1, definitions: evaluated, calls: [], notice: null };
}

describe('a definition that is asked about', () => {
  const one = (body: string): string =>
    `{\n  const lrAt = (step, peakLr) => peakLr * ${body} ** step;\n  run(lrAt);\n}\n`;

  it('is the second of its name even when the first is deleted meanwhile', async () => {
    const among = await snapshotOf(one('0.1') + one('0.2'));
    const second = among.definitions[1]?.definition;
    if (second === undefined) throw new Error('there is no second');
    const newest = await snapshotOf(one('0.2'));
    const place = { start: { line: 1, character: 8 }, end: { line: 1, character: 12 } };
    const found = followed({ definition: second, among }, place, newest);
    expect(found).toMatchObject({ range: { start: { line: 1 } } });
    expect(found?.id).not.toBe(second.id);
    // The first was asked about, and is not mistaken for the one that has its id now.
    const [first] = among.definitions;
    if (first === undefined) throw new Error('there is no first');
    expect(followed({ definition: first.definition, among }, null, newest)).toBeNull();
  });
  it('is found by its id where its place is lost and nothing else is called so', async () => {
    const among = await snapshotOf(one('0.1'));
    const [only] = among.definitions;
    if (only === undefined) throw new Error('there is none');
    const from = { definition: only.definition, among };
    expect(followed(from, null, await snapshotOf(`\n\n${one('0.1')}`))).toMatchObject({
      range: { start: { line: 3 } },
    });
    expect(followed(from, null, await snapshotOf(''))).toBeNull();
  });
});
