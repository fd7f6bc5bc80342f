/** What each package of tf.js is on the object that the script of tf.js sets, by the path of its import. */
const PLACES = [
  { filter: /^@tensorflow\/tfjs-backend-cpu\/dist\/shared$/, expression: 'globalThis.$tensorflow.shared' },
  {
    filter: /^@tensorflow\/tfjs(-core|-layers|-backend-cpu|-backend-wasm)?$/,
    expression: 'globalThis.$tensorflow',
  },
];

/** Parts of the WebAssembly backend that only a page with shared memory can use, which webviews are not. */
const UNREACHED = /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/;

/**
 * Lets a script use the tf.js that another script has put on `$tensorflow`, so that it is shipped once and all of a
 * worker's code sees the same classes.
 * @param {{ readonly own?: string }} options `own`: a package that the script brings along itself
 * @returns {import('esbuild').Plugin}
 */
export function sharedTensorflow({ own } = {}) {
  return {
    name: 'shared-tensorflow',
    setup(plugin) {
      for (const [index, { filter }] of PLACES.entries()) {
        plugin.onResolve({ filter }, ({ path }) =>
          path === own ? undefined : { path: `${index}`, namespace: 'shared-tensorflow' },
        );
      }
      plugin.onLoad({ filter: /.*/, namespace: 'shared-tensorflow' }, ({ path }) => ({
        contents: `module.exports = ${PLACES[Number(path)]?.expression};`,
      }));
      plugin.onLoad({ filter: UNREACHED }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}
