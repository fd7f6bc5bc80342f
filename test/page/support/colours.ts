import type { ThemeKind } from '../../../src/protocol/server';
import { THEMES } from './themes';

/** The colour of the n-th schedule of a file in a theme: never translucent, whatever the theme says. */
export function seriesColour(theme: ThemeKind, ordinal: number): string {
  const names = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'];
  return (THEMES[theme][`charts-${names[ordinal % names.length] ?? ''}`] ?? '').slice(0, '#rrggbb'.length);
}
