import type { CountableVisit, CountableVisits } from '../store/countable.ts';
import type { IndependenceRule } from './independence.ts';
import type { CameraSpan } from './stations.ts';

/** What is judged together. */
export interface Station {
  /** Cameras of the station, while they were there. */
  readonly spans: readonly CameraSpan[];
  readonly taxon: string;
}

const DAY = 86_400_000;

/**
 * Judges the records of one taxon at one station anew from a time on, after some were added, moved or taken away there;
 * goes on as long as what follows can be another than before. Inside `store.write` only.
 * @param at start of what changed first, ms
 * @param until start of what changed last
 * @returns the visits whose judgement changed
 */
export function rejudge(
  visits: CountableVisits,
  { spans, taxon }: Station,
  at: number,
  { intervalMinutes, compare }: IndependenceRule,
  until = at,
): CountableVisit['visit'][] {
  const changed: CountableVisit['visit'][] = [];
  const independentOnly = compare === 'lastIndependentRecord';
  const since = second(at) * 1000;
  const lanes = spans.map((span) => ({ ...span, taxon }));
  const nearest = lanes.flatMap(({ from, to, ...lane }) => {
    const before = visits.nearestBefore(lane, Math.min(since, to), independentOnly);
    return before !== undefined && before >= from ? [before] : [];
  });
  let past = nearest.length > 0 ? second(Math.max(...nearest)) : undefined;
  for (const all of moments(visits, lanes, since)) {
    // What only goes on over a midnight is no record, and the next one is not compared to it.
    for (const { visit, independent } of all.filter(({ carried }) => carried)) {
      if (independent === false) continue;
      visits.put(visit.id, false);
      changed.push(visit);
    }
    const group = all.filter(({ carried }) => !carried);
    if (group.length === 0) continue;
    const now = second(group[0]!.visit.startAt);
    const independent = past === undefined || now - past >= intervalMinutes * 60;
    const before = group.some((record) => record.independent === true);
    for (const [index, { visit, independent: known }] of group.entries()) {
      // Of one second only the first is a record of its own.
      const own = independent && (index === 0 || intervalMinutes === 0);
      if (known === own) continue;
      visits.put(visit.id, own);
      changed.push(visit);
    }
    if (independent || !independentOnly) past = now;
    // From here on the past is what it was before the change.
    if (now > second(until) && (!independentOnly || (independent && before))) break;
  }
  return changed;
}

function second(at: number): number {
  return Math.floor(at / 1000);
}

/** Records from a time on, those of one second together, by start, then id; read a growing span at a time. */
function* moments(
  visits: CountableVisits,
  lanes: readonly (CameraSpan & { readonly taxon: string })[],
  since: number,
): Generator<CountableVisit[]> {
  const last = Math.max(
    ...lanes.map(({ camera, taxon, to }) => Math.min(visits.lastOf({ camera, taxon }) ?? Number.NEGATIVE_INFINITY, to)),
  );
  for (let start = since, span = DAY; start <= last; start += span, span *= 2) {
    const records = lanes
      .flatMap(({ from, to, ...lane }) => visits.lane(lane, Math.max(start, from), Math.min(start + span, to)))
      .sort(({ visit: a }, { visit: b }) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));
    let group: CountableVisit[] = [];
    for (const record of records) {
      if (group[0] && second(group[0].visit.startAt) !== second(record.visit.startAt)) {
        yield group;
        group = [];
      }
      group.push(record);
    }
    if (group.length > 0) yield group;
  }
}
