import type { PageState, PageView, PreviewSnapshot } from '../protocol/preview';
import type { TrainingForm } from '../protocol/training/form';
import { LookSlots, lookOf } from './look';
import { type Placement, placementOf } from './placement';
import { carrySelection, focused, type Selection, toggled, visibleSelection } from './selection';
import { type Series, seriesOf, type WorkerResult } from './series';
import { fittedView, type View } from './zoom';

/** What the page shows: the last snapshot, the worker's results, and how the person has arranged it. */
export class PageModel {
  private last: PreviewSnapshot | null = null;
  private readonly results = new Map<string, WorkerResult>();
  private readonly lookSlots = new LookSlots();
  private ids: readonly string[] = [];
  private selection: Selection | null;
  /** Selected because the extension asked, not by hand; the next such wish takes their place. */
  private revealed: readonly string[] = [];
  private zoom: View | null;
  private logarithmicAxis: boolean;
  private pinnedAt: number | null = null;
  /** The part of the page that is seen. */
  view: PageView;
  /** What was entered of a training to come; null while nothing was. */
  form: TrainingForm | null;

  constructor(restored: PageState | null) {
    this.selection = restored === null ? null : restored.selected;
    this.zoom = restored?.zoom ?? null;
    this.logarithmicAxis = restored?.logarithmic ?? false;
    this.view = restored?.view ?? 'curve';
    this.form = restored?.training ?? null;
  }

  get snapshot(): PreviewSnapshot | null {
    return this.last;
  }

  get logarithmic(): boolean {
    return this.logarithmicAxis;
  }

  set logarithmic(value: boolean) {
    this.logarithmicAxis = value;
  }

  get pinned(): number | null {
    return this.pinnedAt;
  }

  set pinned(at: number | null) {
    this.pinnedAt = at;
  }

  /** Takes a newer snapshot whole. */
  accept(snapshot: PreviewSnapshot): void {
    const changedDocument =
      this.last?.document?.uri !== snapshot.document?.uri && this.last?.document != null;
    if (this.last?.pinned !== snapshot.pinned) {
      this.pinnedAt = snapshot.pinned;
    }
    this.last = snapshot;
    this.view = snapshot.view ?? this.view;
    const ids = snapshot.document?.definitions.map(({ definition }) => definition.id) ?? [];
    if (changedDocument) {
      this.results.clear();
    }
    this.selection = this.selection === null ? null : carrySelection(this.selection, this.ids, ids);
    this.ids = ids;
    if (ids.length > 0 && this.selection === null) {
      this.selection = ids.slice(0, 1);
      this.revealed = this.selection;
    }
    this.reveal(snapshot.reveal);
    this.lookSlots.assign(ids);
    for (const id of [...this.results.keys()]) {
      if (!ids.includes(id)) {
        this.results.delete(id);
      }
    }
  }

  /** Takes what a worker computed. */
  addResult(definitionId: string, result: WorkerResult): void {
    this.results.set(definitionId, result);
  }

  resultOf(definitionId: string): WorkerResult | null {
    return this.results.get(definitionId) ?? null;
  }

  /** All schedules of the document. */
  series(highContrast: boolean): readonly Series[] {
    return (
      this.last?.document?.definitions.map((evaluated) => {
        const { id } = evaluated.definition;
        return seriesOf(evaluated, this.resultOf(id), lookOf(this.lookSlots.slotOf(id), highContrast));
      }) ?? []
    );
  }

  /** The ids of the shown definitions; the first is the one whose details are open. */
  get shown(): Selection {
    return visibleSelection(this.selection ?? [], this.ids);
  }

  toggle(id: string): void {
    this.selection = toggled(this.shown, id);
    this.revealed = [];
  }

  focus(id: string): void {
    const alone = this.shown.length <= 1 && !this.shown.includes(id);
    this.selection = alone ? [id] : focused(this.shown, id);
    this.revealed = alone ? [id] : [];
  }

  /** How the shown series lie on the axis, in the order of the document. */
  placement(all: readonly Series[]): Placement {
    const shown = new Set(this.shown);
    return placementOf(all.filter(({ id }) => shown.has(id)));
  }

  /** The view that was asked for, as far as the axis reaches now. */
  viewOn(placement: Placement): View | null {
    return this.zoom === null ? null : fittedView(this.zoom, placement.whole);
  }

  setView(view: View | null): void {
    this.zoom = view;
  }

  /** What is kept over a reload. */
  state(uri: string): PageState {
    return {
      version: 1,
      uri,
      selected: this.selection ?? [],
      logarithmic: this.logarithmicAxis,
      zoom: this.zoom,
      view: this.view,
      training: this.form,
    };
  }

  /** The slot from which each definition of the document has its look. */
  slots(): ReadonlyMap<string, number> {
    return new Map(this.ids.map((id) => [id, this.lookSlots.slotOf(id)]));
  }

  private reveal(wanted: readonly string[]): void {
    if (wanted.length === 0) {
      return;
    }
    // What is shown only because something has to be was not chosen by hand.
    const chosen = (this.selection ?? []).filter((id) => this.ids.includes(id));
    const byHand = chosen.filter((id) => !this.revealed.includes(id));
    this.selection = [...wanted, ...byHand.filter((id) => !wanted.includes(id))];
    this.revealed = wanted.filter((id) => !byHand.includes(id));
  }
}
