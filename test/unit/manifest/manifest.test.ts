import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/extension/server/documents';
import { COMMANDS } from '../../../src/protocol/commands';
import { manifest, readJson, root, strings } from './manifest';

const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const source = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('commands', () => {
  test('are those that the code registers', () => {
    expect([...commands].sort()).toEqual(Object.values(COMMANDS).sort());
  });

  test('say in the palette when they can work', () => {
    const conditions = new Map(
      contributes.menus['commandPalette']?.map(({ command, when }) => [command, when]),
    );
    // Never at all, those that take what they work on from the view; never without a folder, that which looks into it.
    const sensible = /lrLens\.(?:hasSchedules|indexStatus|schedulesFiltered)|workspaceFolderCount|^false$/;
    for (const command of commands) expect(conditions.get(command), command).toMatch(sensible);
  });

  test('named in menus, keys, links and events exist', () => {
    const named = [
      ...Object.values(contributes.menus)
        .flat()
        .map(({ command }) => command),
      ...contributes.keybindings.map(({ command }) => command),
      ...(JSON.stringify([strings, contributes.walkthroughs]).match(
        /(?<=(?:command|onCommand):)lrLens\.\w+/g,
      ) ?? []),
    ];
    expect(named.length).toBeGreaterThan(0);
    for (const command of named) expect(commands).toContain(command);
  });
});

describe('strings', () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');

  test('each one named has a text, and each text is named', () => {
    expect([...new Set(used)].sort()).toEqual(Object.keys(strings).sort());
  });

  test('no title or description is left in the manifest itself', () => {
    const plain = JSON.stringify(contributes).match(
      /"(?:title|description|markdownDescription|category|altText)":"(?!%)[^"]*"/g,
    );
    expect(plain).toBeNull();
  });
});

describe('activation', () => {
  test('comes with a document of each language that is looked at, and with a panel to restore', () => {
    const viewType =
      /VIEW_TYPE = '([^']+)'/.exec(source('src/extension/preview/PreviewManager.ts'))?.[1] ?? '';
    expect([...manifest.activationEvents].sort()).toEqual(
      [...LANGUAGES.map((language) => `onLanguage:${language}`), `onWebviewPanel:${viewType}`].sort(),
    );
  });

  test('works for the oldest VS Code whose types it was checked with', () => {
    const { version } = readJson('node_modules/@types/vscode/package.json') as { version: string };
    expect(manifest.engines.vscode).toBe(`^${version}`);
  });

  test('entries are what the build makes', () => {
    const build = source('esbuild.mjs');
    for (const entry of [manifest.main, manifest.browser]) {
      const name = path.basename(entry, '.js');
      expect(build).toContain(`entryPoints: { ${name}: 'src/extension/${name}.ts'`);
      expect(path.dirname(entry)).toBe('./dist/extension');
    }
  });
});

describe('pictures', () => {
  test('the icon is a PNG of 256 pixels square', () => {
    const icon = readFileSync(path.join(root, manifest.icon));
    expect(icon.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([256, 256]);
  });

  test('of the walkthrough exist and take their colours from the theme', () => {
    for (const { steps, icon } of contributes.walkthroughs) {
      expect(existsSync(path.join(root, icon))).toBe(true);
      for (const { media } of steps) expect(source(media.svg)).toContain('var(--vscode-editor-foreground');
    }
  });
});

describe('trust and settings', () => {
  test('restricted settings exist', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe('limited');
    expect(virtualWorkspaces).toBe(true);
    for (const setting of untrustedWorkspaces.restrictedConfigurations) {
      expect(Object.keys(contributes.configuration.properties)).toContain(setting);
    }
  });

  test('are all in the README, with their defaults', () => {
    const readme = source('README.md');
    for (const [name, { default: value }] of Object.entries(contributes.configuration.properties)) {
      const row = readme.split('\n').find((line) => line.includes(`\`${name}\``));
      expect(row?.split('|')[2]?.trim(), name).toBe(`\`${JSON.stringify(value)}\``);
    }
  });

  test('has no more keywords than the Marketplace takes', () => {
    expect(manifest.keywords.length).toBeLessThanOrEqual(5);
  });
});
