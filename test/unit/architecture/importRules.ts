import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { SourceTree } from './sourceTree';

/** Who may import a layer is said by the others: each names the folders and files it may reach beside its own. */
interface Layer {
  readonly name: string;
  /** A folder, or a file; the first layer that a file lies in is its layer. */
  readonly places: readonly string[];
  readonly reaches: readonly string[];
  readonly rule: string;
}

const PURE_SCHEDULES = 'the pure part of schedules';
const LIBRARY_ADAPTERS = ['src/schedules/tfjs/', 'src/schedules/index.ts'];

const LAYERS: readonly Layer[] = [
  { name: 'protocol', places: ['src/protocol/'], reaches: [], rule: 'protocol imports nothing' },
  {
    name: 'the library’s adapters',
    places: LIBRARY_ADAPTERS,
    reaches: [PURE_SCHEDULES],
    rule: 'the library imports nothing of the extension',
  },
  { name: PURE_SCHEDULES, places: ['src/schedules/'], reaches: [], rule: 'pure schedules import nothing' },
  {
    name: 'analysis',
    places: ['src/analysis/'],
    reaches: ['protocol', PURE_SCHEDULES],
    rule: 'analysis imports protocol and pure schedules',
  },
  {
    name: 'the driver of evaluation',
    places: ['src/evaluation/runtime/', 'src/evaluation/curve/'],
    reaches: ['protocol', PURE_SCHEDULES],
    rule: 'the driver of evaluation, which runs in the page too, imports protocol and pure schedules',
  },
  {
    name: 'evaluation',
    places: ['src/evaluation/'],
    reaches: ['protocol', PURE_SCHEDULES, 'the driver of evaluation'],
    rule: 'evaluation imports protocol and pure schedules',
  },
  {
    name: 'what training is of',
    places: ['src/training/problems/', 'src/training/optimizers/', 'src/training/results/'],
    reaches: ['protocol', PURE_SCHEDULES, 'the driver of evaluation'],
    rule: 'what the page shows of training imports protocol, pure schedules and the driver of evaluation, and no tf.js',
  },
  {
    name: 'training',
    places: ['src/training/'],
    reaches: [
      'protocol',
      PURE_SCHEDULES,
      'the library’s adapters',
      'the driver of evaluation',
      'what training is of',
    ],
    rule: 'training imports protocol, schedules and the driver of evaluation',
  },
  {
    name: 'server',
    places: ['src/server/'],
    reaches: ['protocol', PURE_SCHEDULES, 'analysis', 'evaluation', 'the driver of evaluation'],
    rule: 'server imports protocol, schedules, analysis and evaluation',
  },
  {
    name: 'cli',
    places: ['src/cli/'],
    reaches: ['protocol', PURE_SCHEDULES, 'analysis', 'evaluation', 'the driver of evaluation', 'server'],
    rule: 'cli imports protocol, schedules, analysis, evaluation, and server to serve',
  },
  {
    name: 'extension',
    places: ['src/extension/'],
    reaches: ['protocol'],
    rule: 'extension imports protocol alone',
  },
  {
    name: 'the training worker',
    places: ['src/webview/workers/trainingWorker.ts'],
    reaches: ['protocol', 'the driver of evaluation', 'training'],
    rule: 'the training worker imports protocol, the driver of evaluation and training',
  },
  {
    name: 'webview',
    places: ['src/webview/'],
    reaches: [
      'protocol',
      PURE_SCHEDULES,
      'the library’s adapters',
      'the driver of evaluation',
      'what training is of',
    ],
    rule: 'webview imports protocol, schedules, the driver of evaluation and what training is of',
  },
];

/** Which files may import a package; one that stands nowhere here belongs to no layer yet. */
interface PackageRule {
  readonly packages: RegExp;
  readonly places: readonly string[];
}

const PACKAGES: readonly PackageRule[] = [
  { packages: /^(?:typescript|@jridgewell\/sourcemap-codec)$/, places: ['src/analysis/'] },
  {
    packages: /^(?:quickjs-emscripten|@jitl\/quickjs-wasmfile-release-sync\/wasm|lr-lens:guest)$/,
    places: ['src/evaluation/sandbox/'],
  },
  { packages: /^ignore$/, places: ['src/server/workspace/'] },
  { packages: /^vscode-languageserver(?:-textdocument|\/node|\/browser)?$/, places: ['src/server/'] },
  { packages: /^(?:vscode|vscode-languageclient(?:\/node|\/browser)?)$/, places: ['src/extension/'] },
  { packages: /^chart\.js$/, places: ['src/webview/'] },
  {
    packages: /^@tensorflow\/tfjs(?:-|$)/,
    places: [
      'src/webview/workers/',
      'src/schedules/tfjs/',
      'src/training/backend/',
      'src/training/models/',
      'src/training/run/',
    ],
  },
];

const NODE_ENTRIES = ['src/server/node.ts', 'src/extension/main.ts', 'src/cli/'];

interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** Tells, one line each, which imports of a tree leave their layer, and which lead nowhere. */
export function importViolations(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([file, text]) =>
    importsOf(text).flatMap(({ specifier, line }) => {
      const reason = specifier.startsWith('.')
        ? localViolation(file, specifier, tree)
        : packageViolation(file, specifier);
      return reason === null ? [] : [`${file}:${line} imports '${specifier}': ${reason}`];
    }),
  );
}

/** All forms: `import`, `import type`, `export … from`, `import()`, `require()` and `/// <reference>`. */
function importsOf(text: string): readonly Import[] {
  const { importedFiles, referencedFiles, typeReferenceDirectives } = ts.preProcessFile(text, true, true);
  return [...importedFiles, ...referencedFiles, ...typeReferenceDirectives].map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
  }));
}

function localViolation(file: string, specifier: string, tree: SourceTree): string | null {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const found = [`${target}.ts`, `${target}.d.ts`].find((candidate) => tree.has(candidate));
  if (found === undefined) {
    return 'there is no such source file (imports are written without an extension)';
  }
  const from = layerOf(file);
  const to = layerOf(found);
  if (from === null || to === null) {
    return 'it is in no layer';
  }
  return from === to || from.reaches.includes(to.name) ? null : from.rule;
}

function packageViolation(file: string, specifier: string): string | null {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return liesIn(file, NODE_ENTRIES) ? null : `only ${NODE_ENTRIES.join(', ')} import what Node alone has`;
  }
  const rule = PACKAGES.find(({ packages }) => packages.test(specifier));
  if (rule === undefined) {
    return 'no layer is said to import this package';
  }
  return liesIn(file, rule.places) ? null : `only ${rule.places.join(' and ')} may`;
}

function layerOf(file: string): Layer | null {
  return LAYERS.find(({ places }) => liesIn(file, places)) ?? null;
}

function liesIn(file: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));
}
