import type { Store } from '../store/store.ts';
import type { FalsePlace } from '../visit/repeats.ts';

/**
 * The places of which people said that nothing is there: where the tracks of rejected visits stood that never moved. Read whole once,
 * then only what was decided since.
 */
export class FalsePlaces {
  readonly #store: Store;
  readonly #places = new Map<string, readonly FalsePlace[]>();
  /** Visits to be read again; undefined before the first read. */
  #changed: Set<string> | undefined;

  constructor(store: Store) {
    this.#store = store;
    store.follow({
      name: 'false places',
      take: (change) => {
        if (change.of !== 'visit') return;
        const { before, after } = change;
        const ids = [before, after].flatMap((one) => (one?.outcome?.status === 'rejected' ? [one.visit.id] : []));
        for (const id of ids) this.#changed?.add(id);
      },
    });
  }

  /** Every place, where any is other than at the last read; else undefined. */
  news(): FalsePlace[] | undefined {
    const { visits } = this.#store;
    const ids = this.#changed ?? visits.rejected().map(({ visit }) => visit.id);
    if (this.#changed?.size === 0) return undefined;
    this.#changed = new Set();
    for (const id of ids) {
      const outcome = visits.reviewed(id)?.outcome;
      const by = outcome?.by.at(-1) ?? '';
      const rejected = outcome?.status === 'rejected';
      const places = rejected ? this.#store.tracks.placesOf(id).map((place) => ({ ...place, by })) : [];
      if (places.length > 0) this.#places.set(id, places);
      else this.#places.delete(id);
    }
    return [...this.#places.values()].flat();
  }
}
