import { expect, it } from 'vitest';
import { isOwnFirst, likeliestOf } from '../../dashboard/src/pages/review/evidence.ts';

const taxon = (id: string) => ({ id, scientific: id });

it('knows who confirmed a first record already, however the name is written', () => {
  const waits = { outcome: { status: 'awaiting', by: ['Lin Yue'] } } as never;
  expect(isOwnFirst(waits, ' lin yue ')).toBe(true);
  expect(isOwnFirst(waits, 'Wang')).toBe(false);
  expect(isOwnFirst({ outcome: { status: 'confirmed', by: ['Lin Yue'] } } as never, 'Lin Yue')).toBe(false);
  expect(isOwnFirst({}, '')).toBe(false);
});

it('offers each name once, with the surest word of any track, and not the one that it has', () => {
  const opinion = (...top: [string, number][]) => ({
    verdict: { opinions: [{ top: top.map(([id, score]) => ({ taxon: taxon(id), score })) }] },
  });
  const tracks = [opinion(['duck', 0.9], ['teal', 0.2]), opinion(['teal', 0.5], ['heron', 0.4]), {}];
  const found = likeliestOf({ taxon: taxon('duck'), tracks } as never);
  expect(found.map(({ id }) => id)).toEqual(['teal', 'heron']);
});
