import { fileURLToPath } from 'node:url';

const repository = new URL('../../../', import.meta.url);

/** Where the tests' own build of the page and the server goes, so that a build of the extension meanwhile changes none of it. */
export const builtForTests = fileURLToPath(new URL('build/page-tests/', repository));

/** What the extension ships. */
export const builtToShip = fileURLToPath(new URL('dist/', repository));
