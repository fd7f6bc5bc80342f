/** Runs one bundled bench and sends its rows to the runner. */
const { measure } = await import(/** @type {string} */ (process.argv[2]));
const rows = await measure();
process.send?.(rows, () => process.exit(0));
