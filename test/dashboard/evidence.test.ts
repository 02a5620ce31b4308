import { expect, it } from 'vitest';
import { isOwnFirst } from '../../dashboard/src/pages/review/evidence.ts';

it('knows who confirmed a first record already, however the name is written', () => {
  const waits = { outcome: { status: 'awaiting', by: ['Lin Yue'] } } as never;
  expect(isOwnFirst(waits, ' lin yue ')).toBe(true);
  expect(isOwnFirst(waits, 'Wang')).toBe(false);
  expect(isOwnFirst({ outcome: { status: 'confirmed', by: ['Lin Yue'] } } as never, 'Lin Yue')).toBe(false);
  expect(isOwnFirst({}, '')).toBe(false);
});
