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

describe('what decides whether a decay is called', () => {
  const classes: Readonly<Record<string, readonly [members: string, rates: readonly number[]]>> = {
    'in a loop': [
      'train() { for (let epoch = 0; epoch < 9; epoch++) { this.run(); if (epoch > 1) this.decay(); } } decay() { this.lr *= 0.5; this.log(this.lr); }',
      [0.8, 0.8, 0.8, 0.4],
    ],
    'in a loop, before it trains': [
      'train() { for (let epoch = 0; epoch < 9; epoch++) { if (epoch > 1) this.decay(); this.run(); } } decay() { this.lr *= 0.5; }',
      [0.8, 0.8, 0.4, 0.2],
    ],
    'with an argument': [
      'update(epoch: number) { if (epoch % 2 === 1) { this.lower(0.5); } } lower(factor: number) { this.lr = this.lr * factor; } other = this.lower;',
      [0.8, 0.4, 0.4, 0.2],
    ],
    'by an early end': [
      'train() { for (let epoch = 0; epoch < 9; epoch++) { this.run(); if (epoch < 2) continue; this.decay(); } } decay() { this.lr *= 0.5; }',
      [0.8, 0.8, 0.8, 0.4],
    ],
    'and by more than that': [
      'train() { for (let epoch = 0; epoch < 9; epoch++) { this.run(); if (this.ready && epoch > 1) this.decay(); } } decay() { if (this.lr < 0.5) return; this.lr *= 0.5; }',
      [0.8, 0.8, 0.8, 0.4],
    ],
    'by a count of its own': [
      'seen = 0; next() { this.seen++; if (this.seen % 2 === 0) this.decay(); } decay() { this.lr *= 0.5; }',
      [0.8, 0.8, 0.4, 0.4],
    ],
  };
  it.each(Object.entries(classes))('%s', async (_, [members, rates]) => {
    const definition = await only({ 'main.ts': `class Trainer { lr = 0.8; ${members} }` });
    expect(ratesOf(definition, 0, 1, 2, 3)).toEqual(rates);
  });

  it('says how often it is, and for how long', async () => {
    const { timeline, index } = await only({
      'main.ts': `class Trainer { lr = 0.8; decay() { this.lr *= 0.5; }
  train() { for (let epoch = 0; epoch < 9; epoch++) { this.run(); if (epoch > 1) this.decay(); } } }`,
    });
    expect([index, timeline.horizon]).toMatchObject(['epoch', { value: 9, from: 'source' }]);
  });

  it('may be a metric', async () => {
    const code = `class Trainer { lr = 0.8; decay() { this.lr *= 0.5; }
  endEpoch(epoch: number, loss: number) { if (loss > this.least) this.decay(); } }`;
    expect(await only({ 'main.ts': code })).toMatchObject({ kind: 'metric-driven', slice: null });
  });
});
