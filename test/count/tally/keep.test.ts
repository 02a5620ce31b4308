import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Basis, Review } from '../../../src/base/domain.ts';
import { countedAs } from '../../../src/count/review/basis.ts';
import { PARTS } from '../../../src/count/review/parts.ts';
import type { SumsRow } from '../../../src/count/store/daily-sums.ts';
import { independent } from '../../../src/count/tally/independence.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import type { DailyRule } from '../../../src/count/tally/rule.ts';
import { EVER, stationAt } from '../../../src/count/tally/stations.ts';
import { keepUnder } from '../../../src/count/tally/under.ts';
import { type SavingStore as Store, tempFile, tempStore } from '../store/temp.ts';
import { aTrack, aVisit } from '../store/values.ts';

const HOUR = 3_600_000;
/** Ten minutes before Berlin puts its clocks back, in the night of the last Sunday of October. */
const NIGHT = Date.parse('2025-10-26T00:50:00Z');
const TAXA = ['anas-platyrhynchos', 'anas-crecca', 'aves'];
const RULE: DailyRule = {
  timeZone: 'Europe/Berlin',
  stations: { east: 'mudflat', west: 'mudflat', reeds: 'reeds' },
  intervalMinutes: 30,
  compare: 'lastIndependentRecord',
};

/** West moved twice, and is again where it was. */
const MOVED: DailyRule = {
  ...RULE,
  stations: {
    ...RULE.stations,
    west: [
      { from: EVER, station: 'mudflat' },
      { from: NIGHT + 60 * 60_000, station: 'reeds' },
      { from: NIGHT + 120 * 60_000, station: 'mudflat' },
    ],
  },
};

/** Counts again from the visits themselves, without any sum that was kept. */
function recount(store: Store, basis: Basis, rule: DailyRule) {
  const all = store.visits.page({ from: 0, to: Number.MAX_SAFE_INTEGER, limit: 10_000 });
  const counting = all.flatMap((reviewed) => {
    const counted = !reviewed.visit.clock && countedAs(reviewed, basis);
    return counted ? [{ reviewed, counted }] : [];
  });
  const best = all.flatMap((reviewed) => {
    const counted = !reviewed.visit.clock && countedAs(reviewed, 'best');
    const { id, camera, startAt: at, continues } = reviewed.visit;
    const earlier = all.find(({ visit }) => visit.id === continues);
    // What goes on over a midnight with a visit that counts as the same is no record.
    const goesOn = earlier && !earlier.visit.clock && countedAs(earlier, 'best');
    if (counted && goesOn && goesOn.taxon === counted.taxon) return [];
    return counted ? [{ id, station: stationAt(rule.stations, camera, at), species: counted.taxon, at }] : [];
  });
  const records = new Set(independent(best, rule).flatMap(({ record, independent: yes }) => (yes ? [record.id] : [])));
  const rows = new Map<string, { days: Set<number>; row: Record<string, unknown> }>();
  for (const { reviewed, counted } of counting) {
    const { camera, startAt, id, zone = '' } = reviewed.visit;
    const local = DateTime.fromMillis(startAt, { zone: rule.timeZone });
    const key = JSON.stringify([local.hour, camera, zone, counted.taxon]);
    const { outcome } = reviewed;
    const settled = outcome?.status === 'corrected' || outcome?.status === 'confirmed';
    const own = settled && basis !== 'machine' ? (outcome.adults ?? 0) : 0;
    const known = rows.get(key)?.row as unknown as SumsRow | undefined;
    const days = (rows.get(key)?.days ?? new Set()).add(local.startOf('day').toMillis());
    rows.set(key, {
      days,
      row: {
        ...{ hour: local.hour, camera, zone, taxon: counted.taxon, visits: (known?.visits ?? 0) + 1 },
        records: (known?.records ?? 0) + (basis !== 'machine' && records.has(id) ? 1 : 0),
        individuals: (known?.individuals ?? 0) + counted.individuals,
        least: Math.min(known?.least ?? counted.individuals, counted.individuals),
        most: Math.max(known?.most ?? 0, counted.individuals),
        firstAt: Math.min(known?.firstAt ?? startAt, startAt),
        lastAt: Math.max(known?.lastAt ?? startAt, startAt),
        adults: (known?.adults ?? 0) + own,
        reviewed: (known?.reviewed ?? 0) + (outcome ? 1 : 0),
      },
    });
  }
  return [...rows.values()].map(({ days, row }) => ({ ...row, days: days.size }));
}

function kept(store: Store, basis: Basis) {
  const as = Object.fromEntries(store.sums.taxa().map((taxon) => [taxon, taxon]));
  const parts = basis === 'machine' ? PARTS.machine : PARTS[basis];
  const by = ['hour', 'camera', 'zone', 'taxon'] as const;
  return store.sums
    .sums({ from: 0, to: Number.MAX_SAFE_INTEGER, by, parts, as })
    .map(({ juveniles, females, males, records, ...row }) => {
      return { ...row, records: basis === 'machine' ? 0 : records };
    });
}

