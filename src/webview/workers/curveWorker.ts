import { curveFromTrace } from '../../evaluation/curve/curveFromTrace';
import type { CurveSubject } from '../../evaluation/curve/parameters';
import { Samples } from '../../evaluation/curve/samples';
import { statisticsOf } from '../../evaluation/curve/statistics';
import { type Fault, faultFrom } from '../../evaluation/runtime/fault';
import { Progress } from '../../evaluation/runtime/progress';
import { run, type RunRequest } from '../../evaluation/runtime/run';
import { type TensorflowScope, tidyProgram } from '../../evaluation/runtime/tidyProgram';
import type { Trace } from '../../evaluation/runtime/trace';
import type { Curve } from '../../protocol/curve';
import { FreshCode, type SliceScope } from './freshCode';
import { KeptCode } from './keptCode';
import type { DescribeCommand, FromWorker, RunTraced, ToWorker, TraceCommand } from './messages';
import { buildPyramid, type Pyramid } from './pyramid';
import { RateMemory } from './rateMemory';
import type { RunCode, SliceCode } from './runCode';

interface LastRun {
  readonly run: RunRequest;
  readonly budget: number;
  readonly trace: Trace;
}

/** Rates that a curve is put in words by: as many as the sandbox computes, so that lens, hover and page say the same. */
const DESCRIBED_RATES = 20_000;

/** Rates that take long enough to be worth making ready for the next as many. */
const LONG = 20_000;

/** Milliseconds after a run in which the page asks for it in words, which comes before what nobody waits for. */
const BEFORE_READY = 10;

/** A worker runs the code of one slice alone: whatever that does to its globals ends with it. */
class CurveWorker {
  private readonly scope = globalThis as SliceScope & TensorflowScope;
  // Taken before a slice runs, which may put other things in their place.
  private readonly post = self.postMessage.bind(self);
  private readonly now = performance.now.bind(performance);
  private readonly importScripts = self.importScripts.bind(self);
  private readonly later = self.setTimeout.bind(self);
  private readonly memory = new RateMemory();
  private code: RunCode | null = null;
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
    const isLong = Math.min(command.run.lastIndex + 1, command.run.maxRates) > LONG;
    let trace: Trace;
    try {
      const code = this.load(command);
      this.send({ type: 'started', id });
      trace = isLong
        ? this.run(command.run, command.budget, code.take(), new Progress(this.memory.take))
        : this.run(command.run, command.budget, code.common);
    } catch (thrown) {
      trace = new Progress().ended(loadingFault(thrown));
    }
    this.last = { run: command.run, budget: command.budget, trace };
    const { stride, exact, fault } = trace;
    const pyramid = buildPyramid(this.memory.copy(trace.rates));
    const traced: RunTraced = { type: 'traced', id, pyramid, stride, exact, fault };
    this.post(traced, buffersOf(pyramid));
    if (isLong) {
      this.later(this.makeReady, BEFORE_READY);
    }
  }

  /** Makes ready for another long run while nobody waits. */
  private readonly makeReady = (): void => {
    try {
      this.code?.renew();
      this.memory.prepare();
    } catch {
      // A policy that lets no script of ours in, or memory that is full: the next run takes its time.
    }
  };

  private run(request: RunRequest, budget: number, code: SliceCode, progress = new Progress()): Trace {
    const { $tensorflow: tensorflow } = this.scope;
    const program = tensorflow === undefined ? code.program : tidyProgram(code.program, tensorflow);
    const deadline = { now: this.now, end: this.now() + budget };
    return run(program, request, tensorflow, deadline, progress, code.fill);
  }

  private describe({ id, subject }: DescribeCommand): void {
    const curve =
      this.last === null || this.code === null ? null : this.curveOf(this.last, this.code.common, subject);
    this.send({ type: 'described', id, curve });
  }

  private curveOf(
    { run: request, budget, trace }: LastRun,
    code: SliceCode,
    subject: CurveSubject,
  ): Curve | null {
    if (trace.rates.length === 0) {
      return null;
    }
    if (trace.rates.length <= DESCRIBED_RATES) {
      return curveFromTrace(trace, subject);
    }
    const fewer = { ...request, maxRates: DESCRIBED_RATES };
    const coarse = this.run(fewer, budget, code);
    if (coarse.fault?.at !== trace.fault?.at) {
      return curveFromTrace(trace, subject);
    }
    // The figures are of all rates.
    return {
      ...curveFromTrace(coarse, subject),
      statistics: statisticsOf(Samples.of(trace, request.lastIndex)),
    };
  }

  private load(command: TraceCommand): RunCode {
    if (this.code !== null) {
      return this.code;
    }
    if (command.tensorflowAddress !== null) {
      this.importScripts(command.tensorflowAddress);
    }
    this.importScripts(command.sliceAddress);
    const { $slice: program } = this.scope;
    if (program === undefined) {
      throw new Error('the slice is no program');
    }
    this.code = command.stateless
      ? new KeptCode(program)
      : new FreshCode(program, this.scope, this.importScripts);
    return this.code;
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
