import type { FromPage, PageState, PreviewSnapshot, RunOpened } from '../protocol/preview';

/** What a webview offers its page. */
interface WebviewApi {
  readonly postMessage: (message: FromPage) => void;
  readonly getState: () => unknown;
  readonly setState: (state: PageState) => void;
}

declare const acquireVsCodeApi: () => WebviewApi;

/** The extension, seen from the page. */
export class Host {
  private readonly api = acquireVsCodeApi();
  private generation = -1;

  /** Hears every snapshot that is newer than the last. */
  onSnapshot(listener: (snapshot: PreviewSnapshot) => void): void {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const message = event.data;
      if (isSnapshot(message) && message.generation > this.generation) {
        this.generation = message.generation;
        listener(message);
      }
    });
  }

  /** Hears the kept runs that were asked for. */
  onRun(listener: (opened: RunOpened) => void): void {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const message = event.data;
      if (isRunOpened(message)) {
        listener(message);
      }
    });
  }

  post(message: FromPage): void {
    this.api.postMessage(message);
  }

  readState(): unknown {
    return this.api.getState();
  }

  saveState(state: PageState): void {
    this.api.setState(state);
  }
}

function isRunOpened(message: unknown): message is RunOpened {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'run' &&
    'id' in message &&
    typeof message.id === 'string' &&
    'run' in message
  );
}

/** The extension is trusted to send whole snapshots, yet other messages reach a page too, those of its own frames. */
function isSnapshot(message: unknown): message is PreviewSnapshot {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'snapshot' &&
    'generation' in message &&
    typeof message.generation === 'number'
  );
}
