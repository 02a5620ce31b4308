import Database from 'better-sqlite3';
import type { CountingBox } from './box.ts';
import { DAY, FIRST_DAY, statesOfDay } from './day.ts';

export const CAMERAS = ['east', 'west', 'ridge', 'creek'];
export const VISITS_A_DAY = 300;

/** Days whose paths are whole. */
export const WHOLE = 30;

/** Columns that hold a time, and those that hold an id that begins with one. */
const TIMES = ['start_at', 'end_at', 'at', 'minute', 'slot', 'day', 'first_at', 'last_at'];
const IDS = ['id', 'visit', 'track', 'file', 'continues'];
/** What a day leaves, each after what it refers to. */
const TABLES = [
  'tracks',
  'verdicts',
  'visits',
  'visit_tracks',
  'presence',
  'media',
  'effort',
  'camera_states',
  'events',
];
const SUMS = ['daily', 'hourly', 'effort_daily', 'effort_hourly', 'presence_daily', 'presence_hourly'];

/** Lets four cameras have their first day by the path that a box takes, with pictures, minutes and a camera that is lost at times. */
export async function firstDay(box: CountingBox): Promise<void> {
  const states = CAMERAS.flatMap((camera, seed) =>
    statesOfDay({ camera, start: FIRST_DAY, visits: VISITS_A_DAY, seed }),
  ).sort((a, b) => a.at - b.at);
  for (const state of states) {
    await box.step(state);
    if (state.track.ended) await box.pictures(state.track);
  }
  await box.folding.advance(FIRST_DAY + DAY - 1);
  await box.minutes(CAMERAS, FIRST_DAY);
}

/**
 * Copies the first day of a closed database to each day of so many, as rows with their own ids and times.
 * @param whole the same first day before the paths of its tracks were thinned, which those of the last month are not
 */
export function copyDays(file: string, whole: string, days: number): void {
  const db = new Database(file);
  db.prepare('ATTACH ? AS whole').run(whole);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -400000');
  db.function('moved', { deterministic: true }, (id: unknown, by: unknown) => movedId(id as string | null, Number(by)));
  const copies = [...TABLES, ...SUMS].map((table) => {
    const columns = db
      .prepare<[], { name: string; hidden: number; pk: number; type: string }>(`PRAGMA table_xinfo(${table})`)
      .all()
      .filter(({ name, hidden }) => hidden === 0 && name !== 'cursor')
      .filter(({ name }) => !(table === 'camera_states' && name === 'id'))
      .map(({ name }) => name);
    const value = (name: string) => {
      if (TIMES.includes(name)) return `${name} + @by`;
      return IDS.includes(name) && !SUMS.includes(table) ? `moved(${name}, @by)` : name;
    };
    db.exec(`CREATE TEMP TABLE first_${table} AS SELECT ${columns.join(', ')} FROM main.${table};
      CREATE TEMP TABLE whole_${table} AS SELECT ${columns.join(', ')} FROM whole.${table}`);
    return ['first', 'whole'].map((from) =>
      db.prepare(
        `INSERT INTO main.${table} (${columns.join(', ')}) SELECT ${columns.map(value).join(', ')} FROM ${from}_${table}`,
      ),
    );
  });
  for (let day = 1; day < days; day++)
    db.transaction(() => {
      for (const copy of copies) copy[day < days - WHOLE ? 0 : 1]!.run({ by: day * DAY });
    })();
  db.close();
}

/** An id whose time lies so much later; what stands before or behind it stays. */
function movedId(id: string | null, by: number): string | null {
  return (
    id?.replace(/([0-9a-f]{8})-([0-9a-f]{4})(?=-7)/g, (_, high: string, low: string) => {
      const hex = (Number.parseInt(high + low, 16) + by).toString(16).padStart(12, '0');
      return `${hex.slice(0, 8)}-${hex.slice(8)}`;
    }) ?? null
  );
}

/** Bytes of each table with its indexes, the largest first. */
export function sizes(file: string): { readonly table: string; readonly bytes: number }[] {
  const db = new Database(file, { readonly: true });
  const rows = db
    .prepare<[], { table: string; bytes: number }>(
      `SELECT ifnull(tbl_name, dbstat.name) AS "table", sum(pgsize) AS bytes FROM dbstat
       LEFT JOIN sqlite_master ON sqlite_master.name = dbstat.name GROUP BY 1 ORDER BY 2 DESC`,
    )
    .all();
  db.close();
  return rows;
}
