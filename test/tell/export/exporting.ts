import { parse } from 'csv-parse/sync';
import { stationsOf } from '../../../src/count/tally/stations.ts';
import type { ExportQuery, ExportSource } from '../../../src/tell/export/format.ts';
import { type SavingStore as Store, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit } from '../../count/store/values.ts';

export const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
export const at = (text: string) => Date.parse(text);

/** The first half-year of 2026 in Shanghai. */
export const QUERY: ExportQuery = {
  ...{ from: at('2026-01-01T00:00:00+08:00'), to: at('2026-07-01T00:00:00+08:00'), intervalMinutes: 30 },
  ...{ compare: 'lastIndependentRecord', apart: 'station', basis: 'best', media: false, precise: false },
};

/** Two cameras at one station, and those of which deployments tell. */
export function sourceOf(store: Store, more: Partial<ExportSource> = {}): ExportSource {
  const deployments = store.deployments.all();
  const cameras = [...new Set(['east', 'west', ...deployments.map(({ camera }) => camera)])];
  return {
    store,
    cameras: cameras.map((id) => ({ id, name: id })),
    stations: stationsOf(deployments, { east: 'hide', west: 'hide' }),
    timeZone: 'Asia/Shanghai',
    scientific: (taxon) => (taxon === 'aves' ? 'Aves' : taxon),
    site: { name: 'East island', latitude: 31.5, longitude: 121.9 },
    ...{ data: '/nowhere', version: '0.1.0', now: at('2026-08-01T00:00:00+08:00') },
    ...more,
  };
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

export async function rowsOf(pieces: AsyncIterable<string>): Promise<string[][]> {
  return parse(await textOf(pieces)) as string[][];
}

/** A closed visit of one track with one crop. */
export async function visit(
  store: Store,
  id: string,
  time: string,
  camera = 'east',
  individuals = 1,
  taxon = 'aves',
): Promise<void> {
  const startAt = at(time);
  const track = aTrack(`t-${id}`, { startAt, camera });
  const saved = aVisit(`v-${id}`, { startAt, endAt: startAt + 30_000, camera, individuals, taxon, tracks: [track.id] });
  await store.saveVisit(saved, 'end', startAt, [track]);
  const file = `media/crops/2026/${id}.jpg`;
  const facts = { id: `m-${id}`, camera, track: track.id, type: 'crop', at: startAt } as const;
  await store.addMedia({ ...facts, file, sha256: 'ab', bytes: 1, blurred: false });
}

/** So many minutes in which a camera looked all the time, or saw too little to. */
async function minutes(store: Store, camera: string, from: string, count: number, sight?: 'dark'): Promise<void> {
  const seen = { camera, frames: 300, dropped: 0, watchedSeconds: 60, ...(sight && { sight }) };
  await store.write(({ effort }) => {
    for (let i = 0; i < count; i++) effort.put({ ...seen, minute: at(from) + i * MINUTE });
  });
}

/** A camera stood at a station from a day on, and until another where one is given. */
async function stood(store: Store, camera: string, station: string, from: string, to?: string): Promise<void> {
  const startAt = at(`${from}T00:00:00+08:00`);
  const facts = { place: '', station, latitude: 31.512345, longitude: 121.912345, habitat: '' };
  const ends = to === undefined ? {} : { endAt: at(`${to}T00:00:00+08:00`) };
  const deployment = { id: `${camera}-${from}`, camera, startAt, ...ends, ...facts };
  await store.write(({ deployments }) => deployments.put(deployment, startAt));
}

/**
 * A site as they are: two cameras at the hide, one of which moved to the pond on 4 March, and one at the tower whose file is gone. East
 * looked for a quarter of 2 March and was dark for another; west for half of it.
 */
export async function movedSite(): Promise<Store> {
  const store = await tempStore();
  await stood(store, 'east', 'hide', '2026-03-01');
  await stood(store, 'west', 'hide', '2026-03-02', '2026-03-04');
  await stood(store, 'west', 'pond', '2026-03-04');
  await stood(store, 'old', 'tower', '2026-03-01', '2026-03-03');
  await minutes(store, 'east', '2026-03-02T06:00:00+08:00', 360);
  await minutes(store, 'east', '2026-03-02T12:00:00+08:00', 360, 'dark');
  await minutes(store, 'west', '2026-03-02T06:00:00+08:00', 720);
  await minutes(store, 'west', '2026-03-05T06:00:00+08:00', 144);
  await minutes(store, 'old', '2026-03-01T06:00:00+08:00', 720);
  await visit(store, 'a', '2026-03-02T08:00:00+08:00', 'east', 1, 'egretta-garzetta');
  await visit(store, 'b', '2026-03-02T10:00:00+08:00', 'west', 3, 'egretta-garzetta');
  await visit(store, 'c', '2026-03-05T07:00:00+08:00', 'west', 2, 'egretta-garzetta');
  await visit(store, 'd', '2026-03-01T08:00:00+08:00', 'old', 1, 'ardea-cinerea');
  return store;
}

/** From 1 to 5 March. */
export const FIVE_DAYS: ExportQuery = {
  ...QUERY,
  from: at('2026-03-01T00:00:00+08:00'),
  to: at('2026-03-01T00:00:00+08:00') + 5 * DAY,
};
