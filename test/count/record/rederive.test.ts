import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track } from '../../../src/base/domain.ts';
import { Folding } from '../../../src/count/record/folding.ts';
import { apply, type RederiveRule, rederive } from '../../../src/count/record/rederive.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { tempStore } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { called, HOUR, SECOND, track } from '../visit/tracks.ts';

const RULE: RederiveRule = { gapMs: 60 * SECOND, clock: String };
const LATER = T + 90 * HOUR;

/** A store that a box has filled, track by track, under the usual rule. */
async function filled(tracks: readonly Track[]): Promise<Store> {
  const store = await tempStore();
  const folding = new Folding(store, RULE.gapMs, new Repeats({ clock: String }));
  for (const one of [...tracks].sort((a, b) => a.startAt - b.startAt)) {
    await folding.advance(one.startAt);
    await folding.tracks([one], [], one.endAt);
  }
  await folding.flush(LATER);
  await folding.advance(LATER);
  return store;
}

const at = (id: string, seconds: number, lasts = 10) => track(id, T + seconds * SECOND, T + (seconds + lasts) * SECOND);
const summary = (store: Store) =>
  store.visits
    .list({ limit: 99 })
    .map(({ id, individuals }) => `${id} ${individuals}`)
    .sort();

describe('visits derived again', () => {
  it('are the same under the same rule, whatever came', async () => {
    const some = fc.array(fc.tuple(fc.nat(2_000), fc.integer({ min: 1, max: 90 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(some, async (starts) => {
        const store = await filled(starts.map(([start, lasts], n) => at(`t${n}`, start, lasts)));
        const { before, after, changed, gone } = rederive(store, RULE, LATER);
        expect([after, changed, gone]).toEqual([before, [], []]);
        await store.close();
      }),
      { numRuns: 40 },
    );
  });

  it('are joined by a longer gap, at once or not at all, and what people decided goes along', async () => {
    const store = await filled([at('a', 0), at('b', 100), at('c', 5_000)]);
    expect(summary(store)).toEqual(['v-a 1', 'v-b 1', 'v-c 1']);
    const review = { id: 'r1', visit: 'v-b', track: 'b', at: T, by: 'Lin', action: 'correct', individuals: 7 } as const;
    await store.write(({ reviews }) => reviews.put(review));
    const result = rederive(store, { ...RULE, gapMs: 300 * SECOND }, LATER);
    expect(result).toMatchObject({
      before: 3,
      after: 2,
      gone: [{ id: 'v-b' }],
      changed: [{ was: { id: 'v-a' }, is: { tracks: ['a', 'b'] } }],
    });
    expect(summary(store)).toEqual(['v-a 1', 'v-b 1', 'v-c 1']);
    await expect(
      store.write((tables) => {
        apply(tables, result, LATER);
        throw new Error('the power went');
      }),
    ).rejects.toThrow('the power went');
    expect(summary(store)).toEqual(['v-a 1', 'v-b 1', 'v-c 1']);
    await store.write((tables) => apply(tables, result, LATER));
    expect(summary(store)).toEqual(['v-a 1', 'v-c 1']);
    expect(store.visits.reviewed('v-a')?.outcome).toMatchObject({ status: 'corrected', individuals: 7, by: ['Lin'] });
    const back = rederive(store, RULE, LATER);
    await store.write((tables) => apply(tables, back, LATER));
    expect(summary(store)).toEqual(['v-a 1', 'v-b 1', 'v-c 1']);
    expect(store.visits.reviewed('v-b')?.outcome).toMatchObject({ individuals: 7 });
  });

  it('count names that are not sure enough as the kind', async () => {
    const store = await filled([called(at('a', 0), 'anas-crecca')]);
    expect(store.visits.list({ limit: 1 })).toMatchObject([{ taxon: 'anas-crecca' }]);
    const { changed } = rederive(store, { ...RULE, minScore: 0.99 }, LATER);
    expect(changed).toMatchObject([{ was: { taxon: 'anas-crecca' }, is: { taxon: 'aves' } }]);
  });
});
