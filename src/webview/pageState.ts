import { isPageState, type PageState } from '../protocol/preview';

/** State that was saved by this version of the page for this very document; null for anything else. */
export function restoredState(saved: unknown, uri: string | null): PageState | null {
  return isPageState(saved) && (uri === null || saved.uri === uri) && isSound(saved) ? saved : null;
}

function isSound(state: PageState): boolean {
  return state.zoom === null || (state.zoom.from >= 0 && state.zoom.to > state.zoom.from);
}
