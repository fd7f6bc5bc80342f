import type { FromPage, PageState, PreviewSnapshot } from '../protocol/preview';

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
