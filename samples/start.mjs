// Bundles the training program and runs it, since not every version of Node supported here runs TypeScript by itself.
import { build } from 'esbuild';

const program = new URL('out/train.mjs', import.meta.url);
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/train.ts'],
  outfile: 'out/train.mjs',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
});
await import(program.href);
