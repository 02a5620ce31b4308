import { setTimeout as sleep } from 'node:timers/promises';
import type { Vigil } from './vigil.ts';

/** Since when a run has been silent, by the monotonic clock; or that its end was asked for. */
export type Verdict = { readonly since: number } | 'asked';

/** How often the watchdog looks, in milliseconds. */
const LOOK_EVERY = 250;

/** Waits until a vigil finds that nothing came for too long. */
export async function watchdog(vigil: Vigil, signal: AbortSignal): Promise<Verdict> {
  while (!signal.aborted) {
    await sleep(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
    const since = vigil.look(performance.now());
    if (since !== undefined) return { since };
  }
  return 'asked';
}
