import type { LogOutputChannel, Uri } from 'vscode';
import type { Host } from '../host';
import type { RunStore } from '../runs/RunStore';
import type { LanguageServer } from '../server/LanguageServer';
import type { ClientStateStore } from '../state/ClientStateStore';

/** What every preview needs. */
export interface PreviewServices {
  readonly extensionUri: Uri;
  readonly host: Host;
  readonly server: LanguageServer;
  readonly state: ClientStateStore;
  readonly runs: RunStore;
  readonly log: LogOutputChannel;
}
