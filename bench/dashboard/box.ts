import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Registry } from 'prom-client';
import sharp from 'sharp';
import type { ReadConfig } from '../../src/box/read-config.ts';
import { ReadingThreads } from '../../src/box/reading-threads.ts';
import { type Shown, serverDeps } from '../../src/box/serving.ts';
import { openStore } from '../../src/count/store/open.ts';
import { keepDaily } from '../../src/count/tally/keep.ts';
import { createServer } from '../../src/tell/server/server.ts';
import { fillVisits } from '../fill-visits.ts';

const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;
const DAYS = 365;
/** Different pictures; each visit shows one of them. */
const PICTURES = 40;

/** A page's server over a real store of a year that ends now, with a picture and a clip of each visit. */
export interface BenchBox {
  readonly address: string;
  /** Stops it, and removes what it kept. */
  stop(): Promise<void>;
}

/** Starts one with so many visits. */
export async function startBenchBox(visits: number): Promise<BenchBox> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  const database = join(folder, 'roost.db');
  const start = Math.floor((Date.now() - DAYS * DAY) / DAY) * DAY - 8 * 3_600_000;
  await fillVisits(database, { visits, tracksAVisit: 1, days: DAYS, start });
  await addMedia(folder, database);
  const store = openStore(database);
  await keepDaily(store, { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
  const cameras = store.effort
    .cameras()
    .map((id) => ({ id, name: id, place: '', habitat: '', url: 'rtsp://127.0.0.1/' }));
  const site = { name: 'bench', timeZone: ZONE, latitude: 31.5, longitude: 121.9 };
  const independence = { intervalMinutes: 30, compare: 'lastIndependentRecord' };
  // Only what the page asks of a box: a whole one has processes and streams.
  const config = {
    site: { site, feed: { retentionDays: 400 }, independence, sample: { share: 0.02, seed: '' } },
    ...{ cameras, data: folder },
  } as unknown as ReadConfig;
  const log = { info: () => {}, error: (facts: object, message: string) => console.error(message, facts) };
  const reading = new ReadingThreads({ database, config }, log);
  const shown = {
    ...{ config, store, database, startedAt: Date.now(), statuses: new Map(), reading, troubles: { all: [] } },
    pool: () => ({ model: 'none', detectors: [], classifiers: [], status: [] }),
    ...{ detectors: () => new Map(), second: () => undefined, watchers: () => [], unlooked: () => [] },
    heldUp: { worst: () => undefined },
    failure: () => undefined,
    onCamera: () => () => {},
  } as unknown as Shown;
  const limits = { requestsAMinute: 1e9 };
  const server = createServer(serverDeps(shown, new Registry()), { dataFolder: folder, port: 0, log, reading, limits });
  const { address } = await server.start();
  return {
    address,
    stop: async () => {
      await server.stop();
      await reading.stop();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Gives each visit a crop and a clip, of few files. */
async function addMedia(folder: string, database: string): Promise<void> {
  await mkdir(join(folder, 'media'));
  for (let n = 0; n < PICTURES; n++) {
    const noise = { type: 'gaussian' as const, mean: 60 + n * 3, sigma: 30 };
    const picture = sharp({ create: { width: 480, height: 480, channels: 3, background: '#567', noise } }).blur(4);
    await writeFile(join(folder, 'media', `${n}.jpg`), await picture.jpeg({ quality: 85 }).toBuffer());
  }
  const clip = join(folder, 'media', 'clip.mp4');
  const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=15:duration=8', ...codec, clip],
  ]);
  const { size } = await stat(clip);
  const db = new Database(database);
  const common = 'INSERT INTO media (id, camera, track, visit, type, at, file, sha256, bytes, blurred, score) SELECT';
  db.exec(`
    ${common} 'm' || id, camera, 't' || substr(id, 2), id, 'crop', start_at,
      'media/' || (CAST(substr(id, 2) AS INTEGER) % ${PICTURES}) || '.jpg', hex(id), 9000, 0, 0.8 FROM visits;
    ${common} 'c' || id, camera, NULL, id, 'clip', start_at, 'media/clip.mp4', hex(id), ${size}, 0, NULL FROM visits;`);
  db.close();
}
