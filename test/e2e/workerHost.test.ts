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
