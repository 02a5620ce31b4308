import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figure.ts';

/** What a bench measured when it was last run to be kept. */
export interface Kept {
  /** Day of the run. */
  readonly day: string;
  /** Load of the machine before it. */
  readonly load: number;
  readonly figures: readonly Figure[];
}

/** The newest run of each bench that documents quote. */
const FILE = fileURLToPath(new URL('./newest.json', import.meta.url));

/** By the bench's name. */
export function newest(): Readonly<Record<string, Kept>> {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
}

/** Puts a run in the place of the one before. */
export function keep(bench: string, kept: Kept): void {
  writeFileSync(FILE, `${JSON.stringify({ ...newest(), [bench]: kept }, null, 2)}\n`);
}
