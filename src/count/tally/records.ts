import { SiteClock } from '../../base/site-clock.ts';
import { isDomestic } from '../../know/taxonomy/wild.ts';
import type { Store } from '../store/store.ts';
import { type EffortSource, effortIn } from './effort-rows.ts';
import { type JudgedRange, judgedVisits } from './judged.ts';
import { staysIn } from './stations.ts';

/** Which records to count. */
export interface RecordsQuery extends JudgedRange {
  /** IANA name of the zone whose days are counted. */
  readonly zone: string;
  /** Only visits at these; they are judged with all of their station. */
  readonly cameras?: readonly string[];
  /** Only visits that count as one of these taxa. */
  readonly taxa?: ReadonlySet<string>;
  /** Only domestic animals, or only others. */
  readonly domestic?: boolean | undefined;
}

/** The records of one taxon at one station. */
export interface RecordsRow {
  /** As it is named, at whatever rank; wider taxa are not summed. */
  readonly taxon: string;
  readonly station: string;
  /** Independent records. */
  readonly records: number;
  readonly visits: number;
  /** Sum of the visits' MaxN. */
  readonly individuals: number;
  /** Highest MaxN of one visit. */
  readonly maxIndividuals: number;
  /** Days of the site on which it was there: a visit belongs to one. */
  readonly daysPresent: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** How many of the visits a person decided on. */
  readonly reviewed: number;
  /** Camera-days in which the station's cameras watched and could see, together. */
  readonly effortDays: number;
  /** Relative abundance index: 100 x independent records / effort in days; null where nothing was watched. */
  readonly rai: number | null;
}

/** What records need of the store. */
export interface RecordsSource {
  readonly visits: Pick<Store['visits'], 'page'>;
  readonly effort: EffortSource['effort'];
  readonly sums: EffortSource['sums'];
}

type Sum = { -readonly [K in Exclude<keyof RecordsRow, 'daysPresent' | 'effortDays' | 'rai'>]: RecordsRow[K] } & {
  readonly days: Set<number>;
};

/** Independent records, visits and individuals of each taxon at each station, by station, then taxon. */
export async function records(source: RecordsSource, query: RecordsQuery, signal?: AbortSignal): Promise<RecordsRow[]> {
  const { zone, cameras, taxa, domestic } = query;
  const clock = new SiteClock(zone);
  const sums = new Map<string, Sum>();
  const listen = signal && (() => signal.throwIfAborted());
  listen?.();
  for await (const { reviewed, counted, station, independent } of judgedVisits(source.visits, query, listen)) {
    const { camera, startAt } = reviewed.visit;
    if (cameras && !cameras.includes(camera)) continue;
    if (taxa && !taxa.has(counted.taxon)) continue;
    if (domestic !== undefined && isDomestic(counted.taxon) !== domestic) continue;
    const sum = sumOf(sums, station, counted.taxon, startAt);
    sum.records += independent ? 1 : 0;
    sum.visits += 1;
    sum.individuals += counted.individuals;
    sum.maxIndividuals = Math.max(sum.maxIndividuals, counted.individuals);
    sum.lastAt = startAt;
    sum.reviewed += reviewed.outcome ? 1 : 0;
    sum.days.add(clock.at(startAt).day);
  }
  const effort = effortDays(source, query, clock);
  return [...sums.values()]
    .map(({ days, ...sum }): RecordsRow => {
      const watched = effort.get(sum.station) ?? 0;
      const rai = watched > 0 ? (100 * sum.records) / watched : null;
      return { ...sum, daysPresent: days.size, effortDays: watched, rai };
    })
    .sort((a, b) => (a.station === b.station ? order(a.taxon, b.taxon) : order(a.station, b.station)));
}

function sumOf(sums: Map<string, Sum>, station: string, taxon: string, at: number): Sum {
  const key = JSON.stringify([station, taxon]);
  let sum = sums.get(key);
  if (!sum) {
    const nothing = { records: 0, visits: 0, individuals: 0, maxIndividuals: 0, reviewed: 0, days: new Set<number>() };
    sum = { taxon, station, ...nothing, firstAt: at, lastAt: at };
    sums.set(key, sum);
  }
  return sum;
}

/** Days watched in the range by the cameras of each station, while they were there. */
function effortDays(source: RecordsSource, query: RecordsQuery, clock: SiteClock): Map<string, number> {
  const days = new Map<string, number>();
  const { from, to, stations } = query;
  const cameras = query.cameras ?? source.effort.cameras();
  const watched = effortIn(source, cameras, query, clock);
  for (const camera of cameras)
    for (const { station, ...stay } of staysIn(stations, camera, from, to)) {
      const whole = stay.from === from && stay.to === to;
      const { lookedSeconds } = whole ? watched(camera) : effortIn(source, [camera], stay, clock)(camera);
      days.set(station, (days.get(station) ?? 0) + lookedSeconds / 86_400);
    }
  return days;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
