import { expect, it } from 'vitest';
import { roomTrouble } from '../../src/box/room-words.ts';

const GB = 1e9;
const well = {
  ...{ free: 30 * GB, floor: 3 * GB, kept: 20 * GB, budget: 50 * GB, went: { files: 0, bytes: 0 } },
  ...{ stuck: false, lost: false },
};

it('the room is well while days are left, before anything is known, and while common clips make room', () => {
  expect(roomTrouble(well)).toBeUndefined();
  expect(roomTrouble({ ...well, perDay: 3 * GB, daysLeft: 7.1 })).toBeUndefined();
  expect(roomTrouble({ ...well, perDay: 8 * GB, daysLeft: 0, went: { files: 9, bytes: GB } })).toBeUndefined();
});

it('is said to be used up soon, with the days at the present rate, before it is', () => {
  expect(roomTrouble({ ...well, perDay: 8.8 * GB, daysLeft: 3.4 })).toMatch(/is left for 3 days at 8\.8 GB a day/);
  expect(roomTrouble({ ...well, perDay: 8.8 * GB, daysLeft: 0.2 })).toMatch(/less than a day/);
});

it('is too small where more than common clips must go, and full where nothing is left to go', () => {
  expect(roomTrouble({ ...well, lost: true, went: { files: 1, bytes: 1 } })).toMatch(/too small: no clip of a common/);
  expect(roomTrouble({ ...well, free: 0.4 * GB, stuck: true })).toMatch(/400 MB are free, 3\.0 GB should be/);
});
