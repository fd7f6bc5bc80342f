import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type VscodeVersion, installVscode } from '../../../tools/vscode/install.mjs';
import {
  type ServedVscode,
  installExtension,
  quietSettings,
  serveVscode,
  workbenchAddress,
  writeUserSettings,
} from '../../../tools/vscode/serve.mjs';
import { type Process, descendantsOf } from './processes';

/** What a spec may ask of the VS Code it runs in. */
export interface EmbeddedVscodeOptions {
  readonly version?: VscodeVersion;
  /** Whether folders start untrusted; without it every folder is trusted. */
  readonly workspaceTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A VS Code of one spec's own, with the packaged extension installed and no other. */
export class EmbeddedVscode {
  private constructor(
    private readonly served: ServedVscode,
    private readonly dataDirectory: string,
  ) {}

  static async start(vsix: string, options: EmbeddedVscodeOptions = {}): Promise<EmbeddedVscode> {
    const vscode = await installVscode(options.version ?? '1.139');
    const dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'lr-lens vscode '));
    await writeUserSettings(dataDirectory, { ...quietSettings, ...options.settings });
    await installExtension(vscode, dataDirectory, vsix);
    const served = await serveVscode({
      vscode,
      dataDirectory,
      workspaceTrust: options.workspaceTrust ?? false,
      env: { ...process.env, ...options.environment },
    });
    return new EmbeddedVscode(served, dataDirectory);
  }

  /** The address of a window on a folder, absolute. */
  address(folder: string): string {
    return workbenchAddress(this.served.origin, folder);
  }

  /** The extension's language servers: one for each window that needed it. */
  async languageServers(): Promise<readonly Process[]> {
    const all = await descendantsOf(this.served.pid);
    return all.filter(({ command }) => /\blr-lens\.lr-lens-[^/]*\/dist\/server\//.test(command));
  }

  /** What the extension wrote to its log, all windows together; empty before it wrote any. */
  async extensionLog(): Promise<string> {
    const logs = path.join(this.dataDirectory, 'data', 'logs');
    const files = await readdir(logs, { recursive: true }).catch(() => []);
    const own = files.filter((file) => file.includes('lr-lens.lr-lens') && file.endsWith('.log'));
    const texts = await Promise.all(own.map((file) => readFile(path.join(logs, file), 'utf8')));
    return texts.join('\n');
  }

  /** Copies every log to a folder that outlives this VS Code. */
  async keepLogs(directory: string): Promise<void> {
    await cp(this.served.log, path.join(directory, 'server.log'));
    await cp(path.join(this.dataDirectory, 'data', 'logs'), path.join(directory, 'logs'), {
      recursive: true,
    });
  }

  async stop(): Promise<void> {
    await this.served.stop();
    await rm(this.dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  }
}
