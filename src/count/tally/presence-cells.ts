import type { SiteClock } from '../../base/site-clock.ts';
import { type Contribution, contributionsOf } from '../review/parts.ts';
import type { PresenceCell, PresenceOf } from '../store/presence.ts';

/**
 * How many of what a visit counts as were there in a slot. Who says how many there were says it of the moment with the most; the
 * machine's tracks show when there were fewer.
 */
export function seenIn(
  { most, fullest }: Pick<PresenceOf, 'most' | 'fullest'>,
  { part, individuals }: Pick<Contribution, 'part' | 'individuals'>,
): number {
  return part === 'reviewed' && most === fullest ? individuals : Math.min(most, individuals);
}

/** Presence summed by day, hour, camera, zone, taxon and part. */
export class PresenceCells {
  readonly #clock: SiteClock;
  #cells = new Map<string, PresenceCell>();

  constructor(clock: SiteClock) {
    this.#clock = clock;
  }

  /** Adds a slot of a visit, as what the visit counts as; nothing where it does not count. */
  add({ camera, zone, slot, seconds, most, fullest, ...visit }: PresenceOf): void {
    const { day, hour } = this.#clock.at(slot);
    for (const contribution of contributionsOf(visit)) {
      const { part, taxon } = contribution;
      const key = JSON.stringify([day, hour, camera, zone, taxon, part]);
      const seen = seenIn({ most, fullest }, contribution);
      const known = this.#cells.get(key);
      const own = { day, hour, camera, zone, taxon, part };
      const sum = { seconds: seconds + (known?.seconds ?? 0), most: Math.max(seen, known?.most ?? 0) };
      this.#cells.set(key, { ...own, ...sum });
    }
  }

  /** The cells, and starts over. */
  take(): PresenceCell[] {
    const cells = [...this.#cells.values()];
    this.#cells = new Map();
    return cells;
  }
}
