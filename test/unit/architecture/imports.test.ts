import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { barrelFiles, compiledFiles, defaultExports, longFiles, MOST_LINES } from './fileRules';
import { importViolations } from './importRules';
import { readTree, type SourceTree } from './sourceTree';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A tree in which all imports are in order, to break one rule at a time in. */
const IN_ORDER: Readonly<Record<string, string>> = {
  'src/protocol/text.ts': `export interface Range {}`,
  'src/protocol/guard.ts': `import type { Range } from './text'; export const guard = null as Range | null;`,
  'src/schedules/CosineDecay.ts': `export class CosineDecay {}`,
  'src/schedules/tfjs/learningRate.ts': `import { type Optimizer } from '@tensorflow/tfjs'; export const rate = 0;`,
  'src/schedules/index.ts': `export { CosineDecay } from './CosineDecay'; export { rate } from './tfjs/learningRate';`,
  'src/analysis/analyze.ts': `import ts from 'typescript'; import { guard } from '../protocol/guard'; export const a = [ts, guard];`,
  'src/evaluation/runtime/run.ts': `import { CosineDecay } from '../../schedules/CosineDecay'; export const run = CosineDecay;`,
  'src/evaluation/sandbox/sandbox.ts': `import { getQuickJS } from 'quickjs-emscripten'; import { run } from '../runtime/run'; export const s = [getQuickJS, run];`,
  'src/training/problems/digits.ts': `import { run } from '../../evaluation/runtime/run'; export const digits = run;`,
  'src/training/run/train.ts': `import { tidy } from '@tensorflow/tfjs'; import { digits } from '../problems/digits'; import { rate } from '../../schedules/tfjs/learningRate'; export const train = [tidy, digits, rate];`,
  'src/webview/problems.ts': `import { digits } from '../training/problems/digits'; void digits;`,
  'src/webview/workers/trainingWorker.ts': `import { train } from '../../training/run/train'; void train;`,
  'src/server/serve.ts': `import 'vscode-languageserver'; import { a } from '../analysis/analyze'; import { s } from '../evaluation/sandbox/sandbox'; export const serve = [a, s];`,
  'src/server/node.ts': `import 'vscode-languageserver/node'; import { argv } from 'node:process'; import { serve } from './serve'; export const start = [argv, serve];`,
  'src/cli/main.ts': `import 'node:fs'; import { start } from '../server/node'; start.at(0);`,
  'src/extension/main.ts': `import 'vscode'; import 'node:path'; import { guard } from '../protocol/guard'; void guard;`,
  'src/extension/connect.ts': `void import('vscode-languageclient/node');`,
  'src/webview/page.ts': `import 'chart.js'; import { run } from '../evaluation/runtime/run'; void run;`,
  'src/webview/workers/tensorflow.ts': `import '@tensorflow/tfjs-core'; import { rate } from '../../schedules/tfjs/learningRate'; void rate;`,
};

function tree(changes: Readonly<Record<string, string>> = {}): SourceTree {
  return new Map(Object.entries({ ...IN_ORDER, ...changes }));
}

describe('the sources', () => {
  const sources = readTree(ROOT, 'src', ['.ts', '.tsx', '.js']);

  it('are read', () => {
    expect([...sources.keys()]).toEqual(
      expect.arrayContaining(['src/protocol/guard.ts', 'src/webview/workers/messages.ts', 'src/cli/main.ts']),
    );
  });
  it('import along the layers only', () => {
    expect(importViolations(sources)).toEqual([]);
  });
  it('hold no barrel files', () => {
    expect(barrelFiles(sources)).toEqual([]);
  });
  it('have no default exports', () => {
    expect(defaultExports(sources)).toEqual([]);
  });
  it(`are no longer than ${MOST_LINES} lines`, () => {
    expect(longFiles(sources)).toEqual([]);
  });
  it('stand alone, without what was compiled from them', () => {
    expect(compiledFiles(sources)).toEqual([]);
  });
});

