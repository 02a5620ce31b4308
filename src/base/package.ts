import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Root of the project, from source as well as from `dist/src`. */
export const ROOT = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../..' : '../../..', import.meta.url));

const WRITTEN = Date.parse('2025-01-01T00:00:00Z');

/** When this Roost was built, ms; where it runs from source, a time before any of it was written: no right clock shows an earlier one. */
export const BUILT_AT = builtAt();

function builtAt(): number {
  const stamp = new URL('../../build.json', import.meta.url);
  if (import.meta.url.endsWith('.ts') || !existsSync(stamp)) return WRITTEN;
  return Date.parse((JSON.parse(readFileSync(stamp, 'utf8')) as { builtAt: string }).builtAt);
}

/** Version of Roost, as package.json states it. */
export const VERSION = (JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string }).version;
