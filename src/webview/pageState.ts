import { isPageState, type PageState } from '../protocol/preview';

/** State that was saved by this version of the page for this very document; null for anything else. */
export function restoredState(saved: unknown, uri: string | null): PageState | null {
  const state = completed(saved);
  return isPageState(state) && (uri === null || state.uri === uri) && isSound(state) ? state : null;
}

/** State of before there was training has all but its part. */
function completed(saved: unknown): unknown {
  return typeof saved === 'object' && saved !== null ? { view: 'curve', training: null, ...saved } : saved;
}

function isSound(state: PageState): boolean {
  return state.zoom === null || (state.zoom.from >= 0 && state.zoom.to > state.zoom.from);
}
