import { firstMinute } from './framework/firstMinute';
import { test as base } from './framework/test';

const test = base.override('vscodeOptions', { version: '1.100' });

test('lens, hover, preview, typing and training work in the oldest VS Code that the manifest promises', async ({
  openWindow,
}) => {
  await firstMinute(openWindow);
});
