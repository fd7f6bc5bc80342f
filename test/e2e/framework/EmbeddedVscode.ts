import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../../../tools/process.mjs';
import { type InstalledVscode, type VscodeVersion, installVscode } from '../../../tools/vscode/install.mjs';
import {
  type ServedVscode,
  installExtension,
  quietSettings,
  serveVscode,
  workbenchAddress,
  writeUserKeybindings,
  writeUserSettings,
} from '../../../tools/vscode/serve.mjs';
import { THEMES, TIDY_UP } from '../pages/Workbench';
import { repository } from './places';
import { type Process, descendantsOf } from './processes';

/** What a spec may ask of the VS Code it runs in. */
export interface EmbeddedVscodeOptions {
  readonly version?: VscodeVersion;
  /** Where the extension runs: in a process as on the desktop, or in a worker as on the web. Only 1.100 can do the latter here. */
  readonly extensionHost?: 'process' | 'worker';
  /** Whether folders start untrusted; without it every folder is trusted. */
  readonly workspaceTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** The folder of an extension to install beside ours, absolute. */
  readonly beside?: string;
}

/**
 * What spares the machine: for each window VS Code would check its types with a server of its own, look for types on
 * npm, and run git. Specs that need the neighbours that a person has turn them on again.
 */
const frugalSettings = {
  'git.enabled': false,
  // Nobody looks: what moves, blinks or is drawn small costs pictures all the same.
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'npm.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'typescript.tsserver.useSyntaxServer': 'always',
};

/** The look that windows have until a test changes it. */
const plainLook = { 'workbench.colorTheme': THEMES.dark.name };

/** A VS Code with the packaged extension installed and no other. */
export class EmbeddedVscode {
  private constructor(
    private readonly served: ServedVscode,
    private readonly dataDirectory: string,
    /** The folder of an extension that runs in a worker; null when it is installed. */
    private readonly webExtension: string | null,
  ) {}

  static async start(vsix: string, options: EmbeddedVscodeOptions = {}): Promise<EmbeddedVscode> {
    const vscode = await installVscode(options.version ?? '1.139');
    const dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'lr-lens vscode '));
    await writeUserSettings(dataDirectory, {
      ...quietSettings,
      ...frugalSettings,
      ...plainLook,
      ...options.settings,
    });
    await writeUserKeybindings(dataDirectory, [TIDY_UP]);
    const inWorker = options.extensionHost === 'worker';
    const webExtension = inWorker ? path.join(dataDirectory, 'web extension') : null;
    if (webExtension === null) await installExtension(vscode, dataDirectory, vsix);
    else await unpackForWorker(vscode, vsix, webExtension);
    if (options.beside !== undefined) {
      await installExtension(vscode, dataDirectory, await packed(options.beside, dataDirectory));
    }
    const served = await serveVscode({
      vscode,
      dataDirectory,
      workspaceTrust: options.workspaceTrust ?? false,
      env: { ...process.env, ...options.environment },
    });
    return new EmbeddedVscode(served, dataDirectory, webExtension);
  }

  /** The address of a window on a folder: an absolute path, or the address of one that no disk holds. */
  address(folder: string): string {
    const address = new URL(workbenchAddress(this.served.origin, folder));
    if (this.webExtension !== null) {
      const extension = `vscode-remote://${address.host}${pathToFileURL(this.webExtension).pathname}`;
      const payload = [
        ['extensionDevelopmentPath', extension],
        ['extensionDevelopmentKind', 'web'],
      ];
      address.searchParams.set('payload', JSON.stringify(payload));
    }
    return address.href;
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

  /** Removes the training runs that the extension keeps for folders. */
  async forgetRuns(): Promise<void> {
    const storage = path.join(this.dataDirectory, 'data', 'User', 'workspaceStorage');
    for (const folder of await readdir(storage).catch(() => [])) {
      const runs = path.join(storage, folder, 'lr-lens.lr-lens', 'runs');
      await rm(runs, { recursive: true, force: true, maxRetries: 5 });
    }
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

/** Packs an extension that serves tests alone. */
async function packed(folder: string, into: string): Promise<string> {
  const vsix = path.join(into, `${path.basename(folder)}.vsix`);
  const vsce = path.join(repository, 'node_modules/@vscode/vsce/vsce');
  const plain = ['--no-dependencies', '--skip-license', '--allow-missing-repository'];
  await run(process.execPath, [vsce, 'package', ...plain, '--out', vsix], { cwd: folder });
  return vsix;
}

/** Unpacks the packaged extension; without an entry for processes VS Code can run it in a worker only. */
async function unpackForWorker(vscode: InstalledVscode, vsix: string, target: string): Promise<void> {
  const staging = `${target} staging`;
  await installExtension(vscode, staging, vsix);
  const extensions = path.join(staging, 'extensions');
  const unpacked = (await readdir(extensions)).find((name) => name.startsWith('lr-lens.'));
  if (unpacked === undefined) throw new Error(`${vsix} was not unpacked.`);
  await rename(path.join(extensions, unpacked), target);
  await rm(staging, { recursive: true, force: true });
  const manifestFile = path.join(target, 'package.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Record<string, unknown>;
  delete manifest['main'];
  await writeFile(manifestFile, JSON.stringify(manifest));
}
