import { curveFromTrace } from '../../evaluation/curve/curveFromTrace';
import type { SliceProgram } from '../../evaluation/runtime/bindings';
import { faultFrom } from '../../evaluation/runtime/fault';
import { run } from '../../evaluation/runtime/run';
import { Progress, type Trace } from '../../evaluation/runtime/trace';
import type { CurveRequest, FromWorker, RunFinished } from './messages';
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

  start(): void {
    self.addEventListener('message', (event: MessageEvent<CurveRequest>) => {
      this.answer(event.data);
    });
    this.send({ type: 'booted' });
  }

  private answer(request: CurveRequest): void {
    let trace: Trace;
    try {
      const program = this.load(request);
      this.send({ type: 'started', id: request.id });
      const deadline = { now: this.now, end: this.now() + request.budget };
      trace = run(program, request.run, this.scope.$tensorflow, deadline);
    } catch (thrown) {
      // The slice's script itself failed to load.
      trace = new Progress().ended(faultFrom(thrown, null));
    }
    const { subject } = request;
    const pyramid = buildPyramid(trace.rates.slice());
    const finished: RunFinished = {
      type: 'finished',
      id: request.id,
      pyramid,
      stride: trace.stride,
      exact: trace.exact,
      curve: subject === null || trace.rates.length === 0 ? null : curveFromTrace(trace, subject),
      fault: trace.fault,
    };
    this.post(finished, buffersOf(pyramid));
  }

  private load(request: CurveRequest): SliceProgram {
    if (this.program !== null) {
      return this.program;
    }
    if (request.tensorflowAddress !== null) {
      this.importScripts(request.tensorflowAddress);
    }
    this.importScripts(request.sliceAddress);
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

function buffersOf(pyramid: Pyramid): Transferable[] {
  return [
    pyramid.rates.buffer,
    ...pyramid.levels.flatMap((level) => [level.lowest.buffer, level.highest.buffer]),
  ];
}

new CurveWorker().start();
