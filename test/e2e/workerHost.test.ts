import { firstMinute } from './framework/firstMinute';
import { test as base } from './framework/test';

const test = base.override('vscodeOptions', { version: '1.100', extensionHost: 'worker' });

test('lens, hover, preview, typing and training work where extensions run in a worker, as on the web', async ({
  openWindow,
}) => {
  await firstMinute(openWindow);
});
