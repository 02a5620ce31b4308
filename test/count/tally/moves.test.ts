import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../src/base/domain.ts';
import { movesIn } from '../../../src/count/tally/moves.ts';

const stood = (id: string, camera: string, startAt: number, more: Partial<Deployment> = {}): Deployment => {
  return { id, camera, startAt, place: '', station: 'hide', latitude: 31, longitude: 121, habitat: '', ...more };
};

describe('moves of cameras', () => {
  it('are where a deployment follows another one of its camera, in the range, with how far it is', () => {
    const all = [
      stood('a1', 'a', 0),
      stood('a2', 'a', 10, { latitude: 31.01 }),
      stood('a3', 'a', 30, { latitude: 31.01, directionDegrees: 90 }),
      stood('b1', 'b', 10),
      stood('b2', 'b', 20, { atSite: true }),
    ];
    // A hundredth of a degree of latitude is 1.1 km.
    expect(movesIn(all, 0, 30)).toMatchObject([
      { camera: 'a', at: 10, before: { id: 'a1' }, after: { id: 'a2' }, metres: expect.closeTo(1112, 0) },
      { camera: 'b', at: 20 },
    ]);
    expect(movesIn(all, 0, 30)[1]).not.toHaveProperty('metres');
    expect(movesIn(all, 30, 40)).toMatchObject([{ metres: 0 }]);
  });
});
