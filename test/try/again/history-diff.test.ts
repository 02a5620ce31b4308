import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track } from '../../../src/base/domain.ts';
import { historyDiff } from '../../../src/try/again/history-diff.ts';
import type { Name } from '../../../src/try/again/name.ts';
import { called, HOUR, MINUTE, SECOND, track } from '../../count/visit/tracks.ts';
import { type Names, wholeDiff } from './whole.ts';

const T = Date.parse('2026-05-01T04:00:00Z');
const RULE = { gapMs: MINUTE, timeZone: 'Asia/Shanghai', clock: () => '12:00', falsePlaces: [] };
const name = (taxon: string): Name => ({ taxon, rank: 'species', score: 0.9, review: [] });
const TAXA = ['anas-crecca', 'anas-acuta', 'ardea-alba', 'anas'] as const;

function pages(tracks: readonly Track[], size: number): Track[][] {
  const sorted = [...tracks].sort((a, b) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, i) => sorted.slice(i * size, (i + 1) * size));
}

describe('what counts of history would be', () => {
  it('is the same whether all of it is held at once or a few days of it', () => {
    const drawn = fc.record({
      taxon: fc.constantFrom(...TAXA),
      // Null is called nothing but its kind, undefined as it is stored.
      now: fc.constantFrom(...TAXA, null, undefined),
      again: fc.constantFrom(...TAXA, null, undefined),
      // Some hours apart, over weeks; some last over midnights.
      after: fc.nat(30 * 60),
      minutes: fc.oneof(fc.nat(3), fc.nat(30 * 60)),
      at: fc.nat(8),
      moved: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 25 }), fc.integer({ min: 1, max: 9 }), fc.nat(5), (all, size, days) => {
        let startAt = T;
        const tracks = all.map(({ taxon, after, minutes, at, moved }, i) => {
          startAt += after * MINUTE;
          const box = { x: 0.1 * at, y: 0.4, w: 0.08, h: 0.1 };
          return called(track(`t${i}`, startAt, startAt + minutes * MINUTE + SECOND, { box, moved }), taxon);
        });
        const names = (side: 'now' | 'again'): Names =>
          new Map(
            all.flatMap(({ [side]: said }, i) =>
              said === undefined ? [] : [[`t${i}`, said && name(said)] as [string, Name | null]],
            ),
          );
        const sides = { present: names('now'), candidate: names('again') };
        const from = T + days * 24 * HOUR;
        const whole = wholeDiff(tracks, sides, RULE, from);
        const by = {
          present: (id: string) => sides.present.get(id),
          candidate: (id: string) => sides.candidate.get(id),
        };
        const found = historyDiff(pages(tracks, size), by, RULE, { most: 1000, from });
        expect(found).toEqual({ ...whole, more: 0 });
      }),
      { numRuns: 150 },
    );
  });

  it('lists the newest of many, and says how many more there are', () => {
    const tracks = Array.from({ length: 9 }, (_, i) =>
      called(track(`t${i}`, T + i * 12 * HOUR, T + i * 12 * HOUR + SECOND), 'anas-crecca'),
    );
    const found = historyDiff(pages(tracks, 2), { candidate: () => name('anas-acuta') }, RULE, { most: 2 });
    expect(found).toMatchObject({ changed: 9, more: 7, visits: { present: 9, candidate: 9 } });
    expect(found.otherwise.map(({ tracks }) => tracks)).toEqual([['t7'], ['t8']]);
    expect(found.taxa.map(({ taxon, candidate }) => [taxon, candidate.individuals])).toEqual([
      ['anas-acuta', 9],
      ['anas-crecca', 0],
    ]);
  });
});
