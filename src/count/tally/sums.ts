import type { Basis } from '../../base/domain.ts';
import type { SiteClock } from '../../base/site-clock.ts';
import { PARTS } from '../review/parts.ts';
import type { Cell, Sums } from '../store/daily.ts';
import type { SumKey, SumsRow } from '../store/daily-sums.ts';
import type { Store } from '../store/store.ts';
import { added, Cells } from './cells.ts';
import { ruleOf } from './rule.ts';
import { wholeDays } from './whole-days.ts';

/** What sums need of the store. */
export interface SumsSource {
  readonly sums: Pick<Store['sums'], 'sums' | 'rule'>;
  readonly countable: Pick<Store['countable'], 'between'>;
}

/** Which sums, in any range of time. */
export interface Wanted {
  readonly by: readonly SumKey[];
  readonly basis: Basis;
  readonly cameras: readonly string[];
  /** What each taxon is summed as; one that is not here is left out. */
  readonly as: ReadonlyMap<string, string>;
}

/** Counted visits in a range of time, summed: whole days from the sums that are kept, the rest visit by visit. */
export function sumsIn(
  source: SumsSource,
  { by, basis, cameras, as }: Wanted,
  { from, to }: { from: number; to: number },
  clock: SiteClock,
): SumsRow[] {
  const parts = PARTS[basis];
  const kept = ruleOf(source.sums)?.timeZone === clock.zone;
  const { days, edges } = kept ? wholeDays(clock, from, to) : { edges: [{ from, to }] };
  const whole = days ? source.sums.sums({ ...days, by, parts, cameras, as: Object.fromEntries(as) }) : [];
  const cells = new Cells(clock);
  for (const edge of edges)
    for (const camera of cameras)
      for (const visit of source.countable.between(camera, edge.from, edge.to)) cells.add(visit);
  const rest = cells.take().filter(({ part, taxon }) => parts.includes(part) && as.has(taxon));
  const groups = new Map(whole.map((row) => [keyOf(row, by), row]));
  for (const [key, { row, days: more }] of grouped(rest, by, as)) {
    const known = groups.get(key);
    const reviewed = (known?.reviewed ?? 0) + row.reviewed;
    groups.set(key, { ...row, ...(known && added(known, row)), reviewed, days: (known?.days ?? 0) + more.size });
  }
  return [...groups.values()];
}

type Part = Omit<SumsRow, 'days'>;

/** Cells of the edges by the keys asked for, with their days. */
function grouped(cells: readonly (Cell & Sums)[], by: readonly SumKey[], as: ReadonlyMap<string, string>) {
  const groups = new Map<string, { row: Part; days: Set<number> }>();
  for (const { part, ...cell } of cells) {
    const { day, hour, camera, zone, taxon, ...sums } = cell;
    const all = { day, hour, camera, zone, taxon: as.get(taxon)! };
    const keys: Partial<typeof all> = Object.fromEntries(by.map((key) => [key, all[key]]));
    const own = { ...keys, ...sums, reviewed: part === 'plain' ? 0 : sums.visits };
    const key = keyOf(own, by);
    const known = groups.get(key);
    const row = known ? { ...own, ...added(known.row, own), reviewed: known.row.reviewed + own.reviewed } : own;
    groups.set(key, { row, days: (known?.days ?? new Set()).add(day) });
  }
  return groups;
}

/** A group's name, by the values of its keys. */
export function keyOf(row: { readonly [K in SumKey]?: string | number }, by: readonly SumKey[]): string {
  return JSON.stringify(by.map((key) => row[key]));
}
