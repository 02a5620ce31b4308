import { RoostError } from '../../base/errors.ts';

/** A batch that is larger than its receiver takes: it need not be tried again as it is. */
export class TooMuch extends RoostError {}

/** A receiver that wants to be left alone for so long, ms. */
export class NotNow extends RoostError {
  readonly afterMs: number;

  constructor(afterMs: number, ...[operation, subject, message, hint]: ConstructorParameters<typeof RoostError>) {
    super(operation, subject, message, hint);
    this.afterMs = afterMs;
  }
}

const SECOND = 1_000;
/** Whatever a receiver asks for, it is tried again after an hour. */
const LONGEST = 3_600 * SECOND;

/**
 * How long `Retry-After` (RFC 9110, 10.2.3) asks to wait: seconds, or a date.
 * @param now ms @returns ms, at most an hour; undefined where it says nothing that can be read
 */
export function retryAfter(header: string | readonly string[] | undefined, now: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST, Math.max(0, ms));
}
