import type { Tallies } from '../../api/types.ts';

const DAY_S = 86_400;
/** Over less than this there is no course to draw, s. */
const COURSE = 2 * DAY_S;

/**
 * Times (s) at which a species was counted for the first time, and how many there were by then; at the end, how many there are by now.
 * Undefined where the first came too short a while ago for a course. Pure. @param now ms
 */
export function curveOf(
  { data }: Pick<Tallies, 'data'>,
  now: number,
): { readonly times: readonly number[]; readonly counts: readonly number[] } | undefined {
  const first = new Map<string, number>();
  for (const { taxon, visits, firstAt } of data) {
    if (taxon?.rank !== 'species' || taxon.domestic || !visits || !firstAt) continue;
    first.set(taxon.id, Math.min(first.get(taxon.id) ?? Number.POSITIVE_INFINITY, Date.parse(firstAt) / 1000));
  }
  const times = [...first.values()].sort((a, b) => a - b);
  const end = now / 1000;
  if (times[0] === undefined || end - times[0] < COURSE) return undefined;
  return { times: [...times, end], counts: [...times.map((_, n) => n + 1), times.length] };
}

/** Camera-days that could see, of all cameras together, by the start (s) of each period, from the first in which any did. Pure. */
export function effortOf({ effort }: Pick<Tallies, 'effort'>): {
  readonly times: readonly number[];
  readonly days: readonly number[];
} {
  const sums = new Map<number, number>();
  for (const { startAt, lookedSeconds } of effort) {
    const at = Date.parse(startAt) / 1000;
    sums.set(at, (sums.get(at) ?? 0) + lookedSeconds / DAY_S);
  }
  const times = [...sums.keys()].sort((a, b) => a - b);
  const begun = times.findIndex((at) => sums.get(at)! > 0);
  const kept = begun < 0 ? [] : times.slice(begun);
  return { times: kept, days: kept.map((at) => sums.get(at)!) };
}
