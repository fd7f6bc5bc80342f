import { expect } from 'vitest';
import { firstMinute } from './framework/firstMinute';
import { heldServer } from './framework/heldServer';
import { testWith } from './framework/test';

const test = testWith({ version: '1.100', extensionHost: 'worker' });

test('lens, hover, preview, typing and training work where extensions run in a worker, as on the web', async ({
  openWindow,
}) => {
  await firstMinute(openWindow);
});

test('an operation that holds the server is named there, too, and everything else goes on', async ({
  openWindow,
}) => {
  await heldServer(openWindow);
});

test('the schedules of the workspace are listed there, without what git ignores', async ({ openWindow }) => {
  const decay = (rate: number): string => `import { ExponentialDecay } from 'tfjs-lr-schedules';
export const decay = new ExponentialDecay({ initialLearningRate: ${rate}, decaySteps: 10, decayRate: 0.5 });
`;
  const window = await openWindow({
    files: { 'lib/train.ts': decay(0.5), 'out/train.ts': decay(3), '.gitignore': 'out/\n' },
    fresh: true,
  });
  await window.runCommand('Learning Rate: Find Schedules in Workspace');
  await window.schedules.giveRoom();
  await expect
    .poll(() => window.schedules.lines())
    .toEqual(['train.ts lib', expect.stringMatching(/^ {2}decay 0\.5 → /)]);
});
