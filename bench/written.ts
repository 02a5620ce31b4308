import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBox } from './box.ts';
import { startCameras } from './cameras.ts';
import { type Figure, rounded } from './figure.ts';
import { cameraVideo, MAIN, SUB } from './videos.ts';

/** Seconds measured, and before that until the cameras are watched evenly. */
const MEASURED = 60;
const SETTLED = 10;

/**
 * What a box with a camera on which nothing happens writes to the disk, by the kernel's own count of bytes sent towards storage, with
 * the video that clips are cut from in memory, beside the same with it in the data folder.
 */
export async function written(): Promise<Figure[]> {
  const cameras = await startCameras(await cameraVideo('quiet', MAIN), 1);
  try {
    const ours = await perHour(cameras.urls, undefined);
    const peer = await perHour(cameras.urls, 'data/ring');
    return [{ name: 'written an hour, a quiet 1080p25 camera', value: rounded(ours), unit: 'MB', peer: rounded(peer) }];
  } finally {
    await cameras.stop();
  }
}

async function perHour(urls: readonly string[], ring: string | undefined): Promise<number> {
  const box = await startBox(urls, SUB, undefined, ring === undefined ? {} : { ring: { folder: ring } });
  try {
    await sleep(SETTLED * 1000);
    const [before, from] = [sent(box.pid), performance.now()];
    await sleep(MEASURED * 1000);
    return ((sent(box.pid) - before) / 1e6) * (3_600_000 / (performance.now() - from));
  } finally {
    await box.stop();
  }
}

/** Bytes that a process and all below it caused to be sent to storage, see proc(5); of those that ended nothing is known. */
function sent(pid: number): number {
  const own = Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? 0);
  return childrenOf(pid).reduce((sum, child) => sum + sent(child), own);
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
