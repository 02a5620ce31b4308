import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Root of the project, from source as well as from `dist/src`. */
export const ROOT = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../..' : '../../..', import.meta.url));

/** Version of Roost, as package.json states it. */
export const VERSION = (JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string }).version;
