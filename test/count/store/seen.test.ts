import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSeen } from '../../../src/count/store/seen.ts';
import { tempFile, tempStore } from './temp.ts';
import { aTrack, aVisit, T } from './values.ts';

it('sums counted visits by taxon and quarter of an hour, and writes nothing', async () => {
  const file = await tempFile();
  const store = await tempStore(file);
  const visits = [
    aVisit('a', { taxon: 'anas', startAt: T + 1 }),
    aVisit('b', { taxon: 'anas', startAt: T + 899_999 }),
    aVisit('c', { taxon: 'anas', startAt: T + 900_000 }),
    aVisit('d', { taxon: 'grus', status: 'set-aside', reason: 'a stone' }),
  ];
  for (const visit of visits) await store.saveVisit(visit, 'end', T);
  await store.saveVisit(aVisit('e', { taxon: 'anas', startAt: T + 2, tracks: ['t'] }), 'end', T, [aTrack('t')]);
  const review = { id: 'r', visit: 'e', track: 't', at: T, by: 'Lin', action: 'correct', taxon: 'corvus' } as const;
  await store.write(({ reviews }) => reviews.put(review));
  const before = readFileSync(file);
  expect(readSeen(file)).toEqual([
    { taxon: 'anas', at: T, visits: 2 },
    { taxon: 'anas', at: T + 900_000, visits: 1 },
    { taxon: 'corvus', at: T, visits: 1 },
  ]);
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('refuses in words what is no database of a box', async () => {
  const file = await tempFile();
  expect(() => readSeen(file)).toThrow(/roost\.db: does not exist/);
  writeFileSync(file, '');
  expect(() => readSeen(file)).toThrow(/read records .*roost\.db: no such table/);
});
