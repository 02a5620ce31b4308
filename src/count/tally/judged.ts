import type { Reviewed } from '../../base/domain.ts';
import type { Counted } from '../review/basis.ts';
import { CARRIED_BACK, Carried } from './carried.ts';
import { type CountedRange, countedVisits, type VisitPages } from './counted.ts';
import { IndependenceJudge } from './independence.ts';
import { type Judging, settledSince } from './settled.ts';
import { stationAt } from './stations.ts';

/**
 * What records of a range are judged against. `all-time`: whatever was recorded before them, also before the range, as tallies
 * and the report are. `range`: as if nothing had been recorded before it, as camtrapR judges a table of the range alone.
 */
export type Against = 'all-time' | 'range';

/** Which records are judged, and how. */
export interface JudgedRange extends CountedRange, Judging {
  /** All of time where nothing is said. */
  readonly against?: Against;
}

/** A visit that counts, with what the rule says of it. */
export interface JudgedVisit {
  readonly reviewed: Reviewed;
  readonly counted: Counted;
  readonly station: string;
  readonly independent: boolean;
  /** Seconds since the record that it was compared to; 0 where that does not start in the range. */
  readonly deltaSeconds: number;
}

/**
 * The visits of a range that count, oldest first, each judged with all of its station and taxon. What only goes on over a
 * midnight with a visit that counts as the same is no record.
 * @param reached told after each page how far it went, ms; what it throws ends the reading
 */
export async function* judgedVisits(
  visits: VisitPages,
  query: JudgedRange,
  reached?: (at: number) => void,
): AsyncGenerator<JudgedVisit> {
  const { from, against = 'all-time', stations } = query;
  const told = reached && ((at: number) => reached(Math.max(at, from)));
  const since = against === 'range' ? from : await settledSince(visits, query, told && (() => told(from)));
  const judge = new IndependenceJudge(query);
  const carried = new Carried();
  const readFrom = against === 'range' ? from : since - CARRIED_BACK;
  for await (const { reviewed, counted } of countedVisits(visits, { ...query, from: readFrom }, told)) {
    if (!counted) continue;
    const { camera, startAt: at } = reviewed.visit;
    const goesOn = carried.take(reviewed.visit, counted.taxon);
    if (at < since) continue;
    const station = stationAt(stations, camera, at);
    const judged = goesOn ? undefined : judge.judge({ station, species: counted.taxon, at });
    if (at < from) continue;
    const { independent = false, deltaSeconds: delta = 0 } = judged ?? {};
    const within = Math.floor(at / 1000) - delta >= Math.floor(from / 1000);
    yield { reviewed, counted, station, independent, deltaSeconds: within ? delta : 0 };
  }
}
