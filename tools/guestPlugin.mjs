import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const GUEST = 'lr-lens:guest';

/**
 * Gives `import guest from 'lr-lens:guest'` the sandbox's own program as text: the driver, the library's schedules and
 * the scalar stand-in, bundled to one script. The server runs that text inside QuickJS, so it cannot be linked in.
 * @param {string} entry the absolute path of the guest's entry
 * @returns {import('esbuild').Plugin}
 */
export function guestPlugin(entry) {
  return {
    name: 'guest',
    setup(plugin) {
      plugin.onResolve({ filter: /^lr-lens:guest$/ }, () => ({ path: GUEST, namespace: 'guest' }));
      plugin.onLoad({ filter: /.*/, namespace: 'guest' }, async () => {
        const { code, inputs } = await bundleGuest(entry);
        return { contents: code, loader: 'text', watchFiles: inputs };
      });
    },
  };
}

/**
 * @param {string} entry the absolute path of the guest's entry
 * @returns {Promise<{ code: string, inputs: string[] }>}
 */
export async function bundleGuest(entry) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    platform: 'neutral',
    minify: true,
    // Names of classes are part of the messages that a person reads.
    keepNames: true,
    metafile: true,
  });
  return { code: result.outputFiles[0].text, inputs: Object.keys(result.metafile.inputs) };
}

const WASM = '@jitl/quickjs-wasmfile-release-sync/wasm';

/**
 * Gives the tests, which no esbuild bundles, the same two imports.
 * @param {string} entry the absolute path of the guest's entry
 * @returns {import('vite').Plugin}
 */
export function guestTestPlugin(entry) {
  const ids = new Map([
    [GUEST, '\0guest'],
    [WASM, '\0quickjs-wasm'],
  ]);
  return {
    name: 'guest',
    enforce: 'pre',
    resolveId: (id) => ids.get(id),
    load: async (id) => {
      if (id === ids.get(GUEST)) {
        return `export default ${JSON.stringify((await bundleGuest(entry)).code)};`;
      }
      if (id === ids.get(WASM)) {
        const wasm = await readFile(createRequire(import.meta.url).resolve(WASM));
        return `export default ${JSON.stringify(wasm.toString('base64'))};`;
      }
      return undefined;
    },
  };
}
