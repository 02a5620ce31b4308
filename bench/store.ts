import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Track, Visit } from '../src/base/domain.ts';
import { openStore } from '../src/count/store/open.ts';
import type { Store } from '../src/count/store/store.ts';
import { keepDaily } from '../src/count/tally/keep.ts';
import { openAlerts } from '../src/tell/alert/open.ts';

/** One line of a bench: a figure, what it must reach, and what another way reached in the same run. */
export interface StoreFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly peer: number;
}

/** Durable visits a second that a box must manage, in groups. */
const LIMIT = 2000;
/** Alone, a visit costs an fsync, which is the disk's affair: what must be reached of the bare transaction. */
const ALONE = 0.7;
const ROUNDS = 7;
/** Visits in a round, in groups that are written at once. */
const VISITS = 2000;
const START = Date.parse('2025-05-03T00:00:00Z');

/**
 * Durable visits, each with its track's place in it and its event, per second, by the store: 100 at a time beside the
 * same rows in bare better-sqlite3 transactions of the same size, and beside one fsync a row; and alone beside a bare
 * transaction each. The ways take turns; the median of the rounds counts.
 */
export async function storeBench(): Promise<StoreFigure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  try {
    const rates: Record<string, number[]> = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, way] of Object.entries(WAYS)) {
        const rate = await way(join(folder, `${name}-${round}.db`));
        rates[name] = [...(rates[name] ?? []), rate];
      }
    }
    const rate = (name: keyof typeof WAYS) => Math.round(median(rates[name] ?? []));
    const unit = 'visits/s';
    const grouped = { name: 'durable visits, 100 at a time', value: rate('store100'), unit, limit: LIMIT };
    return [
      { ...grouped, name: `${grouped.name}, beside bare transactions`, peer: rate('bare100') },
      { ...grouped, name: `${grouped.name}, beside one fsync a row`, peer: rate('row') },
      { name: 'durable visits, alone', value: rate('store1'), unit, limit: ALONE * rate('bare1'), peer: rate('bare1') },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

const WAYS = {
  store100: (file: string) => byStore(file, VISITS, 100),
  bare100: (file: string) => bare(file, VISITS, 100),
  store1: (file: string) => byStore(file, VISITS / 4, 1),
  bare1: (file: string) => bare(file, VISITS / 4, 1),
  row: (file: string) => bare(file, VISITS / 4, 0),
};

async function byStore(file: string, count: number, size: number): Promise<number> {
  const store = await storeWithTracks(file, count);
  const visits = Array.from({ length: count }, (_, index) => visitOf(index));
  const begin = performance.now();
  for (let first = 0; first < count; first += size) {
    const group = visits.slice(first, first + size);
    await Promise.all(group.map((visit) => store.write(({ visits }) => visits.put(visit, 'new', visit.startAt))));
  }
  const rate = count / ((performance.now() - begin) / 1000);
  await store.close();
  return rate;
}

/** The same rows without the store; `size` 0 commits each row alone. */
async function bare(file: string, count: number, size: number): Promise<number> {
  await (await storeWithTracks(file, count)).close();
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const visitRow = db.prepare(`
    INSERT INTO visits (id, camera, taxon, start_at, end_at, individuals, score, closed, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const trackRow = db.prepare('INSERT INTO visit_tracks (visit, track, position) VALUES (?, ?, 0)');
  const eventRow = db.prepare('INSERT INTO events (at, type, body) VALUES (?, ?, ?)');
  const insert = (visit: Visit) => {
    const { id, camera, taxon, startAt, endAt, individuals, score, closed, status } = visit;
    visitRow.run(id, camera, taxon, startAt, endAt, individuals, score, Number(closed), status);
    trackRow.run(id, visit.tracks[0]);
    eventRow.run(startAt, 'visit.new', JSON.stringify(visit));
  };
  const group = db.transaction((some: readonly Visit[]) => some.forEach(insert));
  const visits = Array.from({ length: count }, (_, index) => visitOf(index));
  const begin = performance.now();
  if (size === 0) visits.forEach(insert);
  else for (let first = 0; first < count; first += size) group(visits.slice(first, first + size));
  const rate = count / ((performance.now() - begin) / 1000);
  db.close();
  return rate;
}

/** A store as a box has it: with tallies kept, and alerts opened. */
async function storeWithTracks(file: string, count: number): Promise<Store> {
  const store = openStore(file);
  const timeZone = 'Asia/Shanghai';
  await keepDaily(store, { timeZone, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
  openAlerts(store, { timeZone, listed: () => false, channels: {} });
  await store.write(({ tracks }) => {
    for (let index = 0; index < count; index++) tracks.put(trackOf(index));
  });
  return store;
}

function trackOf(index: number): Track {
  const startAt = START + index * 1000;
  const path = [{ at: startAt, box: { x: 0.1, y: 0.2, w: 0.05, h: 0.05 }, score: 0.8 }];
  const seen = { score: 0.8, hits: 1, looks: 1, moved: true, path };
  return { id: `track-${index}`, camera: 'east', kind: 'bird', startAt, endAt: startAt, ended: 'lost', ...seen };
}

function visitOf(index: number): Visit {
  const startAt = START + index * 1000;
  const seen = { individuals: 1, score: 0.8, tracks: [`track-${index}`] };
  return {
    id: `visit-${index}`,
    camera: 'east',
    taxon: 'aves',
    startAt,
    endAt: startAt,
    ...seen,
    closed: true,
    status: 'counted',
    review: [],
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
