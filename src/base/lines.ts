import { redact } from './redact.ts';

/** No line that matters is longer; the rest of one that is gets thrown away. */
const LONGEST = 4096;

/** Cuts text that arrives in pieces into lines. A line too long to be one is cut off, so memory stays bounded. */
export class LineCutter {
  #rest = '';
  readonly #line: (line: string) => void;

  constructor(line: (line: string) => void) {
    this.#line = line;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LONGEST);
    for (const line of lines) if (line.trim() !== '') this.#line(line.trimEnd());
  }
}

/**
 * The last lines that a program printed, each with its time. Secrets are taken out before anything is kept.
 */
export class Tail {
  readonly #secrets: readonly string[];
  readonly #size: number;
  readonly #lines: { at: number; line: string }[] = [];
  readonly #cutter = new LineCutter((line) => this.#keep(line));
  #now = 0;

  constructor(secrets: readonly string[], size = 60) {
    this.#secrets = secrets;
    this.#size = size;
  }

  /** @param at when the text arrived, in milliseconds of any clock */
  push(text: string, at: number): void {
    this.#now = at;
    this.#cutter.push(text);
  }

  /** The lines kept, oldest first; with `since`, only those that came then or later. */
  text(since = Number.NEGATIVE_INFINITY): string {
    return this.#lines
      .filter(({ at }) => at >= since)
      .map(({ line }) => line)
      .join('\n');
  }

  #keep(line: string): void {
    this.#lines.push({ at: this.#now, line: redact(line, this.#secrets) });
    if (this.#lines.length > this.#size) this.#lines.shift();
  }
}
