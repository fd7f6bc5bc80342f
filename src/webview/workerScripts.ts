import { SLICE_SCRIPT_NAME } from '../protocol/slice';

/** Where the page's workers are, as the extension gave their addresses. */
export interface WorkerAddresses {
  readonly curveWorker: string;
  readonly tensorflow: string;
}

/**
 * The workers' scripts as blobs. Webviews refuse to start a worker from an address of their own files, which counts as
 * another origin, so each script is fetched once and kept.
 */
export class WorkerScripts {
  private curveWorkerBlob: Promise<string> | null = null;
  private tensorflowBlob: Promise<string> | null = null;

  constructor(private readonly addresses: WorkerAddresses) {}

  /** @throws Error when the file cannot be read. */
  curveWorker(): Promise<string> {
    this.curveWorkerBlob ??= fetchAsBlob(this.addresses.curveWorker);
    return this.curveWorkerBlob;
  }

  /** @throws Error when the file cannot be read. */
  tensorflow(): Promise<string> {
    this.tensorflowBlob ??= fetchAsBlob(this.addresses.tensorflow);
    return this.tensorflowBlob;
  }

  /** A script that sets `$slice`. Its first line is the code's first, so that lines of stacks fit `Slice.lines`. */
  slice(code: string): string {
    return blobOf(`self.$slice = ${code}\n//# sourceURL=${SLICE_SCRIPT_NAME}`);
  }
}

async function fetchAsBlob(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address} answers ${response.status}`);
  }
  return blobOf(await response.text());
}

function blobOf(script: string): string {
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}
