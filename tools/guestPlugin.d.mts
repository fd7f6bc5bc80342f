import type { Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin as VitePlugin } from 'vitest/config';

export function guestPlugin(entry: string): EsbuildPlugin;
export function bundleGuest(entry: string): Promise<{ code: string; inputs: string[] }>;
export function guestTestPlugin(entry: string): VitePlugin;
