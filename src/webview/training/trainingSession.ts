import type { TrainingStarted } from '../../protocol/training/messages';
import type { StoredRun } from '../../protocol/training/storedRun';
import { Comparison, type ComparisonPlan } from './comparison';
import type { PlannedRun } from './planRun';
import { Runner, type RunTask } from './runner';
import { Speedometer } from './speedometer';
import type { TrainingFiles } from './trainingFiles';

/** Milliseconds between two looks at the speed. */
const LOOK = 400;
/** Looks after which what there is of a run is kept: what is lost with a closed panel is a second of it. */
const LOOKS_UNTIL_KEPT = 2;

/** How far the runs of a comparison are. */
export interface SessionProgress {
  /** Updates made, those that a run ended early has left out among them, and all that there are. */
  readonly done: number;
  readonly all: number;
  /** Updates a second; null while it is not known. */
  readonly speed: number | null;
  /** Milliseconds that it takes still; null while it is not known. */
  readonly left: number | null;
}

/** Hears what changes in a session. */
export interface SessionListener {
  /** Something that is shown has changed; at about the rate of frames while training. */
  readonly changed: () => void;
  /** A comparison goes on; told of now and then, for it to be kept as far as it is. */
  readonly underWay: (comparison: Comparison) => void;
  /** All runs of a comparison are over, by themselves or because they were stopped. */
  readonly finished: (comparison: Comparison) => void;
}

/** The comparison that is shown, and its runs while they are under way. There is one at a time. */
export class TrainingSession {
  private current: Comparison | null = null;
  private runner: Runner | null = null;
  private speedometer = new Speedometer();
  private timer: ReturnType<typeof setInterval> | null = null;
  private begun = 0;
  private took = 0;
  private told: TrainingStarted | null = null;
  private wantsStop = false;
  private readonly noteTexts = new Set<string>();

  constructor(
    private readonly files: TrainingFiles,
    private readonly listener: SessionListener,
  ) {}

  get comparison(): Comparison | null {
    return this.current;
  }

  get running(): boolean {
    return this.runner !== null;
  }

  /** Whether a run waits for the person's word, since it will take long. */
  get asking(): boolean {
    return this.runner?.asking === true;
  }

  /** What the first run told when it began. */
  get started(): TrainingStarted | null {
    return this.told;
  }

  /** What the person should know of data and model. */
  get notes(): readonly string[] {
    return [...this.noteTexts];
  }

  /** Milliseconds from the beginning to the end of all runs. */
  get time(): number {
    return this.took;
  }

  get stopped(): boolean {
    return this.wantsStop;
  }

  /** Begins the runs of a new comparison. */
  begin(plan: ComparisonPlan, runs: readonly PlannedRun[]): void {
    if (this.runner !== null || runs.length === 0) {
      return;
    }
    const comparison = Comparison.of(plan, runs);
    const tasks = runs.flatMap(({ job }, i): RunTask[] => {
      const trace = comparison.traces[i];
      return trace === undefined ? [] : [{ job, trace }];
    });
    this.reset(comparison);
    this.begun = performance.now();
    this.runner = new Runner(tasks, this.files, {
      changed: this.listener.changed,
      started: (_, message) => {
        this.told ??= message;
        for (const note of message.notes) {
          this.noteTexts.add(note);
        }
      },
      finished: () => {
        this.finish(comparison);
      },
    });
    let looks = 0;
    this.timer = setInterval(() => {
      this.speedometer.note(performance.now(), this.progress.done);
      this.listener.changed();
      looks += 1;
      if (looks % LOOKS_UNTIL_KEPT === 0 && comparison.records.length > 0) {
        this.listener.underWay(comparison);
      }
    }, LOOK);
    this.runner.advance();
    this.listener.changed();
  }

  /** Shows a comparison that was kept. One that is under way is not left for it. */
  show(run: StoredRun): void {
    if (this.runner === null) {
      this.reset(Comparison.kept(run));
      this.listener.changed();
    }
  }

  stop(): void {
    this.wantsStop = this.runner !== null;
    this.runner?.stop();
    this.listener.changed();
  }

  goOn(): void {
    this.runner?.goOn();
  }

  get progress(): SessionProgress {
    const traces = this.current?.traces ?? [];
    const steps = this.current?.plan.setup.steps ?? 0;
    const done = traces.reduce((sum, trace) => sum + (trace.over ? steps : trace.steps), 0);
    const all = traces.length * steps;
    const { speed } = this.speedometer;
    return { done, all, speed, left: speed === null ? null : ((all - done) / speed) * 1000 };
  }

  private reset(comparison: Comparison): void {
    this.current = comparison;
    this.speedometer = new Speedometer();
    this.told = null;
    this.wantsStop = false;
    this.noteTexts.clear();
  }

  private finish(comparison: Comparison): void {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
    this.took = performance.now() - this.begun;
    this.runner = null;
    this.listener.finished(comparison);
    this.listener.changed();
  }
}
