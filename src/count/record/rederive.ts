import { isDeepStrictEqual } from 'node:util';
import type { Visit } from '../../base/domain.ts';
import type { ReadableTables, Tables } from '../store/tables.ts';
import { VisitFolder } from '../visit/folder.ts';
import { Repeats } from '../visit/repeats.ts';
import { falsePlaces } from './false-places.ts';
import type { FoldingSite } from './folding.ts';

/** How visits are derived again. */
export interface RederiveRule extends FoldingSite {
  readonly gapMs: number;
  /** Writes a time as people at the site read it, for reasons. */
  readonly clock: (at: number) => string;
}

/** What deriving again would change. */
export interface Rederived {
  /** Visits before, and after. */
  readonly before: number;
  readonly after: number;
  /** New ones, and those that are otherwise than they were. */
  readonly changed: readonly { readonly was?: Visit; readonly is: Visit }[];
  /** Those that are no visits any more. */
  readonly gone: readonly Visit[];
}

/** Read at a time. */
const PAGE = 2_000;

/**
 * Folds all tracks again, oldest first, as a box under this rule would have, and compares with the visits that are stored.
 * Nothing is written. Holds all visits in memory.
 * @param now ms; a visit that may still go on stays open
 */
export function rederive(
  tables: ReadableTables,
  { gapMs, clock, listed = () => false, ...rule }: RederiveRule,
  now: number,
): Rederived {
  const isFirst = (taxon: string, startAt: number) => !listed(taxon) && !tables.visits.recordedBefore(taxon, startAt);
  const repeats = new Repeats({ clock });
  // Here what people rejected cleans the past as well: a box itself only looks a day back.
  repeats.setFalsePlaces(falsePlaces(tables));
  const folder = new VisitFolder({ gapMs, repeats, isFirst, ...rule });
  const visits = new Map<string, Visit>();
  const take = (changes: ReturnType<VisitFolder['offer']>) => {
    for (const { change, visit } of changes) {
      if (change === 'withdrawn') visits.delete(visit.id);
      else visits.set(visit.id, visit);
    }
  };
  for (let page = tables.tracks.page(undefined, PAGE); page.length > 0; page = tables.tracks.page(page.at(-1), PAGE)) {
    take(folder.offer(page));
    take(folder.advance(page.at(-1)!.startAt));
  }
  take(folder.advance(now));
  return compared(tables, visits);
}

function compared({ visits: stored }: ReadableTables, derived: Map<string, Visit>): Rederived {
  const [changed, gone]: [{ was?: Visit; is: Visit }[], Visit[]] = [[], []];
  let before = 0;
  const seen = new Set<string>();
  const all = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER, limit: PAGE };
  for (let page = stored.page(all); page.length > 0; ) {
    for (const { visit: was } of page) {
      before += 1;
      seen.add(was.id);
      const is = derived.get(was.id);
      if (!is) gone.push(was);
      else if (!isDeepStrictEqual(was, is)) changed.push({ was, is });
    }
    const { startAt, id } = page.at(-1)!.visit;
    page = stored.page({ ...all, after: { startAt, id } });
  }
  for (const is of derived.values()) if (!seen.has(is.id)) changed.push({ is });
  return { before, after: derived.size, changed, gone };
}

/** Stores what deriving again changes, with an event each. What people decided goes with the tracks. Inside `store.write` only. */
export function apply({ visits }: Tables, { changed, gone }: Rederived, at: number): void {
  for (const { was, is } of changed) visits.put(is, was ? 'update' : 'new', at);
  for (const visit of gone) visits.withdraw(visit, at);
}
