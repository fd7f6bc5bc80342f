import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/protocol/curve';
import type { Definition } from '../../../src/protocol/definition';
import { type CardContext, hoverCard } from '../../../src/server/hoverCard';
import { curveThrough, definitionOf, DOCUMENT, evaluatedOf, evaluationOf, problemAt } from './evaluated';

const CURVE = {
  ...curveThrough({ at: 0, rate: 0.1 }, { at: 1000, rate: 0.0096 }),
  notable: [
    { at: 0, rate: 0.1, label: 'start' },
    { at: 1000, rate: 0.0096, label: 'decaySteps' },
  ],
  sentence: 'cosine from 0.1 to 0.0096 at 1,000',
};

const CONTEXT: CardContext = {
  uri: DOCUMENT,
  theme: 'dark',
  rate: { at: 1000, rate: 0.0096 },
  ownClient: true,
};

function card(
  changes: Partial<Definition> = {},
  evaluation: Evaluation | null = evaluationOf(CURVE),
  context: Partial<CardContext> = {},
): readonly string[] {
  return hoverCard(evaluatedOf(definitionOf(changes), evaluation), { ...CONTEXT, ...context }).split('\n\n');
}

describe('hoverCard', () => {
  it('goes from the rate over the curve, the table and the sentence to the links', () => {
    const [headline, image, table, sentence, links, ...more] = card();
    expect(headline).toBe('**0.0096** at step 1,000');
    expect(image).toMatch(
      /^!\[learning rate from 0.1.*to 0.0096.*\]\(data:image\/svg\+xml;base64,.*\|width=/,
    );
    expect(table?.split('\n')).toEqual([
      '| step | 0 | 1,000 |',
      '| :-- | --: | --: |',
      '| rate | 0.1 | 0.0096 |',
      '|  | start | decaySteps |',
    ]);
    expect(sentence).toBe('Cosine from 0.1 to 0.0096 at 1,000.');
    expect(links).toMatch(/^\[Preview\]\(command:lrLens.previewSchedule\?.*\) · \[Set Step…\]\(command:/);
    expect(more).toEqual([]);
  });
  it('gives commands their definition, in a form that no name can break out of', () => {
    const id = 'schedule-instance:a)b"c<d>';
    const link = /command:lrLens\.previewSchedule\?([^)]*)\)/.exec(card({ id }).at(-1) ?? '')?.[1] ?? '';
    expect(JSON.parse(decodeURIComponent(link))).toEqual([{ uri: DOCUMENT, definitionId: id }]);
  });
  it('tells every digit of a rate that was rounded', () => {
    const [headline] = card({}, evaluationOf(CURVE), { rate: { at: 3, rate: 0.123456789 } });
    expect(headline).toBe('**0.1235** at step 3 (0.123456789)');
  });
  it('speaks of epochs where the schedule does', () => {
    const [headline, , table] = card({ index: 'epoch' });
    expect(headline).toBe('**0.0096** at epoch 1,000');
    expect(table).toMatch(/^\| epoch \|/);
  });
  it('says what is wrong, with as much of the curve as there is', () => {
    const parts = card({}, evaluationOf(CURVE, problemAt(2)), { rate: null });
    expect(parts[0]).toBe('$(warning) Schedule throws Error: no.');
    expect(parts[1]).toMatch(/^!\[/);
    const [only, ...links] = card({ slice: null, problem: problemAt(2, 'needs halfLife') }, null, {
      rate: null,
    });
    expect(only).toBe('$(warning) Needs halfLife.');
    expect(links).toHaveLength(1);
  });
  it('says when the result is not of the text as it is', () => {
    const stale = evaluatedOf(definitionOf(), evaluationOf(CURVE), true);
    expect(hoverCard(stale, CONTEXT)).toContain('last complete form');
  });
  it('leaves out of other editors what is VS Code’s', () => {
    const parts = card({}, evaluationOf(CURVE, problemAt(2)), { ownClient: false }).join('\n\n');
    expect(parts).not.toMatch(/command:|\$\(|\|width=/);
    expect(parts).toContain('⚠ Schedule throws');
  });
  it.each(['[x](command:y)', '<b>x</b>', '**x**', '`x`', '| x |', '$(x)', '# x', '![x](y)'])(
    'shows %s as the text it is',
    (text) => {
      const [warning] = card({}, evaluationOf(null, problemAt(2, `schedule throws ${text}`)), {
        rate: null,
        ownClient: false,
      });
      expect(warning).not.toMatch(/(?<!\\)[[\]()*`|$#!<>]/);
      const shown = (warning ?? '').replace(/\\(.)/g, '$1').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
      expect(shown).toBe(`⚠ Schedule throws ${text}.`);
    },
  );
});
