import { describe, expect, it } from 'vitest';
import type { Deployment, Review } from '../../../src/base/domain.ts';
import { guardedPlaces } from '../../../src/tell/export/guarded.ts';
import { tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';

const DAY = 86_400_000;
const stood = (id: string, camera: string, startAt: number, more: Partial<Deployment> = {}): Deployment => {
  return { id, camera, startAt, place: '', station: camera, latitude: 31.5, longitude: 121.9, habitat: '', ...more };
};
const ALL = [
  stood('east-1', 'east', T),
  stood('east-2', 'east', T + 10 * DAY, { station: 'pier', latitude: 31.6 }),
  stood('west-1', 'west', T, { latitude: 31.7 }),
  stood('west-2', 'west', T + 10 * DAY, { latitude: 31.7, directionDegrees: 90 }),
  stood('hide-1', 'hide', T, { station: 'pier', latitude: 31.61 }),
];

async function guarded(...visits: readonly [string, string, number, Partial<Review>?][]) {
  const store = await tempStore();
  for (const [index, [camera, taxon, day, review]] of visits.entries()) {
    const startAt = T + day * DAY;
    const track = aTrack(`t${index}`, { camera, startAt });
    await store.saveVisit(aVisit(`v${index}`, { camera, taxon, startAt, tracks: [track.id] }), 'end', startAt, [track]);
    const said = { id: `r${index}`, visit: `v${index}`, track: track.id, at: startAt, by: 'Lin' };
    if (review) await store.write(({ reviews }) => reviews.put({ ...said, action: 'confirm', ...review }));
  }
  return [...guardedPlaces(store, ALL)].sort();
}

describe('places that are told wide', () => {
  it('are those where a protected species was ever recorded, and not where its camera stood before or after', async () => {
    expect(await guarded(['east', 'grus-grus', 3])).toEqual(['east-1']);
  });

  it('are those beside, too, that would tell the same place: of the station, or of the camera at the same position', async () => {
    expect(await guarded(['east', 'grus-grus', 12])).toEqual(['east-2', 'hide-1']);
    expect(await guarded(['west', 'grus-grus', 12])).toEqual(['west-1', 'west-2']);
  });

  it('follow what people decided, and are for wild animals alone', async () => {
    expect(await guarded(['east', 'grus-grus', 3, { action: 'reject' }])).toEqual([]);
    expect(await guarded(['east', 'grus-grus', 3, { action: 'correct', taxon: 'anas-crecca' }])).toEqual([]);
    expect(await guarded(['east', 'anas-crecca', 3, { action: 'correct', taxon: 'grus-grus' }])).toEqual(['east-1']);
    expect(await guarded(['east', 'gallus-gallus-domesticus', 3], ['west', 'canis-familiaris', 3])).toEqual([]);
  });
});
