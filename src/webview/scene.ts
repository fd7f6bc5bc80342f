import type { Placement } from './placement';
import type { Theme } from './theme';
import type { View } from './zoom';

/** Everything that the chart draws, whole. Places on the axis are in steps or epochs, as `placement.unit` says. */
export interface Scene {
  readonly placement: Placement;
  /** Null shows the whole axis. */
  readonly view: View | null;
  readonly logarithmic: boolean;
  readonly theme: Theme;
  /** Where the crosshair stands; null where it does not show. */
  readonly cursor: number | null;
  /** The step or epoch that the person asked for. */
  readonly pinned: number | null;
  /** The box being dragged, in axis units. */
  readonly dragged: View | null;
}
