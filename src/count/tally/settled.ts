import { type CountedRange, countedVisits, type VisitPages } from './counted.ts';
import { type IndependenceRule, laneOf } from './independence.ts';
import { type Stations, stationAt } from './stations.ts';

/** How visits are judged. */
export interface Judging extends IndependenceRule, Pick<CountedRange, 'from' | 'basis'> {
  /** Where each camera was: those of one station are judged together. None: each camera by itself. */
  readonly stations: Stations;
}

/** What was read of one species at one station in a stretch of time, in seconds. */
interface Stretch {
  readonly first: number;
  last: number;
  /** True where a record came an interval or more after the one before it: it is independent, whatever was earlier. */
  settled: boolean;
}

const HOUR = 3_600_000;
const LONGEST = 30 * 24 * HOUR;

/**
 * From when on visits must be judged so that those from `from` on are judged as if from the very first one: back to where each
 * species at each station had a pause of an interval, or to the first visit of all. Reads growing stretches of time backwards:
 * at an interval of minutes mostly a night.
 * @param reached told after each page; what it throws ends the reading
 * @returns ms, at most `from`
 */
export async function settledSince(
  visits: VisitPages,
  { from, basis, intervalMinutes, compare, stations }: Judging,
  reached?: () => void,
): Promise<number> {
  const interval = intervalMinutes * 60;
  const [first] = visits.page({ from: Number.MIN_SAFE_INTEGER, to: from, limit: 1 });
  if (!first || interval === 0) return from;
  // Earliest known record of each lane that is not settled, s. Before the first stretch is read, of any lane: `from`.
  let open: Map<string, number> | undefined;
  let start = from;
  for (let span = Math.max(interval * 1000, HOUR); start > first.visit.startAt; span = Math.min(2 * span, LONGEST)) {
    const end = start;
    start -= span;
    const read = new Map<string, Stretch>();
    for await (const { reviewed, counted } of countedVisits(visits, { from: start, to: end, basis }, reached)) {
      if (!counted) continue;
      const { camera, startAt } = reviewed.visit;
      const lane = laneOf({ station: stationAt(stations, camera, startAt), species: counted.taxon });
      if (!open || open.has(lane)) put(read, lane, Math.floor(startAt / 1000), interval);
    }
    const next = new Map<string, number>();
    for (const [lane, earliest] of open ?? [...read.keys()].map((lane) => [lane, Math.floor(from / 1000)] as const)) {
      const stretch = read.get(lane);
      const pause = earliest - (stretch?.last ?? Math.floor(start / 1000));
      if (stretch?.settled || pause >= interval) continue;
      // Compared to any record, only those within the interval matter, and these were read first.
      if (compare === 'lastIndependentRecord') next.set(lane, stretch?.first ?? earliest);
    }
    if (next.size === 0) break;
    open = next;
  }
  return start;
}

function put(read: Map<string, Stretch>, lane: string, second: number, interval: number): void {
  const known = read.get(lane);
  if (!known) return void read.set(lane, { first: second, last: second, settled: false });
  known.settled ||= second - known.last >= interval;
  known.last = second;
}
