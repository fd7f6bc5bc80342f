import { curveFromTrace } from '../../evaluation/curve/curveFromTrace';
import type { SliceProgram } from '../../evaluation/runtime/bindings';
import { type Fault, faultFrom } from '../../evaluation/runtime/fault';
import { run } from '../../evaluation/runtime/run';
import { Progress, type Trace } from '../../evaluation/runtime/trace';
import type { DescribeCommand, FromWorker, RunTraced, ToWorker, TraceCommand } from './messages';
import { buildPyramid, type Pyramid } from './pyramid';
import { type TensorflowScope, tidyProgram } from './tidyProgram';

interface SliceScope extends TensorflowScope {
  $slice?: SliceProgram;
}

/** A worker runs the code of one slice alone: whatever that does to its globals ends with it. */
class CurveWorker {
  private readonly scope = globalThis as SliceScope;
  // Taken before a slice runs, which may put other things in their place.
  private readonly post = self.postMessage.bind(self);
  private readonly now = performance.now.bind(performance);
  private readonly importScripts = self.importScripts.bind(self);
  private program: SliceProgram | null = null;
  /** The last curve, which may be asked to be described. */
  private last: Trace | null = null;

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
    if (command.keeps) {
      this.last = trace;
    }
    const { stride, exact, fault } = trace;
    const pyramid = buildPyramid(trace.rates.slice());
    const traced: RunTraced = { type: 'traced', id, pyramid, stride, exact, fault };
    this.post(traced, buffersOf(pyramid));
  }

  private describe({ id, subject }: DescribeCommand): void {
    const { last } = this;
    const curve = last === null || last.rates.length === 0 ? null : curveFromTrace(last, subject);
    this.send({ type: 'described', id, curve });
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
