import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reviewed } from '../../../src/base/domain.ts';
import type { VisitPages } from '../../../src/count/tally/counted.ts';
import { type JudgedRange, judgedVisits } from '../../../src/count/tally/judged.ts';
import { aVisit, T } from '../store/values.ts';

const SECOND = 1000;
const EVERYTHING = { from: T - 400 * 86_400_000, to: T + 400 * 86_400_000 };
const TAXA = ['aves', 'anas-crecca'];

const reviewed = (...given: Parameters<typeof aVisit>): Reviewed => ({ visit: aVisit(...given), version: 1 });

/** Visits in memory, paged as the store pages them. */
function pagesOf(visits: readonly Reviewed[]): VisitPages & { asked: number } {
  const ordered = [...visits].sort(({ visit: a }, { visit: b }) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));
  const pages = {
    asked: 0,
    page: ({ from, to, after, limit }) => {
      const later = ({ visit }: Reviewed) =>
        !after || visit.startAt > after.startAt || (visit.startAt === after.startAt && visit.id > after.id);
      const page = ordered.filter((each) => each.visit.startAt >= from && each.visit.startAt < to && later(each));
      pages.asked += Math.min(page.length, limit);
      return page.slice(0, limit);
    },
  } satisfies VisitPages & { asked: number };
  return pages;
}

const drawn = fc.array(
  fc.record({
    // Seconds since the record before: runs of many intervals without a pause.
    gap: fc.constantFrom(0, 1, 500, 900, 1100, 1799, 1800, 1801),
    ms: fc.nat(999),
    camera: fc.constantFrom('east', 'east', 'west', 'pool'),
    taxon: fc.constantFrom(...TAXA, 'aves', 'aves'),
    continues: fc.option(fc.nat(20), { freq: 4, nil: undefined }),
  }),
  { minLength: 10, maxLength: 60 },
);

function query(more: Partial<JudgedRange>): JudgedRange {
  return {
    ...{ ...EVERYTHING, basis: 'best', intervalMinutes: 30, compare: 'lastIndependentRecord' },
    stations: { east: 'hide', west: 'hide' },
    ...more,
  };
}

const idsOf = async (visits: VisitPages, more: Partial<JudgedRange>) => {
  const judged: [string, boolean][] = [];
  for await (const { reviewed, independent } of judgedVisits(visits, query(more)))
    judged.push([reviewed.visit.id, independent]);
  return judged;
};

describe('records of a range', () => {
  it.each(['lastIndependentRecord', 'lastRecord'] as const)(
    'are what they are among all that was ever recorded, from the %s',
    async (compare) => {
      await fc.assert(
        fc.asyncProperty(
          drawn,
          fc.constantFrom(0, 1, 10, 30, 600),
          fc.nat(60),
          async (list, intervalMinutes, first) => {
            let second = 0;
            const visits = list.map(({ gap, ms, camera, taxon, continues }, index) => {
              second += gap;
              const startAt = T + second * SECOND + ms;
              return reviewed(`v${index}`, {
                startAt,
                camera,
                taxon,
                ...(continues && { continues: `v${continues}` }),
              });
            });
            const pages = pagesOf(visits);
            const from = (visits[first]?.visit.startAt ?? T) + 1;
            const rule = { compare, intervalMinutes };
            const since = new Set(visits.flatMap(({ visit }) => (visit.startAt >= from ? [visit.id] : [])));
            const all = await idsOf(pages, rule);
            expect(await idsOf(pages, { ...rule, from })).toEqual(all.filter(([id]) => since.has(id)));
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  it('begin with themselves where they are to be judged against their range alone', async () => {
    const at = (id: string, minute: number) => reviewed(id, { startAt: T + minute * 60_000 });
    const pages = pagesOf([at('a', 0), at('b', 20), at('c', 40)]);
    const from = T + 10 * 60_000;
    // b comes 20 min after a: none. c comes 40 min after a: one. Without a, b is the first and c is none.
    expect(await idsOf(pages, { from })).toEqual([
      ['b', false],
      ['c', true],
    ]);
    expect(await idsOf(pages, { from, against: 'range' })).toEqual([
      ['b', true],
      ['c', false],
    ]);
  });

  it('tell the seconds since a record of the range', async () => {
    const at = (id: string, minute: number) => reviewed(id, { startAt: T + minute * 60_000 });
    const pages = pagesOf([at('a', 0), at('b', 40), at('c', 80)]);
    const deltas: number[] = [];
    for await (const { deltaSeconds } of judgedVisits(pages, query({ from: T + 1000 }))) deltas.push(deltaSeconds);
    expect(deltas).toEqual([0, 2400]);
  });

  it.each([50, 51, 52, 53])('keep the step of a run that began long before: %d', async (n) => {
    // One every 20 min: every second one is 40 min after the one that counted before it.
    const run = pagesOf(Array.from({ length: 100 }, (_, k) => reviewed(`v${k}`, { startAt: T + k * 1_200_000 })));
    const judged = await idsOf(run, { from: T + n * 1_200_000, to: T + (n + 1) * 1_200_000 });
    expect(judged).toEqual([[`v${n}`, n % 2 === 0]]);
  });

  it('read no further back than to a pause', async () => {
    const daily = Array.from({ length: 3_000 }, (_, n) => reviewed(`v${n}`, { startAt: T + n * 3_600_000 }));
    const pages = pagesOf(daily);
    const from = T + 2_990 * 3_600_000;
    expect(await idsOf(pages, { from, to: from + 1 })).toEqual([['v2990', true]]);
    // Two days back for what went on over a midnight, and the hour before.
    expect(pages.asked).toBeLessThan(60);
  });
});
