import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { say } from '../base/said/said.ts';
import type { Config } from '../know/config/config.ts';

/** Where copied video is kept until clips are cut from it, and how much of it a camera may take. */
export interface Ring {
  readonly folder: string;
  /** A camera, bytes. */
  readonly maxBytes: number;
  /** True where it lies in memory, and goes with the box. */
  readonly inMemory: boolean;
  /** How many cameras the memory holds the usual stream of; where it lies on a disk, nobody counts them. */
  readonly cameras?: number;
  /** Why it is there, in words. */
  readonly why: string;
}

/** What the choice rests on, bytes. */
export interface RingFacts {
  /** Memory of the machine, or what the service may use of it. */
  readonly memory: number;
  /** Free in the file system in memory; undefined where there is none that the box may use. */
  readonly free: number | undefined;
}

/** A camera's stream at most as wide as is usual, bytes a second: 8 Mbit/s. */
const USUAL = 1_000_000;
/** No more than this part of memory is for video. */
const SHARE = 1 / 4;
const TMPFS = 0x01021994;
/** The file in a ring in memory that says of which data folder it is. */
const OF = '.data-folder';

/**
 * The bytes that each camera's video may take in memory: a quarter of it, and half of what is free in its file system, shared between
 * the cameras, and no more than `budgets.ringMegabytes`. Undefined where that does not hold `ringSeconds` of a stream of
 * 8 Mbit/s: then it goes to the disk.
 */
export function memoryFor(cameras: number, wish: { seconds: number; maxBytes: number }, facts: RingFacts) {
  const { memory, free } = facts;
  if (free === undefined || cameras === 0) return undefined;
  const each = Math.floor(together({ memory, free }) / cameras);
  return each >= wish.seconds * USUAL ? Math.min(each, wish.maxBytes) : undefined;
}

const together = ({ memory, free = 0 }: RingFacts) => Math.min(memory * SHARE, free / 2);

/** What is wrong where more cameras are watched than its memory was shared between when the box started; undefined where nothing is. */
export function ringTrouble(
  { cameras = Number.POSITIVE_INFINITY }: Pick<Ring, 'cameras'>,
  watched: number,
): string | undefined {
  if (watched <= cameras) return undefined;
  return say('video-memory-small', { cameras, watched });
}

/**
 * Chooses where copied video is kept: where `ring.folder` says; else in memory where there is enough, so that a card sees only what is
 * kept; else in the data folder.
 * @param environment has `RUNTIME_DIRECTORY` under systemd
 */
export async function chooseRing(
  config: Pick<Config, 'data' | 'folder' | 'site' | 'cameras'>,
  environment: NodeJS.ProcessEnv,
): Promise<Ring> {
  const { ring, budgets } = config.site;
  const maxBytes = budgets.ringMegabytes * 1e6;
  if (ring.folder !== undefined)
    return { folder: resolve(config.folder, ring.folder), maxBytes, inMemory: false, why: 'as roost.yaml says' };
  // The first camera may be added while the box runs.
  const cameras = Math.max(1, config.cameras.filter(({ enabled }) => enabled).length);
  const place = await memoryPlace(config.data, environment);
  const memory = Math.min(totalmem(), process.constrainedMemory() || totalmem());
  const facts = { memory, free: place?.free };
  const each = memoryFor(cameras, { seconds: budgets.ringSeconds, maxBytes }, facts);
  if (place && each !== undefined) {
    const most = Math.floor(together(facts) / (budgets.ringSeconds * USUAL));
    return { folder: place.folder, maxBytes: each, inMemory: true, cameras: most, why: 'there is memory enough' };
  }
  if (place) await emptyRing({ folder: place.folder, inMemory: true });
  const why = place ? 'memory does not hold it for all cameras' : 'there is no file system in memory';
  return { folder: join(config.data, 'ring'), maxBytes, inMemory: false, why };
}

/** Gives back the memory of a ring that lies there; on a disk it stays, to be found where it was. Never rejects. */
export async function emptyRing({ folder, inMemory }: Pick<Ring, 'folder' | 'inMemory'>): Promise<void> {
  if (inMemory) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** A folder of our own in memory: below the service's runtime folder, else in `/dev/shm`, with mode 0700 and a name of this data folder. */
async function memoryPlace(data: string, environment: NodeJS.ProcessEnv) {
  const runtime = environment.RUNTIME_DIRECTORY?.split(':')[0];
  await forgetLost('/dev/shm');
  const name = `roost-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`;
  for (const folder of [...(runtime ? [join(runtime, 'ring')] : []), join('/dev/shm', name)])
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const found = await lstat(folder);
      // In a folder that all may write to, somebody else may have been there first.
      const ours = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
      const { type, bavail, bsize } = await statfs(folder);
      if (!ours || type !== TMPFS) continue;
      await writeFile(join(folder, OF), data);
      return { folder, free: bavail * bsize };
    } catch {
      // The next one.
    }
  return undefined;
}

/** Gives back the memory of boxes that were killed and whose data folder is gone since: nobody else would. Never rejects. */
export async function forgetLost(shared: string): Promise<void> {
  for (const name of await readdir(shared).catch(() => [])) {
    if (!/^roost-[0-9a-f]{12}$/.test(name)) continue;
    const data = await readFile(join(shared, name, OF), 'utf8').catch(() => undefined);
    if (data === undefined || (await stat(data).catch(() => undefined))) continue;
    await rm(join(shared, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
