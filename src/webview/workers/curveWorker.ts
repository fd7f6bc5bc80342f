import { curveFromTrace } from '../../evaluation/curve/curveFromTrace';
import type { CurveSubject } from '../../evaluation/curve/parameters';
import { Samples } from '../../evaluation/curve/samples';
import { statisticsOf } from '../../evaluation/curve/statistics';
import type { SliceProgram } from '../../evaluation/runtime/bindings';
import { type Fault, faultFrom } from '../../evaluation/runtime/fault';
import { run, type RunRequest } from '../../evaluation/runtime/run';
import { Progress, type Trace } from '../../evaluation/runtime/trace';
import type { Curve } from '../../protocol/curve';
import type { DescribeCommand, FromWorker, RunTraced, ToWorker, TraceCommand } from './messages';
import { buildPyramid, type Pyramid } from './pyramid';
import { type TensorflowScope, tidyProgram } from '../../evaluation/runtime/tidyProgram';

interface SliceScope extends TensorflowScope {
  $slice?: SliceProgram;
}

interface LastRun {
  readonly run: RunRequest;
  readonly budget: number;
  readonly trace: Trace;
}

/** Rates that a curve is put in words by: as many as the sandbox computes, so that lens, hover and page say the same. */
const DESCRIBED_RATES = 20_000;

/** A worker runs the code of one slice alone: whatever that does to its globals ends with it. */
class CurveWorker {
  private readonly scope = globalThis as SliceScope;
  // Taken before a slice runs, which may put other things in their place.
  private readonly post = self.postMessage.bind(self);
  private readonly now = performance.now.bind(performance);
  private readonly importScripts = self.importScripts.bind(self);
  private program: SliceProgram | null = null;
  /** What may be asked to be described. */
  private last: LastRun | null = null;

  start(): void {
    self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
      const command = event.data;
      if (command.type === 'trace') {
        this.traceRates(command);
      } else {
        this.describe(command);
      }
    });
    this.send({ type: 'booted' });
  }

  private traceRates(command: TraceCommand): void {
    const { id } = command;
    let trace: Trace;
    try {
      const program = this.load(command);
      this.send({ type: 'started', id });
      const deadline = { now: this.now, end: this.now() + command.budget };
      trace = run(program, command.run, this.scope.$tensorflow, deadline);
    } catch (thrown) {
      trace = new Progress().ended(loadingFault(thrown));
    }
    this.last = { run: command.run, budget: command.budget, trace };
    const { stride, exact, fault } = trace;
    const pyramid = buildPyramid(trace.rates.slice());
    const traced: RunTraced = { type: 'traced', id, pyramid, stride, exact, fault };
    this.post(traced, buffersOf(pyramid));
  }

  private describe({ id, subject }: DescribeCommand): void {
    const curve =
      this.last === null || this.program === null ? null : this.curveOf(this.last, this.program, subject);
    this.send({ type: 'described', id, curve });
  }

  private curveOf(
    { run: request, budget, trace }: LastRun,
    program: SliceProgram,
    subject: CurveSubject,
  ): Curve | null {
    if (trace.rates.length === 0) {
      return null;
    }
    if (trace.rates.length <= DESCRIBED_RATES) {
      return curveFromTrace(trace, subject);
    }
    const fewer = { ...request, maxRates: DESCRIBED_RATES };
    const deadline = { now: this.now, end: this.now() + budget };
    const coarse = run(program, fewer, this.scope.$tensorflow, deadline);
    if (coarse.fault?.at !== trace.fault?.at) {
      return curveFromTrace(trace, subject);
    }
    // The figures are of all rates.
    return {
      ...curveFromTrace(coarse, subject),
      statistics: statisticsOf(Samples.of(trace, request.lastIndex)),
    };
  }

  private load(command: TraceCommand): SliceProgram {
    if (this.program !== null) {
      return this.program;
    }
    if (command.tensorflowAddress !== null) {
      this.importScripts(command.tensorflowAddress);
    }
    this.importScripts(command.sliceAddress);
    const { $slice: program, $tensorflow: tensorflow } = this.scope;
    if (program === undefined) {
      throw new Error('the slice is no program');
    }
    this.program = tensorflow === undefined ? program : tidyProgram(program, tensorflow);
    return this.program;
  }

  private send(message: FromWorker): void {
    this.post(message);
  }
}

/** Why a slice's script did not load: the page's policy refused it, or it threw by itself. */
function loadingFault(thrown: unknown): Fault {
  return thrown instanceof DOMException
    ? { ...faultFrom(thrown, null), code: 'unsupported', message: `cannot be run here: ${thrown.message}` }
    : faultFrom(thrown, null);
}

function buffersOf(pyramid: Pyramid): Transferable[] {
  return [
    pyramid.rates.buffer,
    ...pyramid.levels.flatMap((level) => [level.lowest.buffer, level.highest.buffer]),
  ];
}

new CurveWorker().start();
