import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../src/base/domain.ts';
import { deploymentsOf } from '../../../src/count/record/deployments.ts';
import { T } from '../store/values.ts';

const DAY = 86_400_000;
const facts = { place: 'Hide 3', station: 'east', latitude: 31.5, longitude: 121.9, habitat: 'mud' };
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
/** A time of a clock that is right. */
const at = (time: number) => ({ at: time, doubtful: false });
const first: Deployment = { id: 'east-20250503', camera: 'east', startAt: T, ...facts };

describe('deployments', () => {
  it('begin on the day that the camera file names, or now', () => {
    expect(deploymentsOf([{ camera: 'east', startAt: T, facts }], [], at(T + DAY), dayOf)).toEqual([first]);
    expect(deploymentsOf([{ camera: 'east', facts }], [], at(T), dayOf)).toEqual([first]);
  });

  it('go on at a later start of the box, with what the file says now', () => {
    const moved = { ...facts, place: 'Hide 4' };
    expect(deploymentsOf([{ camera: 'east', facts: moved }], [first], at(T + DAY), dayOf)).toEqual([
      { ...first, ...moved },
    ]);
  });

  it('end where the file names a later first day, and leave other cameras alone', () => {
    const other: Deployment = { ...first, id: 'west-20250503', camera: 'west' };
    const startAt = T + 2 * DAY;
    expect(deploymentsOf([{ camera: 'east', startAt, facts }], [first, other], at(startAt), dayOf)).toEqual([
      { ...first, endAt: startAt },
      { ...first, id: 'east-20250505', startAt },
    ]);
  });

  it('never begin by a clock that is not right, but go on, and begin where the file names the day', () => {
    const wrong = { at: 0, doubtful: true };
    expect(deploymentsOf([{ camera: 'east', facts }], [], wrong, dayOf)).toEqual([]);
    expect(deploymentsOf([{ camera: 'east', facts }], [first], wrong, dayOf)).toEqual([first]);
    expect(deploymentsOf([{ camera: 'east', startAt: T, facts }], [], wrong, dayOf)).toEqual([first]);
  });
});
