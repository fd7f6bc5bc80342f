import path from 'node:path';

export const repository = path.resolve(import.meta.dirname, '../../..');

/** Pictures that a run leaves for people to look at. */
export const screenshotsDirectory = path.join(repository, 'test/e2e/screenshots');

/** What a failed spec leaves: the last picture, and the logs of VS Code and of the extension. */
export const failuresDirectory = path.join(repository, 'build/e2e-failures');

/** An extension that provides a workspace of its own. */
export const memoryFiles = path.join(repository, 'test/e2e/fixtures/memoryFiles');
