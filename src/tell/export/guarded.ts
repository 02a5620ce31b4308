import type { Deployment } from '../../base/domain.ts';
import { protectedInTheWild } from '../../know/taxonomy/wild.ts';
import type { ExportSource } from './format.ts';

/**
 * Ids of the deployments at which a species under protection in the wild was ever recorded, on the best word: what people rejected
 * or named otherwise was not. With them those of the same station, and of the same camera at the same position: they would tell it.
 * @param all deployments, those of a camera by start
 */
export function guardedPlaces(
  { sums, countable }: Pick<ExportSource['store'], 'sums' | 'countable'>,
  all: readonly Deployment[],
): Set<string> {
  const taxa = sums.taxa().filter((taxon) => protectedInTheWild(taxon));
  const seen = all.filter((place) => {
    const own = all.filter(({ camera }) => camera === place.camera);
    const index = own.indexOf(place);
    const from = index === 0 ? Number.MIN_SAFE_INTEGER : place.startAt;
    const to = own[index + 1]?.startAt ?? Number.MAX_SAFE_INTEGER;
    return taxa.some((taxon) => countable.any({ camera: place.camera, taxon }, from, to));
  });
  const beside = (place: Deployment) =>
    seen.some(
      ({ camera, station, latitude, longitude }) =>
        place.station === station ||
        (place.camera === camera && place.latitude === latitude && place.longitude === longitude),
    );
  return new Set(all.filter(beside).map(({ id }) => id));
}
