import Database from 'better-sqlite3';
import { openStore } from '../src/count/store/open.ts';

const CAMERAS = 13;
const TAXA = ['anas-platyrhynchos', 'anas-crecca', 'ardea-cinerea', 'egretta-garzetta', 'corvus-corone', 'aves'];
const DAY = 86_400_000;
/** When made-up visits begin: midnight of 2021 in Shanghai. */
export const START = Date.parse('2020-12-31T16:00:00Z');

/** Made-up tracks and visits in daylight, and so many minutes of every hour watched (one, unless told otherwise). @param start midnight of the first day, ms */
export async function fillVisits(
  file: string,
  {
    visits,
    tracksAVisit,
    days,
    minutesAnHour = 1,
    start = START,
  }: { visits: number; tracksAVisit: number; days: number; minutesAnHour?: number; start?: number },
): Promise<void> {
  await openStore(file).close();
  const db = new Database(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const series = (count: number) =>
    `WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${count - 1})`;
  // Spread over the days in order; 5 to 19 o'clock; camera, taxon and count by primes, so that none follows another.
  const at = (visit: string) =>
    `${start} + (${visit} * ${days} / ${visits}) * ${DAY} + 18000000 + (${visit} * 7919 % 50400) * 1000`;
  const camera = (visit: string) => `'camera-' || (${visit} * 31 % ${CAMERAS})`;
  const taxon = `CASE n * 17 % 11 ${TAXA.map((id, index) => `WHEN ${index} THEN '${id}'`).join(' ')} ELSE '${TAXA[0]}' END`;
  db.exec(`
    ${series(visits * tracksAVisit)} INSERT INTO tracks (id, camera, kind, start_at, end_at, ended, score, hits, looks, moved, path)
    SELECT printf('t%08d', n), ${camera(`(n / ${tracksAVisit})`)}, 'bird', ${at(`(n / ${tracksAVisit})`)},
      ${at(`(n / ${tracksAVisit})`)} + 5000, 'lost', 0.8, 9, 9, 1, zeroblob(28) FROM n;
    ${series(visits)} INSERT INTO visits (id, camera, taxon, start_at, end_at, individuals, score, closed, status, review,
      best_taxon, best_individuals, best_counted)
    SELECT printf('v%08d', n), ${camera('n')}, ${taxon}, ${at('n')}, ${at('n')} + 9000, 1 + n % 4, 0.8, 1, 'counted', '[]',
      ${taxon}, 1 + n % 4, 1 FROM n;
    ${series(visits * tracksAVisit)} INSERT INTO visit_tracks (visit, track, position)
    SELECT printf('v%08d', n / ${tracksAVisit}), printf('t%08d', n), ${at(`(n / ${tracksAVisit})`)} FROM n;
    ${series(CAMERAS)}, hours (hour) AS (SELECT 0 UNION ALL SELECT hour + 1 FROM hours WHERE hour < ${days * 24 - 1}),
    minutes (minute) AS (SELECT 0 UNION ALL SELECT minute + 1 FROM minutes WHERE minute < ${minutesAnHour - 1})
    INSERT INTO effort (camera, minute, frames, dropped, watched_seconds)
    SELECT 'camera-' || n, ${start} + hour * 3600000 + minute * 60000, 300, 0, 60 FROM n, hours, minutes;`);
  db.close();
}
