import type { Cause, CauseCode } from '../../base/domain.ts';
import type { Waits } from '../../base/supervise.ts';

/** A run that gave frames for this long was good: the next failure is the first of its kind. */
export const GOOD_AFTER_MS = 30_000;

/** Seconds before each try to reach a camera again; the last one repeats. */
const USUAL = [1, 1.5, 2, 3];
/** After this many tries, about ten minutes, the wait grows further. */
const PATIENT_AFTER = 150;
const PATIENT_S = 30;
/**
 * A wrong password: cameras lock an account for half an hour after five to seven wrong tries in a short time. Two quick
 * tries forgive a camera that is still booting, then no more than one in a minute.
 */
const UNAUTHORIZED = [3, 3, 15, 30, 60];

/**
 * How long to wait before the next try, in milliseconds. A camera that comes back is watched again within 5 s during the
 * first ten minutes (3 s of waiting and 0.6 s to the first frame), within about 30 s later.
 * @param failures failed runs of this kind since the last good one, this one included, from 1 on
 * @param random from 0 to 1; takes up to a quarter off, so that eight cameras behind one switch do not come back as one
 */
export function retryDelay(code: CauseCode, failures: number, random: number): number {
  const rejected = isRejected(code);
  const table = rejected ? UNAUTHORIZED : USUAL;
  const patient = !rejected && failures > PATIENT_AFTER;
  const seconds = patient ? PATIENT_S : table[Math.min(failures, table.length) - 1]!;
  return Math.round(seconds * 1000 * (1 - random / 4));
}

/** True where a camera lets nobody in with this password: trying often locks it. */
function isRejected(code: CauseCode): boolean {
  return code === 'unauthorized' || code === 'digest';
}

/**
 * True where a camera most likely answers nobody: asking whether somebody listens is enough before ffmpeg is started.
 * @param cause of the last end @param frames of the last run
 */
export function isShut(cause: Pick<Cause, 'code'> | undefined, frames: number): boolean {
  const code = cause?.code;
  return code === 'refused' || code === 'no-route' || (code === 'stalled' && frames === 0);
}

/**
 * Counts the failures of one camera since its last good run. Wrong passwords count for themselves: they are tried no
 * sooner because the camera failed otherwise in between, and its other failures are waited for no longer.
 */
export class Retries implements Waits<Pick<Cause, 'code'>> {
  #rejected = 0;
  #others = 0;

  /** A run that was good: what fails next is the first of its kind. */
  good(): void {
    this.#rejected = 0;
    this.#others = 0;
  }

  /** Takes in a failure. @returns how long to wait, as `retryDelay` tells it */
  failed({ code }: Pick<Cause, 'code'>, random: number): number {
    const failures = isRejected(code) ? ++this.#rejected : ++this.#others;
    return retryDelay(code, failures, random);
  }
}
