/** The guest as one script, made by `tools/guestPlugin.mjs`. */
declare module 'lr-lens:guest' {
  const script: string;
  export { script as default };
}

/** The WebAssembly of QuickJS as base64, by the bundler's loader. */
declare module '@jitl/quickjs-wasmfile-release-sync/wasm' {
  const base64: string;
  export { base64 as default };
}