describe('importViolations', () => {
  it('finds nothing in a tree that is in order', () => {
    expect(importViolations(tree())).toEqual([]);
  });

  it.each([
    ['protocol of another layer', 'src/protocol/a.ts', '../schedules/CosineDecay'],
    ['protocol of a package', 'src/protocol/a.ts', 'typescript'],
    ['pure schedules of protocol', 'src/schedules/a.ts', '../protocol/guard'],
    ['pure schedules of the adapters', 'src/schedules/a.ts', './tfjs/learningRate'],
    ['pure schedules of their own entry', 'src/schedules/a.ts', './index'],
    ['pure schedules of tf.js', 'src/schedules/a.ts', '@tensorflow/tfjs'],
    ['the adapters of protocol', 'src/schedules/tfjs/a.ts', '../../protocol/guard'],
    ['analysis of evaluation', 'src/analysis/a.ts', '../evaluation/runtime/run'],
    ['analysis of the library’s entry', 'src/analysis/a.ts', '../schedules/index'],
    ['evaluation of analysis', 'src/evaluation/a.ts', '../analysis/analyze'],
    ['evaluation of the library’s entry', 'src/evaluation/a.ts', '../schedules/index'],
    ['the driver of the sandbox', 'src/evaluation/runtime/a.ts', '../sandbox/sandbox'],
    ['QuickJS beside the sandbox', 'src/evaluation/runtime/a.ts', 'quickjs-emscripten'],
    ['server of the library’s adapters', 'src/server/a.ts', '../schedules/tfjs/learningRate'],
    ['server of cli', 'src/server/a.ts', '../cli/main'],
    ['server of extension', 'src/server/a.ts', '../extension/connect'],
    ['cli of webview', 'src/cli/a.ts', '../webview/page'],
    ['cli of the protocol’s package', 'src/cli/a.ts', 'vscode-languageserver/node'],
    ['extension of server', 'src/extension/a.ts', '../server/serve'],
    ['extension of analysis', 'src/extension/a.ts', '../analysis/analyze'],
    ['extension of schedules', 'src/extension/a.ts', '../schedules/CosineDecay'],
    ['webview of analysis', 'src/webview/a.ts', '../analysis/analyze'],
    ['webview of the sandbox', 'src/webview/a.ts', '../evaluation/sandbox/sandbox'],
    ['webview of extension', 'src/webview/a.ts', '../extension/connect'],
    ['what training is of of training', 'src/training/problems/a.ts', '../run/train'],
    ['what training is of of tf.js', 'src/training/results/a.ts', '@tensorflow/tfjs'],
    ['training of the sandbox', 'src/training/run/a.ts', '../../evaluation/sandbox/sandbox'],
    ['the page of the training that needs tf.js', 'src/webview/a.ts', '../training/run/train'],
    ['tf.js in the page', 'src/webview/a.ts', '@tensorflow/tfjs'],
    ['typescript outside analysis', 'src/server/a.ts', 'typescript'],
    ['a server’s package outside server', 'src/extension/a.ts', 'vscode-languageserver'],
    ['vscode outside extension', 'src/server/a.ts', 'vscode'],
    ['the client’s package outside extension', 'src/server/a.ts', 'vscode-languageclient/node'],
    ['chart.js outside webview', 'src/extension/a.ts', 'chart.js'],
    ['tf.js in evaluation', 'src/evaluation/runtime/a.ts', '@tensorflow/tfjs-core'],
    ['tf.js in extension', 'src/extension/a.ts', '@tensorflow/tfjs'],
    ['Node outside its entries', 'src/server/a.ts', 'node:fs'],
    ['Node by a bare name', 'src/analysis/a.ts', 'fs/promises'],
    ['a package that no layer has', 'src/cli/a.ts', 'lodash'],
    ['a file that is not there', 'src/server/a.ts', './nowhere'],
    ['a file by its extension', 'src/server/a.ts', './serve.ts'],
  ])('forbids %s', (_, file, specifier) => {
    expect(importViolations(tree({ [file]: `import { x } from '${specifier}'; void x;` }))).toEqual([
      expect.stringContaining(`${file}:1 imports '${specifier}': `) as string,
    ]);
  });

  it.each([
    ['import type', `import type { X } from 'vscode';`],
    ['an inline type', `let x: import('vscode').Uri;`],
    ['a dynamic import', `const x = await import('vscode');`],
    ['a bare import', `import 'vscode';`],
    ['export from', `export { Uri } from 'vscode';`],
    ['export all', `export * from 'vscode';`],
    ['import equals', `import vscode = require('vscode');`],
    ['require', `const x = require('vscode');`],
    ['a type reference', `/// <reference types="vscode" />`],
  ])('sees %s', (_, statement) => {
    expect(importViolations(tree({ 'src/server/a.ts': statement }))).toHaveLength(1);
  });

  it('names the line', () => {
    expect(
      importViolations(tree({ 'src/extension/a.ts': `// One.\n\nimport '../server/serve';\n` })),
    ).toEqual([`src/extension/a.ts:3 imports '../server/serve': extension imports protocol alone`]);
  });
});

describe('the rules on files', () => {
  it('find nothing in a tree that is in order', () => {
    const inOrder = tree();
    expect([barrelFiles, defaultExports, longFiles, compiledFiles].flatMap((rule) => rule(inOrder))).toEqual(
      [],
    );
  });
  it.each([
    ['export … from', `export { guard } from './guard';`],
    ['export all', `export * from './guard';\nexport type { Range } from './text';`],
    ['an import that is exported', `import { guard } from './guard';\nexport { guard };`],
  ])('find a barrel by %s', (_, text) => {
    expect(barrelFiles(tree({ 'src/protocol/index.ts': text }))).toEqual([
      'src/protocol/index.ts holds nothing of its own: import what it exports from where it is',
    ]);
  });
  it.each([
    ['a class', `export default class X {}`],
    ['a function', `export default function f() {}`],
    ['an expression', `export default { a: 1 };`],
    ['a renamed export', `const x = 1;\nexport { x as default };`],
    ['export equals', `const x = 1;\nexport = x;`],
  ])('find the default export of %s', (_, text) => {
    expect(defaultExports(tree({ 'src/protocol/a.ts': text }))).toHaveLength(1);
  });
  it('find a file that is one line too long', () => {
    const lines = (count: number): SourceTree => new Map([['src/a.ts', 'x;\n'.repeat(count)]]);
    expect(longFiles(lines(MOST_LINES))).toEqual([]);
    expect(longFiles(lines(MOST_LINES + 1))).toEqual([`src/a.ts has ${MOST_LINES + 1} lines, 1 too many`]);
  });
  it.each(['src/protocol/guard.js', 'src/protocol/guard.d.ts'])('find %s beside its source', (file) => {
    expect(compiledFiles(tree({ [file]: '' }))).toHaveLength(1);
  });
});
