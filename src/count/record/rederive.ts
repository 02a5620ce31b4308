import { isDeepStrictEqual } from 'node:util';
import type { Review, Visit } from '../../base/domain.ts';
import { countedInTime } from '../review/basis.ts';
import { outcomeOf } from '../review/outcome.ts';
import type { ReadableTables, Tables } from '../store/tables.ts';
import { VisitFolder } from '../visit/folder.ts';
import { type FalsePlace, Repeats } from '../visit/repeats.ts';
import { reviewOf } from '../visit/review.ts';
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
 * Nothing is written. All that is derived follows from facts alone: tracks and reviews, never from visits that an earlier rule
 * made, so that doing it twice changes nothing more. Holds all visits in memory.
 * @param now ms; a visit that may still go on stays open
 */
export function rederive(tables: ReadableTables, rule: RederiveRule, now: number): Rederived {
  const said = tables.reviews.said();
  const plain = folded(tables, rule, [], now);
  const reviews = reviewsOf(said, plain);
  // Which visits people rejected does not hang on what is set aside, so the places are the same the next time. Here they clean
  // the past as well: a box itself only looks a day back.
  const places = [...plain.values()].flatMap((visit) => {
    const outcome = outcomeOf(visit, reviews.get(visit.id) ?? []);
    return outcome?.status === 'rejected' ? placesOf(tables, visit, outcome.by.at(-1) ?? '') : [];
  });
  const visits = places.length > 0 ? folded(tables, rule, places, now) : plain;
  return compared(tables, withFirsts(visits, reviews, rule.listed ?? (() => false)));
}

/** What people said of each visit, by its id: a review goes with its track, to the visit of the day that was meant. */
function reviewsOf(
  said: ReturnType<ReadableTables['reviews']['said']>,
  visits: ReadonlyMap<string, Visit>,
): Map<string, Review[]> {
  const parts = new Map<string, Visit[]>(said.map(({ review }) => [review.track, []]));
  for (const visit of [...visits.values()].sort((a, b) => a.startAt - b.startAt))
    for (const track of visit.tracks) parts.get(track)?.push(visit);
  const byVisit = new Map<string, Review[]>();
  for (const { review, since } of said) {
    const homes = parts.get(review.track) ?? [];
    const meant = since === null ? homes : [homes.findLast(({ startAt }) => startAt <= since) ?? homes[0]];
    for (const home of meant) if (home) byVisit.set(home.id, [...(byVisit.get(home.id) ?? []), review]);
  }
  return byVisit;
}

/** Where the tracks of a rejected visit stood that never moved. */
function placesOf({ tracks }: ReadableTables, visit: Visit, by: string): FalsePlace[] {
  return visit.tracks.flatMap((id) => {
    const track = tracks.get(id);
    const box = track?.path.at(-1)?.box;
    return track && box && !track.moved ? [{ camera: track.camera, kind: track.kind, box, by }] : [];
  });
}

/** The visits of all tracks, by id, without first records. */
function folded(
  tables: ReadableTables,
  { gapMs, clock, listed: _, ...rule }: RederiveRule,
  places: readonly FalsePlace[],
  now: number,
): Map<string, Visit> {
  const repeats = new Repeats({ clock });
  repeats.setFalsePlaces(places);
  const folder = new VisitFolder({ gapMs, repeats, ...rule });
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
  return visits;
}

/** The same visits with those marked that are the first of their species, on the best word, of all that are derived. */
function withFirsts(
  visits: ReadonlyMap<string, Visit>,
  reviews: ReadonlyMap<string, readonly Review[]>,
  listed: (taxon: string) => boolean,
): Map<string, Visit> {
  const marked = new Map<string, Visit>();
  const recorded = new Map<string, number>();
  for (const visit of [...visits.values()].sort((a, b) => a.startAt - b.startAt)) {
    const { taxon, startAt } = visit;
    const counted = visit.status === 'counted' && visit.continues === undefined;
    const isFirst = () => !listed(taxon) && !((recorded.get(taxon) ?? Number.POSITIVE_INFINITY) < startAt);
    const is = { ...visit, review: reviewOf({ taxon, startAt, counted }, visit.review, isFirst) };
    marked.set(is.id, is);
    const outcome = outcomeOf(is, reviews.get(is.id) ?? []);
    const best = countedInTime({ visit: is, ...(outcome && { outcome }) }, 'best');
    if (best && !recorded.has(best.taxon)) recorded.set(best.taxon, startAt);
  }
  return marked;
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
