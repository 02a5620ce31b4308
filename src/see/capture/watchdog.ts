import type { Vigil } from './vigil.ts';

/** Since when a run has been silent, by the monotonic clock; or that its end was asked for. */
export type Verdict = { readonly since: number } | 'asked';

/** How often the watchdog looks, in milliseconds. */
const LOOK_EVERY = 250;

/**
 * Waits until a vigil finds that nothing came for too long.
 * @throws whatever the vigil throws (rejects)
 */
export function watchdog(vigil: Vigil, signal: AbortSignal): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve('asked');
    const over = () => {
      clearInterval(timer);
      signal.removeEventListener('abort', asked);
    };
    const asked = () => {
      over();
      resolve('asked');
    };
    // One timer for the whole run: one made anew for each look costs more than the look.
    const timer = setInterval(() => {
      try {
        const since = vigil.look(performance.now());
        if (since === undefined) return;
        over();
        resolve({ since });
      } catch (error) {
        over();
        reject(error);
      }
    }, LOOK_EVERY);
    signal.addEventListener('abort', asked, { once: true });
  });
}
