import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '../src/store/open.ts';
import type { Store } from '../src/store/store.ts';
import { keepDaily } from '../src/tally/keep.ts';
import { type TallyQuery, tally } from '../src/tally/tally.ts';
import { type Figure, quantile, rounded } from './figure.ts';

/** 2.5 million visits of 4 tracks each, by 13 cameras over five years. */
const VISITS = 2_500_000;
const TRACKS_A_VISIT = 4;
const CAMERAS = 13;
const TAXA = ['anas-platyrhynchos', 'anas-crecca', 'ardea-cinerea', 'egretta-garzetta', 'corvus-corone', 'aves'];
const DAYS = 5 * 365;
const DAY = 86_400_000;
const START = Date.parse('2020-12-31T16:00:00Z');
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
    await fill(file);
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

/** Made-up tracks and visits in daylight, and every minute watched. */
async function fill(file: string): Promise<void> {
  await openStore(file).close();
  const db = new Database(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const series = (count: number) =>
    `WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${count - 1})`;
  // Spread over the days in order; 5 to 19 o'clock; camera, taxon and count by primes, so that none follows another.
  const at = (visit: string) =>
    `${START} + (${visit} * ${DAYS} / ${VISITS}) * ${DAY} + 18000000 + (${visit} * 7919 % 50400) * 1000`;
  const camera = (visit: string) => `'camera-' || (${visit} * 31 % ${CAMERAS})`;
  const taxon = `CASE n * 17 % 11 ${TAXA.map((id, index) => `WHEN ${index} THEN '${id}'`).join(' ')} ELSE '${TAXA[0]}' END`;
  db.exec(`
    ${series(VISITS * TRACKS_A_VISIT)} INSERT INTO tracks
    SELECT printf('t%08d', n), ${camera(`(n / ${TRACKS_A_VISIT})`)}, 'bird', ${at(`(n / ${TRACKS_A_VISIT})`)},
      ${at(`(n / ${TRACKS_A_VISIT})`)} + 5000, 'lost', 0.8, 9, 9, 1, zeroblob(40) FROM n;
    ${series(VISITS)} INSERT INTO visits (id, camera, taxon, start_at, end_at, individuals, score, closed, status, review,
      best_taxon, best_individuals, best_counted)
    SELECT printf('v%08d', n), ${camera('n')}, ${taxon}, ${at('n')}, ${at('n')} + 9000, 1 + n % 4, 0.8, 1, 'counted', '[]',
      ${taxon}, 1 + n % 4, 1 FROM n;
    ${series(VISITS * TRACKS_A_VISIT)} INSERT INTO visit_tracks
    SELECT printf('v%08d', n / ${TRACKS_A_VISIT}), printf('t%08d', n), n % ${TRACKS_A_VISIT} FROM n;
    ${series(CAMERAS)}, hours (hour) AS (SELECT 0 UNION ALL SELECT hour + 1 FROM hours WHERE hour < ${DAYS * 24 - 1})
    INSERT INTO effort (camera, minute, frames, dropped, watched_seconds)
    SELECT 'camera-' || n, ${START} + hour * 3600000, 300, 0, 60 FROM n, hours;`);
  db.close();
}
