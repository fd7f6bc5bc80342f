import { describe, expect, it } from 'vitest';
import { analyze, only, ratesOf } from './support/analysis';

function looped(body: string, head = ''): string {
  return `${head}export function train(net: Net) {
  let lr = 0.8;
  for (let epoch = 0; epoch < 12; epoch++) { net.run(lr); ${body} }
}`;
}

describe('what ends a run before a rate is changed', () => {
  const bodies: Readonly<Record<string, readonly [body: string, rates: readonly number[]]>> = {
    'by the epoch': ['if (epoch < 2) continue; lr *= 0.5;', [0.8, 0.8, 0.8, 0.4]],
    'by the rate': ['if (lr < 0.3) continue; lr *= 0.5;', [0.8, 0.4, 0.2, 0.2]],
    'for good': ['if (epoch === 1) { report(); break; } lr *= 0.5;', [0.8, 0.4, 0.4, 0.2]],
    'by what is reckoned from the epoch': [
      'const left = 2 - epoch; const early = left > 0; if (early) continue; lr *= 0.5;',
      [0.8, 0.8, 0.8, 0.4],
    ],
    'in a branch': ['if (epoch > 0) { if (epoch > 1) continue; lr *= 0.5; }', [0.8, 0.8, 0.4, 0.4]],
    'in the other branch': ['if (epoch % 2 === 0) { lr *= 0.5; } else { continue; }', [0.8, 0.4, 0.4, 0.2]],
    'by more than one thing, of which one is unknown': [
      'if (!net.ready || epoch < 2) continue; lr *= 0.5;',
      [0.8, 0.8, 0.8, 0.4],
    ],
    'never, as long as there is data': ['if (!net.next()) break; lr *= 0.5;', [0.8, 0.4, 0.2, 0.1]],
    'never, where it only says that something is wrong': [
      "if (epoch > 1) throw new Error('no more'); lr *= 0.5;",
      [0.8, 0.4, 0.2, 0.1],
    ],
  };
  it.each(Object.entries(bodies))('%s', async (_, [body, rates]) => {
    expect(ratesOf(await only({ 'main.ts': looped(body) }), 0, 1, 2, 3)).toEqual(rates);
  });

  it('is a part of one kind of schedule alone', async () => {
    const definition = await only({
      'main.ts': `export class Trainer {
  lr = 0.8;
  constructor(private kind = 'stairs') {}
  update(epoch: number) {
    switch (this.kind) {
      case 'stairs': if (epoch % 2 !== 1) break; this.lr *= 0.5; break;
      case 'power': this.lr = 0.8 * 0.5 ** epoch; break;
    }
  }
}`,
    });
    expect(ratesOf(definition, 0, 1, 2, 3)).toEqual([0.8, 0.4, 0.4, 0.2]);
  });

  it('says where a decay begins, not where it ends', async () => {
    const code =
      'class Trainer { lr = 0.8; update(epoch: number) { if (epoch < 6) return; this.lr *= 0.5; } }';
    expect((await only({ 'main.ts': code })).timeline.horizon).toMatchObject({ value: 30 });
  });

  it('is asked for where a switch decides, and a metric that does has no curve', async () => {
    const code = `class Trainer { lr = 0.8; constructor(private useDecay: boolean) {}
  updateEpoch(epoch: number) { if (!this.useDecay) return; this.lr *= 0.5; } }`;
    expect((await only({ 'main.ts': code })).missing).toEqual(['useDecay']);
    for (const [useDecay, rates] of Object.entries({ true: [0.8, 0.4, 0.2], false: [0.8, 0.8, 0.8] })) {
      const { definitions } = await analyze({ 'main.ts': code }, 'main.ts', { useDecay });
      expect(definitions.map((one) => ratesOf(one, 0, 1, 2))).toEqual([rates]);
    }
    const metric = await only({ 'main.ts': looped('if (net.loss < 1) continue; lr *= 0.5;') });
    expect([metric.kind, metric.slice]).toEqual(['metric-driven', null]);
  });
});
