import type { Outcome } from '../../base/domain.ts';
import type { SiteClock } from '../../base/site-clock.ts';
import { contributionsOf, PARTS } from '../review/parts.ts';
import type { CountableVisit } from '../store/countable.ts';
import type { PresenceSums, SumKey } from '../store/daily-sums.ts';
import type { PresenceOf, PresenceSlot } from '../store/presence.ts';
import type { Store } from '../store/store.ts';
import { PresenceCells } from './presence-cells.ts';
import { ruleOf } from './rule.ts';
import { SLOT, slotsOf } from './slots.ts';
import { keyOf, type Wanted } from './sums.ts';
import { wholeDays } from './whole-days.ts';

/** What sums of presence need of the store. */
export interface PresenceSource {
  readonly sums: Pick<Store['sums'], 'presence' | 'rule'>;
  readonly presence: Pick<Store['presence'], 'between'>;
  readonly countable: Pick<Store['countable'], 'between' | 'spansOf'>;
}

/** A visit goes on for a day of the site at most, ms. */
const DAY = 25 * 3_600_000;

/**
 * Presence of what counts in a range of time, summed: whole days from the sums that are kept, the rest slot by slot; where
 * no sums are kept under this clock, from the tracks. A slot belongs to the range in which it starts.
 */
export function presenceIn(source: PresenceSource, wanted: Wanted, range: TimeRange, clock: SiteClock): PresenceSums[] {
  const { by, basis, cameras, as } = wanted;
  const kept = isKept(source, clock);
  const { days, edges } = kept ? wholeDays(clock, range.from, range.to) : { edges: [range] };
  const whole = days
    ? source.sums.presence({ ...days, by, parts: PARTS[basis], cameras, as: Object.fromEntries(as) })
    : [];
  const rest = edges.flatMap((edge) => slotsIn(source, cameras, edge, clock));
  return summed(whole, rest, wanted, clock);
}

/**
 * The same in many short ranges, by the start of each: what is in them is read once.
 * @param ranges one after another, none in another
 */
export function presenceInEach(
  source: PresenceSource,
  wanted: Wanted,
  ranges: readonly TimeRange[],
  clock: SiteClock,
): Map<number, PresenceSums[]> {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return new Map();
  const slots = slotsIn(source, wanted.cameras, { from: first.from, to: last.to }, clock);
  slots.sort((a, b) => a.slot - b.slot);
  let next = 0;
  return new Map(
    ranges.map((range) => {
      const start = next;
      while (next < slots.length && slots[next]!.slot < range.to) next++;
      return [range.from, summed([], slots.slice(start, next), wanted, clock)];
    }),
  );
}

interface TimeRange {
  readonly from: number;
  readonly to: number;
}

function isKept(source: PresenceSource, clock: SiteClock): boolean {
  return ruleOf(source.sums)?.timeZone === clock.zone;
}

/** Sums of whole days with those of slots on other days. */
function summed(
  whole: readonly PresenceSums[],
  slots: readonly PresenceOf[],
  { by, basis, as }: Wanted,
  clock: SiteClock,
): PresenceSums[] {
  const cells = new PresenceCells(clock);
  for (const slot of slots) cells.add(slot);
  const groups = new Map(whole.map((row) => [keyOf(row, by), row]));
  const daysOf = new Map<string, Set<number>>();
  for (const { part, ...cell } of cells.take()) {
    if (!PARTS[basis].includes(part) || !as.has(cell.taxon)) continue;
    const all = { ...cell, taxon: as.get(cell.taxon)! };
    const keys: Pick<PresenceSums, SumKey> = Object.fromEntries(by.map((key) => [key, all[key]]));
    const key = keyOf(keys, by);
    const known = groups.get(key);
    const seen = daysOf.get(key) ?? new Set();
    const more = seen.has(cell.day) ? 0 : 1;
    daysOf.set(key, seen.add(cell.day));
    const sums = { seconds: cell.seconds + (known?.seconds ?? 0), most: Math.max(cell.most, known?.most ?? 0) };
    groups.set(key, { ...keys, ...sums, days: (known?.days ?? 0) + more });
  }
  return [...groups.values()];
}

/** The slots of visits at some cameras that start in a range: as they are stored, else from tracks. */
export function slotsIn(
  source: PresenceSource,
  cameras: readonly string[],
  range: TimeRange,
  clock: SiteClock,
): PresenceOf[] {
  const kept = isKept(source, clock);
  return cameras.flatMap((camera) =>
    kept ? source.presence.between(camera, range.from, range.to) : [...fromTracks(source, camera, range, clock)],
  );
}

/** The slots of what counts at a camera, where none are stored. */
function* fromTracks(
  { countable }: PresenceSource,
  camera: string,
  { from, to }: TimeRange,
  clock: SiteClock,
): Generator<PresenceOf> {
  for (const counted of countable.between(camera, from - DAY, to + SLOT))
    for (const slot of presenceOf(counted, countable, clock)) if (slot.slot >= from && slot.slot < to) yield slot;
}

/** The slots of a visit as its tracks say, with what it counts as; none where it does not count. */
export function presenceOf(
  counted: CountableVisit,
  countable: Pick<Store['countable'], 'spansOf'>,
  clock: SiteClock,
): PresenceOf[] {
  if (contributionsOf(counted).length === 0) return [];
  return counting(slotsOf(countable.spansOf(counted.visit.id), clock), counted);
}

/** All slots of a visit with what it counts as. */
export function counting(
  slots: readonly PresenceSlot[],
  { visit, outcome }: { readonly visit: Omit<CountableVisit['visit'], 'id' | 'startAt'>; readonly outcome?: Outcome },
): PresenceOf[] {
  const { camera, zone = '' } = visit;
  const fullest = slots.reduce((most, slot) => Math.max(most, slot.most), 0);
  return slots.map((slot) => ({ ...slot, camera, zone, fullest, visit, ...(outcome && { outcome }) }));
}
