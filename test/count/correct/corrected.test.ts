import { describe, expect, it } from 'vitest';
import type { Review, Visit } from '../../../src/base/domain.ts';
import { correctedCounts } from '../../../src/count/correct/corrected.ts';
import { tempStore } from '../store/temp.ts';
import { aTrack, aVisit, T } from '../store/values.ts';

const RANGE = { from: T, to: T + 86_400_000 };
const [MALLARD, TEAL] = ['anas-platyrhynchos', 'anas-crecca'];

/** Visits of a day, each with what was decided on it, in a real store. */
async function boxWith(...list: readonly (readonly [Partial<Visit>, Partial<Review>?])[]) {
  const store = await tempStore();
  await store.write(({ tracks, visits, reviews }) => {
    for (const [n, [more, said]] of list.entries()) {
      const visit = aVisit(`v${n}`, { startAt: T + n * 1000, taxon: MALLARD, tracks: [`t${n}`], ...more });
      tracks.put(aTrack(`t${n}`, { startAt: visit.startAt, camera: visit.camera }));
      visits.put(visit, 'end', T);
      const review: Review = { id: `r${n}`, visit: visit.id, track: `t${n}`, at: T, by: 'Lin', action: 'confirm' };
      if (said) reviews.put({ ...review, ...said });
    }
  });
  return store;
}

describe('corrected counts of a store', () => {
  it('count what people decided, also of what was set aside, and nothing else where all was looked at', async () => {
    const store = await boxWith(
      [{}, {}],
      [{}, { action: 'correct', taxon: TEAL }],
      [{}, { action: 'reject' }],
      [
        { status: 'set-aside', reason: 'still' },
        { action: 'correct', taxon: TEAL },
      ],
      [{ status: 'set-aside', reason: 'still' }],
      // It still goes on.
      [{ closed: false }],
      [{ camera: 'west', taxon: 'aves' }, {}],
    );
    const sample = { share: 1, seed: '' };
    const { sample: facts, rows } = await correctedCounts(store.visits, { ...RANGE, sample });
    expect(facts).toEqual({ visits: 4, sampled: 4, decided: 4 });
    const brief = rows.map(({ taxon, named, corrected }) => [taxon, named, 'count' in corrected && corrected.count]);
    expect(brief).toEqual([
      [TEAL, 0, 2],
      [MALLARD, 3, 1],
      ['aves', 1, 1],
    ]);
    const east = await correctedCounts(store.visits, { ...RANGE, sample, camera: 'west', rank: 'class' });
    expect(east.rows.map(({ taxon }) => taxon)).toEqual(['aves']);
  });

  it('take nobody for decided who cannot tell, nor a first record that waits for its second person', async () => {
    const store = await boxWith([{}, { action: 'uncertain' }], [{ review: ['first-record'] }, {}], [{}]);
    const { sample, rows } = await correctedCounts(store.visits, { ...RANGE, sample: { share: 1, seed: '' } });
    expect(sample).toEqual({ visits: 3, sampled: 3, decided: 0 });
    // There are no more than three to look at.
    expect(rows).toMatchObject([{ named: 3, known: 0, corrected: { kind: 'refused', moreReviews: 3 } }]);
  });
});
