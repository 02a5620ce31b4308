import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Box, startBox } from './box.ts';
import { type Cameras, startCameras } from './cameras.ts';
import { cpuSeconds } from './cpu.ts';
import { type Figure, rounded } from './figure.ts';
import { ffmpegLoad } from './quiet.ts';
import { cameraVideo, MAIN, type Stream, SUB } from './videos.ts';

/** A round of the scene that is busy for a tenth of its time, seconds; and what a box may take to settle before. */
const ROUND = 41;
const SETTLED = 10;
const FPS = 5;
/** Frames that may be missing of those that a camera should have given: the rounding of a round. */
const COMPLETE = 0.97;

type Size = Pick<Stream, 'width' | 'height'>;

/** How many cameras a box holds, beside how many plain ffmpegs the same cores could decode and scale for. */
export async function capacity(): Promise<Figure[]> {
  return [
    ...(await most('1080p25 cameras', MAIN, { width: 1280, height: 720 }, [8, 10, 12, 14], [6, 4, 2], 8)),
    ...(await most('640x360 substreams', SUB, SUB, [40, 50], [32, 24, 16, 8], 40)),
  ];
}

/** Tries the aim first, then upward while it holds, or downward until it does. */
async function most(
  name: string,
  stream: Stream,
  analysis: Size,
  up: readonly number[],
  down: readonly number[],
  limit: number,
): Promise<Figure[]> {
  const video = await cameraVideo('tenth', stream);
  const figures: Figure[] = [];
  let held = 0;
  const holds = async (count: number) => {
    const { worst, load, server } = await tryOut(video, count, analysis);
    const shown = { unit: 'CPU s/s', limit: availableParallelism() };
    figures.push({ name: `${count} ${name}, box`, value: rounded(load), ...shown });
    figures.push({ name: `${count} ${name}, the cameras' own server`, value: rounded(server), ...shown });
    figures.push({ name: `${count} ${name}, longest without a frame`, value: worst, unit: 's', limit: 1 });
    if (worst > 1) return false;
    held = Math.max(held, count);
    return true;
  };
  for (const count of up) if (!(await holds(count))) break;
  for (const count of down) if (held > 0 || (await holds(count))) break;
  const one = await startCameras(video, 1);
  const peer = await ffmpegLoad(one.urls[0]!, analysis).finally(() => one.stop());
  const bare = Math.floor(availableParallelism() / peer);
  return [
    ...figures,
    { name: `${name} held, beside ffmpegs that fill the cores`, value: held, unit: 'cameras', limit, peer: bare },
  ];
}

/** One box with so many cameras for one round of their scene. */
async function tryOut(video: string, count: number, analysis: Size) {
  const cameras = await startCameras(video, count);
  try {
    const box = await startBox(cameras.urls, analysis).catch(() => undefined);
    if (!box) return { worst: Number.POSITIVE_INFINITY, load: 0, server: 0 };
    try {
      return await observe(box, cameras);
    } finally {
      await box.stop();
    }
  } finally {
    await cameras.stop();
  }
}

/** `worst`: most seconds in a row of which any camera lost frames, by what the API tells each second. */
async function observe(box: Box, cameras: Cameras) {
  await sleep(SETTLED * 1000);
  const start = performance.now();
  const cpu = [cpuSeconds(box.pid), cpuSeconds(cameras.pid)] as const;
  const first = await figuresOf(box);
  let before = first;
  const losing = new Map<string, number>();
  let worst = 0;
  for (let second = 1; second <= ROUND; second++) {
    await sleep(Math.max(0, start + second * 1000 - performance.now()));
    const now = await figuresOf(box);
    for (const [id, { dropped }] of now) {
      const run = dropped > before.get(id)!.dropped ? (losing.get(id) ?? 0) + 1 : 0;
      losing.set(id, run);
      worst = Math.max(worst, run);
    }
    before = now;
  }
  const seconds = (performance.now() - start) / 1000;
  // Frames that ffmpeg had no time to decode are told by no one: they are missing from the sum.
  const short = [...before].some(([id, { frames }]) => frames - first.get(id)!.frames < COMPLETE * FPS * seconds);
  const load = (cpuSeconds(box.pid) - cpu[0]) / seconds;
  return { worst: short ? Math.max(worst, ROUND) : worst, load, server: (cpuSeconds(cameras.pid) - cpu[1]) / seconds };
}

async function figuresOf(box: Box) {
  return new Map((await box.cameras()).map(({ id, figures }) => [id, figures]));
}
