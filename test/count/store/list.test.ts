import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../src/base/domain.ts';
import type { VisitPlace } from '../../../src/count/store/visit-list.ts';
import { type SavingStore as Store, tempStore } from './temp.ts';
import { aVisit, T } from './values.ts';

async function save(store: Store, visits: readonly Visit[]): Promise<void> {
  await Promise.all(visits.map((visit) => store.saveVisit(visit, 'new', visit.startAt)));
}

describe('the list of visits', () => {
  it('is filtered by camera, taxa, start, status, whether it is closed and what to review', async () => {
    const store = await tempStore();
    await save(store, [
      aVisit('a', { startAt: T }),
      aVisit('b', { startAt: T + 1, camera: 'reeds' }),
      aVisit('c', { startAt: T + 2, taxon: 'mammalia' }),
      aVisit('d', { startAt: T + 3, status: 'set-aside', reason: 'a branch' }),
      aVisit('e', { startAt: T + 3, closed: false }),
      aVisit('g', { startAt: T - 2, score: 0.4 }),
      aVisit('f', { startAt: T - 1, taxon: 'grus-grus', review: ['off-list', 'first-record'] }),
    ]);
    const ids = (filter: object) => store.visits.list({ limit: 10, ...filter }).map((visit) => visit.id);
    expect(ids({})).toEqual(['e', 'd', 'c', 'b', 'a', 'f', 'g']);
    expect(ids({ belowScore: 0.5 })).toEqual(['g']);
    expect(ids({ minScore: 0.4, belowScore: 0.41 })).toEqual(['g']);
    expect(ids({ minScore: 0.41, to: T })).toEqual(['f']);
    expect(ids({ outcome: 'none', taxa: ['grus-grus'] })).toEqual(['f']);
    expect(ids({ outcome: 'confirmed' })).toEqual([]);
    expect(ids({ camera: 'reeds' })).toEqual(['b']);
    expect(ids({ taxa: ['mammalia', 'grus-grus'] })).toEqual(['c', 'f']);
    expect(ids({ taxa: [] })).toEqual([]);
    expect(ids({ review: true })).toEqual(['f']);
    expect(ids({ review: 'first-record', taxa: ['grus-grus'] })).toEqual(['f']);
    expect(ids({ review: 'protected-1' })).toEqual([]);
    expect(ids({ from: T + 1, to: T + 3 })).toEqual(['c', 'b']);
    expect(ids({ status: 'set-aside' })).toEqual(['d']);
    expect(ids({ closed: false })).toEqual(['e']);
    expect(ids({ closed: true, status: 'counted', camera: 'east' })).toEqual(['c', 'a', 'f', 'g']);
    expect(ids({ after: { startAt: T + 3, id: 'e' }, limit: 2 })).toEqual(['d', 'c']);
  });

  it('knows which taxa were counted before a time', async () => {
    const store = await tempStore();
    await save(store, [
      aVisit('a', { taxon: 'grus-grus' }),
      aVisit('b', { taxon: 'ciconia-nigra', status: 'set-aside' }),
    ]);
    expect(store.visits.recordedBefore('grus-grus', T)).toBe(false);
    expect(store.visits.recordedBefore('grus-grus', T + 1)).toBe(true);
    expect(store.visits.recordedBefore('ciconia-nigra', T + 1)).toBe(false);
  });

  it('shows each visit of the first moment once, in order, while others arrive', async () => {
    const starts = fc.array(fc.nat(20), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(starts, starts, fc.integer({ min: 1, max: 7 }), async (first, later, limit) => {
        const store = await tempStore();
        const before = first.map((start, index) => aVisit(`f${index}`, { startAt: T + start }));
        const arriving = later.map((start, index) => aVisit(`l${index}`, { startAt: T + start }));
        await save(store, before);
        const seen: Visit[] = [];
        let after: VisitPlace | undefined;
        for (;;) {
          const page = store.visits.list({ limit, ...(after && { after }) });
          seen.push(...page);
          after = page.at(-1);
          if (!after) break;
          await save(store, arriving.splice(0, 3));
        }
        const ids = seen.map((visit) => visit.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining(before.map((visit) => visit.id)));
        const inOrder = [...seen].sort((a, b) => b.startAt - a.startAt || (a.id < b.id ? 1 : -1));
        expect(seen).toEqual(inOrder);
        await store.close();
      }),
      { numRuns: 25 },
    );
  });
});
