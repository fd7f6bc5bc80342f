/** The methods that give a schedule's rate, in the order they are looked for. */
export const RATE_METHODS = ['call', 'get', 'getLr', 'getLearningRate'];
/** The script name under which slices run, so that error stacks can be mapped back. */
export const SLICE_SCRIPT_NAME = 'lr-lens-slice.js';
