import { Rounds } from '../base/rounds.ts';
import { takeCitations } from '../count/record/citations.ts';
import { takeNamed } from '../count/record/named-again.ts';
import type { Store } from '../count/store/store.ts';
import type { Log } from './log.ts';

/** How often it is looked, ms. */
const OFTEN = 5_000;

/**
 * Takes in what commands leave for the box, which alone writes to the database: what reports cite, and what tracks are called by
 * other models.
 */
export function takingIn(data: string, store: Store, log: Log): Rounds {
  return new Rounds({
    everyMs: OFTEN,
    round: async () => {
      await takeCitations(store, data, Date.now());
      const { named, wrong } = await takeNamed(store, data);
      if (named > 0)
        log.info({ tracks: named }, 'what tracks are called by another model is stored beside their verdicts');
      if (wrong.length > 0)
        log.warn({ files: wrong }, 'what was left for the box cannot be understood and is put aside');
    },
    failed: (error) => log.warn({ error }, 'what was left for the box cannot be taken in; it is tried again'),
  });
}
