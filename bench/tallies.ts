import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '../src/count/store/open.ts';
import type { Store } from '../src/count/store/store.ts';
import { keepDaily } from '../src/count/tally/keep.ts';
import { type TallyQuery, tally } from '../src/count/tally/tally.ts';
import { type Figure, quantile, rounded } from './figure.ts';
import { fillVisits, START } from './fill-visits.ts';

/** 2.5 million visits of 4 tracks each, by 13 cameras over five years. */
const VISITS = 2_500_000;
const TRACKS_A_VISIT = 4;
const DAYS = 5 * 365;
const DAY = 86_400_000;
const END = START + DAYS * DAY;
const LIMIT = 50;
const ROUNDS = 60;
const ZONE = 'Asia/Shanghai';

/** The tallies that people ask for, ending at a time. */
const USUAL: Readonly<Record<string, (to: number) => TallyQuery>> = {
  'thirty days by taxon, camera and day': (to) => ({ from: to - 30 * DAY, to, period: 'day', zone: ZONE }),
  'half a year by taxon': (to) => ({ from: to - 183 * DAY, to, period: 'half-year', zone: ZONE, by: ['taxon'] }),
  'half a year by family and month': (to) => {
    return { from: to - 183 * DAY, to, period: 'month', zone: ZONE, by: ['taxon'], rank: 'family' };
  },
  'half a year of one species by hour of the day': (to) => {
    return { from: to - 183 * DAY, to, period: 'half-year', zone: ZONE, by: ['hour'], within: 'ardea-cinerea' };
  },
  'a year by camera': (to) => ({ from: to - 365 * DAY, to, period: 'year', zone: ZONE, by: ['camera'] }),
};

/** How long usual tallies take on 10 million tracks, beside plain SQL over the raw rows of half a year. */
export async function tallies(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  const file = join(folder, 'roost.db');
  try {
    await fillVisits(file, { visits: VISITS, tracksAVisit: TRACKS_A_VISIT, days: DAYS });
    const store = openStore(file);
    await keepDaily(store, { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
    const peer = Math.round(plain(file));
    const figures = Object.entries(USUAL).map(([name, query]): Figure => {
      const times = Array.from({ length: ROUNDS }, (_, round) => timed(store, query(END - round * 20 * DAY)));
      return { name: `${name}, p95`, value: rounded(quantile(times, 0.95)), unit: 'ms', limit: LIMIT, peer };
    });
    await store.close();
    return figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function timed(store: Store, query: TallyQuery): number {
  const begin = performance.now();
  tally(store, query);
  return performance.now() - begin;
}

/** The same half a year by taxon and day over tracks and visits as they stand, in milliseconds. */
function plain(file: string): number {
  const db = new Database(file, { readonly: true });
  const begin = performance.now();
  db.prepare(`
    SELECT (visits.start_at + 28800000) / 86400000 AS day, best_taxon, count(DISTINCT visits.id), count(*)
    FROM visits JOIN visit_tracks ON visit = visits.id JOIN tracks ON tracks.id = track
    WHERE best_counted AND visits.start_at >= ? AND visits.start_at < ? GROUP BY 1, 2`).all(END - 183 * DAY, END);
  const took = performance.now() - begin;
  db.close();
  return took;
}
