import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Review, Track } from '../../../src/base/domain.ts';
import { Folding } from '../../../src/count/record/folding.ts';
import { apply, type RederiveRule, rederive } from '../../../src/count/record/rederive.ts';
import type { Store } from '../../../src/count/store/store.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { tempStore } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { called, HOUR, SECOND, track } from '../visit/tracks.ts';
import { told } from './told.ts';

const RULE: RederiveRule = { gapMs: 60 * SECOND, clock: String };
const LATER = T + 90 * HOUR;

/** A store that a box has filled, track by track, under the usual rule. */
async function filled(tracks: readonly Track[]): Promise<Store> {
  const store = await tempStore();
  const folding = new Folding(store, RULE.gapMs, new Repeats({ clock: String }));
  for (const one of [...tracks].sort((a, b) => a.startAt - b.startAt)) {
    await folding.advance(one.startAt);
    await told(store, folding, [one], [], one.endAt);
  }
  await folding.flush();
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

  it('have their first records by what is derived, not by what was stored before', async () => {
    const mallard = (of: Track, score: number) => {
      const named = called(of, 'anas-platyrhynchos');
      return { ...named, verdict: { ...named.verdict!, score } };
    };
    const store = await filled([mallard(at('weak', 0), 0.5), mallard(at('strong', 80_000), 0.9)]);
    const rule = { ...RULE, minScore: 0.6 };
    const first = rederive(store, rule, LATER);
    expect(first.changed.map(({ is }) => [is.id, is.review])).toEqual([
      ['v-weak', []],
      ['v-strong', ['first-record']],
    ]);
    await store.write((tables) => apply(tables, first, LATER));
    expect(rederive(store, rule, LATER)).toMatchObject({ changed: [], gone: [] });
  });

  it('twice are the same as once, whatever people decided and whatever the rule', async () => {
    const seen = fc.record({
      start: fc.nat(600),
      taxon: fc.constantFrom('anas-platyrhynchos', 'anas', 'grus-grus', undefined),
      score: fc.constantFrom(0.4, 0.7, 0.95),
      moved: fc.boolean(),
      place: fc.constantFrom(0.1, 0.5),
    });
    const decision = fc.record({
      of: fc.nat(9),
      action: fc.constantFrom('reject', 'confirm', 'correct', 'uncertain'),
      by: fc.constantFrom('Lin', 'Wu'),
      taxon: fc.constantFrom('anas-crecca', 'grus-grus'),
    });
    const rules = fc.record({ gap: fc.constantFrom(20, 60, 300), minScore: fc.constantFrom(0, 0.6, 0.9) });
    const everything = fc.tuple(
      fc.array(seen, { minLength: 1, maxLength: 10 }),
      fc.array(decision, { maxLength: 5 }),
      fc.array(rules, { minLength: 1, maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(everything, async ([animals, decisions, some]) => {
        const store = await filled(
          animals.map(({ start, taxon, score, moved, place }, n) => {
            const box = { x: place, y: 0.5, w: 0.1, h: 0.1 };
            const plain = track(`t${n}`, T + start * SECOND, T + (start + 9) * SECOND, { moved, box });
            const named = taxon && called(plain, taxon);
            return named ? { ...named, verdict: { ...named.verdict!, score } } : plain;
          }),
        );
        for (const [n, { of, action, by, taxon }] of decisions.entries()) {
          const visits = store.visits.list({ limit: 99 });
          const visit = visits[of % visits.length]!;
          const said = action === 'correct' ? { taxon } : {};
          const review: Review = {
            id: `r${n}`,
            visit: visit.id,
            track: visit.tracks[0]!,
            at: T + n,
            by,
            action,
            ...said,
          };
          await store.write(({ reviews }) => reviews.put(review));
        }
        for (const { gap, minScore } of some) {
          const rule = { ...RULE, gapMs: gap * SECOND, minScore };
          const once = rederive(store, rule, LATER);
          await store.write((tables) => apply(tables, once, LATER));
          const twice = rederive(store, rule, LATER);
          expect([twice.changed, twice.gone, twice.before]).toEqual([[], [], once.after]);
        }
        await store.close();
      }),
      { numRuns: 60 },
    );
  });
});