const inOrder = (rows: readonly object[]) =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

const step = fc.record({
  slot: fc.nat(11),
  what: fc.constantFrom('put', 'put', 'put', 'withdraw', 'confirm', 'correct', 'reject', 'uncertain'),
  minutes: fc.nat(200),
  seconds: fc.constantFrom(0, 0, 1),
  camera: fc.constantFrom('east', 'west', 'reeds'),
  zone: fc.constantFrom(undefined, 'pool'),
  taxon: fc.constantFrom(...TAXA),
  individuals: fc.integer({ min: 1, max: 4 }),
  setAside: fc.boolean(),
  continues: fc.constantFrom(undefined, undefined, 0, 1, 2),
  clock: fc.constantFrom(undefined, undefined, 'doubtful' as const),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(
  store: Store,
  { slot, what, minutes, seconds, camera, zone, taxon, individuals, setAside, continues, clock }: Step,
  n: number,
) {
  const [id, track] = [`v${slot}`, `t${slot}`];
  const known = store.visits.reviewed(id);
  const at = NIGHT + n;
  if (what === 'put') {
    const startAt = known?.visit.startAt ?? NIGHT + minutes * 60_000 + seconds * 1000;
    const where = known?.visit.camera ?? camera;
    const visit = aVisit(id, {
      startAt,
      camera: where,
      taxon,
      individuals,
      tracks: [track],
      status: setAside ? 'set-aside' : 'counted',
    });
    const goesOn = continues === undefined || continues === slot ? {} : { continues: `v${continues}` };
    const whole = { ...visit, ...(zone && { zone }), ...goesOn, ...(clock && { clock }) };
    return void (await store.saveVisit(whole, known ? 'update' : 'new', at, [aTrack(track, { startAt: NIGHT })]));
  }
  if (!known) return;
  if (what === 'withdraw') return void (await store.write(({ visits }) => visits.withdraw(known.visit, at)));
  const said = what === 'correct' ? { taxon, individuals, adults: 1 } : {};
  const review: Review = { id: `r${n}`, visit: id, track, at, by: 'Lin', action: what, ...said };
  await store.write(({ reviews }) => reviews.put(review));
}

describe('sums kept by day', () => {
  it.each(['lastIndependentRecord', 'lastRecord'] as const)(
    'equal a recount after any corrections, compared to the %s',
    async (compare) => {
      const rule = { ...MOVED, compare };
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(40), async (steps, moves) => {
          const store = await tempStore();
          await keepDaily(store, { ...rule, stations: RULE.stations });
          for (const [n, one] of steps.entries()) {
            if (n === moves) await store.write((tables) => keepUnder(tables, rule));
            await take(store, one, n);
          }
          await store.write((tables) => keepUnder(tables, rule));
          for (const basis of ['machine', 'reviewed', 'best'] as const)
            expect(inOrder(kept(store, basis)), basis).toEqual(inOrder(recount(store, basis, rule)));
          await store.close();
        }),
        { numRuns: 60 },
      );
    },
  );

  it('are made anew under another rule, or after changes that nobody added up', async () => {
    const file = await tempFile();
    const store = await tempStore(file);
    const visit = (id: string, hours: number) => aVisit(id, { startAt: NIGHT + hours * HOUR, tracks: [] });
    expect(await keepDaily(store, RULE)).toBe(true);
    await store.saveVisit(visit('v1', 0), 'end', NIGHT);
    expect(await keepDaily(store, RULE)).toBe(false);
    await store.close();
    const again = await tempStore(file);
    await again.saveVisit(visit('v2', 1), 'end', NIGHT);
    expect(again.sums.rule()).toBeUndefined();
    expect(await keepDaily(again, RULE)).toBe(true);
    expect(kept(again, 'best').map(({ hour, visits, records }) => [hour, visits, records])).toEqual([[2, 2, 2]]);
    const wider = { ...RULE, intervalMinutes: 90 };
    expect(await keepDaily(again, wider)).toBe(true);
    expect(kept(again, 'best').map(({ visits, records }) => [visits, records])).toEqual([[2, 1]]);
  });

  it('add up effort by hour, and again where a minute is told in two parts', async () => {
    const store = await tempStore();
    const part = (more: object) => ({
      camera: 'east',
      minute: NIGHT,
      frames: 100,
      dropped: 1,
      watchedSeconds: 20,
      ...more,
    });
    await store.addEffort(part({}));
    await keepDaily(store, RULE);
    await store.addEffort(part({}));
    await store.addEffort(part({ minute: NIGHT + 60_000, sight: 'dark' }));
    expect(store.sums.effort(0, Number.MAX_SAFE_INTEGER, true)).toEqual([
      { camera: 'east', hour: 2, watchedSeconds: 60, lookedSeconds: 40, frames: 300, dropped: 3 },
    ]);
    expect(store.sums.effort(0, Number.MAX_SAFE_INTEGER, false)).toMatchObject([{ watchedSeconds: 60, frames: 300 }]);
  });
});
