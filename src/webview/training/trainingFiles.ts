import type { TrainingJob } from '../../protocol/training/job';
import type { TrainCommand } from '../../protocol/training/messages';
import type { BackendName } from '../../protocol/training/setup';
import { PROBLEMS } from '../../training/problems/problems';
import { SLICE_SCRIPT_NAME, type Slice } from '../../protocol/slice';

/** Where the files of training are, as the extension gave their addresses. */
export interface TrainingAddresses {
  readonly trainingWorker: string;
  readonly tensorflow: string;
  /** The script of the WebAssembly backend, and its bytes. */
  readonly tensorflowWasm: string;
  readonly tensorflowSimd: string;
  readonly digits: string;
}

/** What a worker is given for a run. `release` lets go of it once it has been read. */
export interface LoadedCommand {
  readonly script: string;
  readonly command: TrainCommand;
  readonly release: () => void;
}

/** The files of training, each read once and only when a run wants it. */
export class TrainingFiles {
  /** By backend: all scripts of a worker as one, since a webview refuses to start it from their addresses. */
  private readonly scripts = new Map<BackendName, Promise<string>>();
  private readonly texts = new Map<string, Promise<string>>();
  private readonly bytes = new Map<string, Promise<ArrayBuffer>>();

  constructor(private readonly addresses: TrainingAddresses) {}

  /** Everything that a job needs. @throws Error when a file cannot be read. */
  async load(job: TrainingJob): Promise<LoadedCommand> {
    const { tensorflowSimd, digits: digitsAddress } = this.addresses;
    const [script, wasm, digits] = await Promise.all([
      remembered(this.scripts, job.backend, () => this.scriptFor(job.backend)),
      job.backend === 'wasm' ? this.bytesOf(tensorflowSimd) : null,
      wantsDigits(job) ? this.bytesOf(digitsAddress) : null,
    ]);
    const sliceAddresses = slicesOf(job).map(({ code }) => ({
      code,
      address: blobOf([`self.$slice = ${code}\n//# sourceURL=${SLICE_SCRIPT_NAME}`]),
    }));
    return {
      script,
      command: { type: 'train', job, sliceAddresses, wasm, digits },
      release: () => {
        for (const { address } of sliceAddresses) {
          URL.revokeObjectURL(address);
        }
      },
    };
  }

  private async scriptFor(backend: BackendName): Promise<string> {
    const { tensorflow, tensorflowWasm, trainingWorker } = this.addresses;
    const addresses = [tensorflow, ...(backend === 'wasm' ? [tensorflowWasm] : []), trainingWorker];
    const texts = await Promise.all(addresses.map((address) => this.textOf(address)));
    return blobOf(texts.flatMap((text) => [text, '\n']));
  }

  private textOf(address: string): Promise<string> {
    return remembered(this.texts, address, async () => (await fetched(address)).text());
  }

  private bytesOf(address: string): Promise<ArrayBuffer> {
    return remembered(this.bytes, address, async () => (await fetched(address)).arrayBuffer());
  }
}

/** What was made for a key before; a failure is not remembered, so that the next run tries again. */
function remembered<K, T>(made: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
  const known = made.get(key);
  if (known !== undefined) {
    return known;
  }
  const making = make();
  made.set(key, making);
  making.catch(() => {
    made.delete(key);
  });
  return making;
}

function wantsDigits({ problem }: TrainingJob): boolean {
  const subject = typeof problem === 'string' ? PROBLEMS[problem].subject : null;
  return subject?.kind === 'network' && subject.needsDigits;
}

/** The programs of the person's own that a job runs. */
export function slicesOf({ problem, rate }: TrainingJob): readonly Slice[] {
  return [
    rate.kind === 'slice' ? rate.slice : null,
    typeof problem === 'string' ? null : problem.model,
    typeof problem === 'string' ? null : problem.data,
  ].filter((slice) => slice !== null);
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address} answers ${response.status}`);
  }
  return response;
}

function blobOf(parts: string[]): string {
  return URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }));
}
