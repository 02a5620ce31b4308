import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { messageOf } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { isDamage } from './errors.ts';

/** Stands beside a database in which damage was met, so that the next start reads all of it through. */
const markOf = (file: string) => `${file}.doubted`;

/**
 * What is known of damage of an open database. Damage is met by whoever happens to read or write a page; it does not pass, so
 * it is told once, and marked beside the file.
 */
export class Damage {
  readonly #file: string;
  #why: string | undefined;
  #told: ((why: string) => void) | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** What is damaged and what to do, in words; undefined where none was met. */
  get why(): string | undefined {
    return this.#why;
  }

  /** Has one listener told, once: at once where damage was met before. */
  tell(told: (why: string) => void): void {
    this.#told = told;
    if (this.#why !== undefined) told(this.#why);
  }

  /** Takes in why a statement or a transaction failed; nothing but damage counts. */
  met(error: unknown): void {
    if (this.#why !== undefined || !isDamage(error)) return;
    this.#why = say('database-pages-damaged', { file: this.#file, why: messageOf(error) });
    try {
      writeFileSync(markOf(this.#file), '');
    } catch {
      // A disk that refuses is told of by itself.
    }
    this.#told?.(this.#why);
  }
}

/** True where damage was met in a database when it was last used. */
export function isDoubted(file: string): boolean {
  return existsSync(markOf(file));
}

/** Takes the mark away: the file was read through, or is kept aside. */
export function undoubt(file: string): void {
  rmSync(markOf(file), { force: true });
}
