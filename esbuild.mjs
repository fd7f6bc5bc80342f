import { readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { guestPlugin } from './tools/guestPlugin.mjs';
import { sharedTensorflow } from './tools/sharedTensorflow.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const at = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);
const watch = process.argv.includes('--watch');
/** With `--only=page,workers` these outputs alone are built, for the tests of a part. */
const only = option('only');
/** With `--to=folder`, relative to the root, they go there instead of to `dist`, from which the extension is packed. */
const to = option('to') ?? 'dist';

/** @type {import('esbuild').BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  target: 'es2022',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // An import of a name that does not exist is a mistake that would otherwise be found by a user.
  logOverride: { 'import-is-undefined': 'error' },
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.LR_LENS_VERSION': JSON.stringify(
      JSON.parse(readFileSync(at('package.json'), 'utf8')).version,
    ),
  },
};

/** What both platforms' servers and the CLI share: the sandbox's program and its WebAssembly travel inside the bundle. */
const analysing = {
  plugins: [guestPlugin(at('src/evaluation/sandbox/guest.ts')), portableQuickJs(), compilerOnce()],
  loader: { '.wasm': 'base64' },
};

/** @type {Record<string, import('esbuild').BuildOptions>} */
const outputs = {
  extension: {
    // Two scripts, for the second holds the client library: reading that takes longer than activation may.
    entryPoints: { main: 'src/extension/main.ts', nodeClient: 'src/extension/nodeClient.ts' },
    outdir: `${to}/extension`,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', './nodeClient'],
    // The extension host has `require`, which is how the first script then asks for the second.
    supported: { 'dynamic-import': false },
  },
  'extension (web)': {
    entryPoints: { browser: 'src/extension/browser.ts' },
    outdir: `${to}/extension`,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
  },
  server: {
    ...analysing,
    entryPoints: { server: 'src/server/start.ts' },
    outdir: `${to}/server`,
    // One file serves both hosts: the entry loads the connection of the host it finds itself in, and the parts for Node
    // are never reached in a worker. The library offers each connection under its own condition alone.
    platform: 'node',
    conditions: ['node', 'browser'],
    format: 'iife',
  },
  page: {
    entryPoints: { page: 'src/webview/page.ts', pageStyle: 'src/webview/page.css' },
    outdir: `${to}/webview`,
    platform: 'browser',
    format: 'esm',
  },
  workers: {
    entryPoints: { curveWorker: 'src/webview/workers/curveWorker.ts' },
    outdir: `${to}/webview`,
    platform: 'browser',
    format: 'iife',
    // Messages name the classes of schedules.
    keepNames: true,
  },
  tensorflow: {
    entryPoints: { tensorflow: 'src/webview/workers/tensorflow.ts' },
    outdir: `${to}/webview`,
    platform: 'browser',
    format: 'iife',
  },
  training: {
    entryPoints: { trainingWorker: 'src/webview/workers/trainingWorker.ts' },
    outdir: `${to}/webview`,
    platform: 'browser',
    format: 'iife',
    plugins: [sharedTensorflow()],
    // Messages name the classes of schedules.
    keepNames: true,
  },
  'tensorflow (WebAssembly)': {
    entryPoints: {
      tensorflowWasm: 'src/webview/workers/tensorflowWasm.ts',
      // The page fetches the bytes of these.
      tensorflowSimd: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
      digits: 'src/training/data/digits.bin',
    },
    outdir: `${to}/webview`,
    platform: 'browser',
    format: 'iife',
    plugins: [sharedTensorflow({ own: '@tensorflow/tfjs-backend-wasm' })],
    loader: { '.wasm': 'copy', '.bin': 'copy' },
  },
  cli: {
    ...analysing,
    plugins: [...analysing.plugins, executable(`${to}/cli/lr-lens.js`)],
    entryPoints: { 'lr-lens': 'src/cli/main.ts' },
    outdir: `${to}/cli`,
    platform: 'node',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
};

/**
 * The build of QuickJS for browsers runs anywhere when it is handed its WebAssembly, which the server does; the one for
 * Node would look for files beside itself.
 * @returns {import('esbuild').Plugin}
 */
function portableQuickJs() {
  return {
    name: 'portable-quickjs',
    setup(plugin) {
      plugin.onResolve({ filter: /^@jitl\/quickjs-wasmfile-release-sync\/emscripten-module$/ }, () => ({
        path: at('node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.browser.mjs'),
      }));
    },
  };
}

/**
 * Each file that imports the compiler, which is CommonJS, would make an object of its own with all of the compiler's three
 * thousand exports: a good part of the time in which a server starts.
 * @returns {import('esbuild').Plugin}
 */
function compilerOnce() {
  return {
    name: 'compiler-once',
    setup(plugin) {
      plugin.onResolve({ filter: /^typescript$/ }, ({ kind }) =>
        kind === 'import-statement' ? { path: 'typescript', namespace: 'compiler-once' } : undefined,
      );
      plugin.onLoad({ filter: /.*/, namespace: 'compiler-once' }, () => ({
        contents: "export default require('typescript');",
        resolveDir: root,
      }));
    },
  };
}

/**
 * What an earlier build left goes once the new one stands, so that whatever runs the old one meanwhile finds it.
 * @param {string} folder
 * @param {readonly string[]} written files by their path from the root, with forward slashes
 */
async function removeOthers(folder, written) {
  for (const entry of await readdir(at(folder), { recursive: true, withFileTypes: true })) {
    const file = path.relative(root, path.join(entry.parentPath, entry.name));
    if (entry.isFile() && !written.includes(file.split(path.sep).join('/'))) {
      await rm(at(file));
    }
  }
}

/**
 * npx runs the file itself, and makes it executable only when it first meets it.
 * @param {string} file
 * @returns {import('esbuild').Plugin}
 */
function executable(file) {
  return {
    name: 'executable',
    setup(plugin) {
      plugin.onEnd(async ({ errors }) => {
        if (errors.length === 0) {
          await chmod(at(file), 0o755);
        }
      });
    },
  };
}

/** @param {string} name */
function option(name) {
  const start = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length);
}

if (only !== undefined) {
  await Promise.all(only.split(',').map((name) => build({ ...shared, ...outputs[name] })));
} else if (watch) {
  for (const options of Object.values(outputs)) {
    await (await context({ ...shared, ...options })).watch();
  }
} else {
  const results = await Promise.all(
    Object.entries(outputs).map(async ([name, options]) => [name, await build({ ...shared, ...options })]),
  );
  const written = results.flatMap(([, result]) => Object.keys(result.metafile.outputs));
  await removeOthers(to, written);
  await mkdir(at('build'), { recursive: true });
  const sizes = results.flatMap(([, result]) =>
    Object.entries(result.metafile.outputs).map(([file, output]) => ({ file, bytes: output.bytes })),
  );
  await writeFile(at('build', 'sizes.json'), `${JSON.stringify(sizes, null, 2)}\n`);
  // What the extension ships of others' work; the notices are made from it.
  const shipped = results
    .filter(([name]) => name !== 'cli')
    .flatMap(([, result]) => Object.values(result.metafile.outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([file, { bytesInOutput }]) => file.includes('node_modules/') && bytesInOutput > 0)
    .map(([file]) => file.replace(/^.*?(?=node_modules\/)/, ''));
  await writeFile(at('build', 'shipped.json'), `${JSON.stringify([...new Set(shipped)].sort(), null, 2)}\n`);
  for (const { file, bytes } of sizes) {
    console.log(`${file.padEnd(36)} ${(bytes / 1024).toFixed(0).padStart(6)} KB`);
  }
}
