import { nativeTrouble } from './native.ts';

/**
 * The one error that Roost's parts raise for what a user can act on: what was being done, to what, and what to try.
 * Raised where it is noticed, returned upward, logged once at the top.
 */
export class RoostError extends Error {
  /** What was being done, e.g. `read config`. */
  readonly operation: string;
  /** What it was done to, e.g. `cameras/east.yaml:4`. Never holds credentials. */
  readonly subject: string;
  /** What to try next, one sentence, or empty. */
  readonly hint: string;
  /** Only what was wrong and what to try: for who asked for it and so knows what was being done, and to what. */
  readonly problem: string;

  constructor(operation: string, subject: string, message: string, hint = '', options?: { cause?: unknown }) {
    super(`${operation} ${subject}: ${message}${hint ? `. ${hint}` : ''}`, options);
    this.name = 'RoostError';
    this.operation = operation;
    this.subject = subject;
    this.hint = hint;
    this.problem = `${message}${hint ? `. ${hint}` : ''}`;
  }
}

/** The message of anything that was thrown; of a package with compiled code that cannot be loaded, what to do about it. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error instanceof RoostError ? undefined : nativeTrouble(error.message)) ?? error.message;
}
