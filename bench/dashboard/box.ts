import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { fillVisits } from '../fill-visits.ts';
import { serveStore } from '../store-server.ts';

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
  const server = await serveStore(folder, database);
  return {
    address: server.address,
    stop: async () => {
      await server.stop();
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
