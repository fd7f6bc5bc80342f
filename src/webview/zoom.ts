/** A stretch of the horizontal axis, in steps or epochs; `from` below `to`. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** The narrowest stretch that can be zoomed to. */
const LEAST_SPAN = 4;

/** Makes a view `factor` times as wide about `centre`; null when that shows all of `whole`. */
export function zoomedView(view: View | null, whole: View, centre: number, factor: number): View | null {
  const { from, to } = view ?? whole;
  return fittedView({ from: centre - (centre - from) * factor, to: centre + (to - centre) * factor }, whole);
}

/** Moves a view by a number of steps or epochs; a view of everything stays. */
export function pannedView(view: View | null, whole: View, distance: number): View | null {
  return view === null ? null : fittedView({ from: view.from + distance, to: view.to + distance }, whole);
}

/** Moves a view as far as it takes to have `index` in it. */
export function viewWith(view: View | null, whole: View, index: number): View | null {
  if (view === null || (index >= view.from && index <= view.to)) {
    return view;
  }
  return pannedView(view, whole, index < view.from ? index - view.from : index - view.to);
}

/** The nearest view that lies within `whole` and is not too narrow; null when that is all of it. */
export function fittedView(view: View, whole: View): View | null {
  const length = whole.to - whole.from;
  const span = Math.min(length, Math.max(LEAST_SPAN, view.to - view.from));
  if (!(span < length)) {
    return null;
  }
  const centre = (view.from + view.to) / 2;
  const from = Math.min(Math.max(whole.from, centre - span / 2), whole.to - span);
  return { from, to: from + span };
}
