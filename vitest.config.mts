import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { guestTestPlugin } from './tools/guestPlugin.mjs';

export default defineConfig({
  plugins: [guestTestPlugin(fileURLToPath(new URL('src/evaluation/sandbox/guest.ts', import.meta.url)))],
  resolve: {
    alias: { 'tfjs-lr-schedules': fileURLToPath(new URL('src/schedules/index.ts', import.meta.url)) },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts'],
          globalSetup: ['test/unit/support/globalSetup.ts'],
          // To load the compiler and tf.js anew for each file takes a third of the time. So a kernel that one test registers
          // with tf.js is there for the next ones too, and none may count on a tf.js as it comes.
          isolate: false,
          // Else one of two cores would be left to a process that does next to nothing.
          maxWorkers: availableParallelism(),
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          include: ['test/page/**/*.test.ts'],
          globalSetup: ['test/page/support/globalSetup.ts'],
          fileParallelism: false,
          // VS Code and a browser of the end-to-end tests may be at work beside it.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/framework/globalSetup.ts'],
          // A VS Code and a browser fill two cores, so one file at a time, all in one process: most use the same two.
          fileParallelism: false,
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // A whole VS Code and a browser share two cores with whatever else the machine does. What passes only at the
          // second try is reported as retried.
          retry: 1,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
