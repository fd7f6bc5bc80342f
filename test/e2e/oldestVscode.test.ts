import { firstMinute } from './framework/firstMinute';
import { testWith } from './framework/test';

const test = testWith({ version: '1.100' });

test('lens, hover, preview, typing and training work in the oldest VS Code that the manifest promises', async ({
  openWindow,
}) => {
  await firstMinute(openWindow);
});
