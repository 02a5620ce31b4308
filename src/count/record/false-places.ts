import type { ReadableTables } from '../store/tables.ts';
import type { FalsePlace } from '../visit/repeats.ts';

/** The places of which people said that nothing is there: where the tracks of rejected visits stood that never moved. */
export function falsePlaces({ visits, tracks }: Pick<ReadableTables, 'visits' | 'tracks'>): FalsePlace[] {
  return visits.rejected().flatMap(({ visit, outcome }) => {
    const by = outcome?.by.at(-1) ?? '';
    return tracks.placesOf(visit.id).map((place) => ({ ...place, by }));
  });
}
