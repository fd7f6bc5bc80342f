import { type Guarded, guards } from './guard';
import type { ThemeKind } from './server';
import type { DocumentSnapshot } from './snapshot';
import type { TrainingContext } from './training/context';
import { isTrainingForm } from './training/form';
import { isStoredRun, type RunSummary, type StoredRun } from './training/storedRun';

/** Messages between the extension and the preview's page. The page speaks first (`ready`). */

/** A model from a file that the person picked: the function that makes it. */
export const isPickedModel = guards.object({ uri: guards.string, name: guards.string });
export type PickedModel = Guarded<typeof isPickedModel>;

/** Extension to page: everything the page shows, whole. The page drops one whose generation is not newer than the last. */
export interface PreviewSnapshot {
  readonly type: 'snapshot';
  /** Rises with each message of one panel. */
  readonly generation: number;
  /** Null when the document is gone or has never been analysed; `notice` then says so. */
  readonly document: DocumentSnapshot | null;
  /** The document's name, for the heading. */
  readonly fileName: string;
  /** Definitions the person asked for last, by id; empty leaves the page's own selection. */
  readonly reveal: readonly string[];
  /** Whether the workspace is trusted, so that the page may run slices in its worker. */
  readonly trusted: boolean;
  /** The step or epoch pinned by *Show Rate at Step…*. */
  readonly pinned: number | null;
  readonly theme: ThemeKind;
  /** A calm message to show in place of a curve; null when there is nothing to say. */
  readonly notice: string | null;
  /** The part of the page that was asked for last; null leaves the page's own. */
  readonly view: PageView | null;
  /** What the document says of training beside its schedules; null while it is not known. */
  readonly training: TrainingContext | null;
  /** The model of another file, where one was picked. */
  readonly pickedModel: PickedModel | null;
  /** The runs kept for the workspace, newest first. */
  readonly runs: readonly RunSummary[];
}

/** Extension to page: a kept run that the page asked for; null when it is gone. */
export interface RunOpened {
  readonly type: 'run';
  readonly id: string;
  readonly run: StoredRun | null;
}

export type ToPage = PreviewSnapshot | RunOpened;

/** The parts of the page, of which one is seen at a time. */
const isPageView = guards.oneOf(guards.literal('curve'), guards.literal('training'));
export type PageView = Guarded<typeof isPageView>;

/** What the page keeps over a reload: where the person was and how they arranged it. Validated when it comes back. */
export const isPageState = guards.object({
  version: guards.literal(1),
  uri: guards.string,
  /** Definition ids. */
  selected: guards.array(guards.string),
  logarithmic: guards.boolean,
  /** The indices in view; null shows the whole horizon. */
  zoom: guards.nullable(guards.object({ from: guards.finite, to: guards.finite })),
  view: isPageView,
  /** Null while nothing has been entered. */
  training: guards.nullable(isTrainingForm),
});
export type PageState = Guarded<typeof isPageState>;

const isRatePoint = guards.object({ at: guards.finite, rate: guards.finite });
const isNotablePoint = guards.object({ at: guards.finite, rate: guards.finite, label: guards.string });
export const isCurve = guards.object({
  lastIndex: guards.finite,
  points: guards.array(isRatePoint),
  statistics: guards.nullable(
    guards.object({
      start: isRatePoint,
      end: isRatePoint,
      lowest: isRatePoint,
      highest: isRatePoint,
      mean: guards.finite,
    }),
  ),
  notable: guards.array(isNotablePoint),
  sentence: guards.string,
});

/** Page to extension. The extension checks each with this guard: a page runs beside code it did not write. */
export const isFromPage = guards.oneOf(
  guards.object({ type: guards.literal('ready') }),
  /** The person entered a value, or cleared it (null) to return to what was inferred. */
  guards.object({
    type: guards.literal('override'),
    definitionId: guards.string,
    name: guards.oneOf(guards.literal('horizon'), guards.literal('stepsPerEpoch')),
    value: guards.nullable(guards.count),
  }),
  guards.object({ type: guards.literal('pin'), at: guards.nullable(guards.count) }),
  guards.object({
    type: guards.literal('openSource'),
    uri: guards.string,
    line: guards.count,
    character: guards.count,
  }),
  guards.object({ type: guards.literal('manageTrust') }),
  guards.object({ type: guards.literal('openSnippets') }),
  /** Let the person pick a file whose model is to be trained. */
  guards.object({ type: guards.literal('pickModelFile') }),
  /** The page was reloaded, and its person had picked this one. */
  guards.object({ type: guards.literal('usePickedModel'), model: isPickedModel }),
  /** Ask for the values that a definition needs and the source leaves open. */
  guards.object({ type: guards.literal('giveValues'), definitionId: guards.string }),
  /** A complete curve that only the webview could compute, to be handed to the server's cache. */
  guards.object({
    type: guards.literal('evaluated'),
    definitionId: guards.string,
    key: guards.string,
    curve: isCurve,
  }),
  /** A run has ended: it is kept for the workspace, in place of an earlier state of the same id. */
  guards.object({ type: guards.literal('saveRun'), run: isStoredRun }),
  /** A run under way, as far as it is: it is kept if the page is gone before it ends. */
  guards.object({ type: guards.literal('runUnderWay'), run: isStoredRun }),
  guards.object({ type: guards.literal('openRun'), id: guards.string }),
  guards.object({ type: guards.literal('deleteRun'), id: guards.string }),
  /** A file to be saved where the person says. */
  guards.object({
    type: guards.literal('saveFile'),
    /** Such as `two-spirals.csv`. */
    name: guards.string,
    /** In base64, for text too. */
    content: guards.string,
  }),
  /** Write a schedule into the source, after the statement of a definition. Values go by the constructor's parameters. */
  guards.object({
    type: guards.literal('writeSchedule'),
    definitionId: guards.nullable(guards.string),
    schedule: guards.string,
    parameters: guards.record(guards.finite),
  }),
  /** The part of the page that is seen now: what only that part needs is sent from now on. */
  guards.object({ type: guards.literal('view'), view: isPageView }),
  /** The selection changed: the panel's title follows it. */
  guards.object({ type: guards.literal('selected'), definitionIds: guards.array(guards.string) }),
  /** An error of our own in the page, for the log. */
  guards.object({ type: guards.literal('failed'), message: guards.string }),
);
export type FromPage = Guarded<typeof isFromPage>;
