import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureScene } from '../fixtures/scenes/ensure.ts';

const CACHE = fileURLToPath(new URL('../.cache/bench', import.meta.url));

/** What a camera sends. */
export interface Stream {
  readonly width: number;
  readonly height: number;
  readonly kilobits: number;
}

/** The usual two streams of a camera. */
export const MAIN: Stream = { width: 1920, height: 1080, kilobits: 4000 };
export const SUB: Stream = { width: 640, height: 360, kilobits: 500 };

/**
 * `quiet`: a view in which only the sensor's noise changes. `tenth`: the same, and a gull that flies through in 4 of
 * 41 s. `busy`: four gulls, a dingo and two mallards that come and go for most of a minute.
 */
export type Liveliness = 'quiet' | 'tenth' | 'busy';

const RECIPES: Readonly<Record<Liveliness, { scene: string; seconds: number; filter: string }>> = {
  quiet: { scene: 'bird-crossing', seconds: 20, filter: "select='eq(n,0)',loop=-1:1,setpts=N/25/TB" },
  tenth: { scene: 'bird-crossing', seconds: 41, filter: 'fps=25,tpad=stop=-1:stop_mode=clone' },
  busy: { scene: 'demo-mudflat', seconds: 62, filter: 'fps=25' },
};

/** A video as a camera of 25 frames a second would send it: a key frame every 2 s, no B-frames. Made once and kept. */
export async function cameraVideo(liveliness: Liveliness, { width, height, kilobits }: Stream): Promise<string> {
  const { scene, seconds, filter } = RECIPES[liveliness];
  const { video } = await ensureScene(scene);
  const file = join(CACHE, `${basename(dirname(video))}-${liveliness}-${width}x${height}.mp4`);
  if (existsSync(file)) return file;
  await mkdir(CACHE, { recursive: true });
  const draft = `${file}.${process.pid}.mp4`;
  const rate = ['-b:v', `${kilobits}k`, '-maxrate', `${kilobits}k`, '-bufsize', `${kilobits}k`];
  const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-g', '50', '-bf', '0'];
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-i', video],
    ...['-vf', `${filter},scale=${width}:${height},noise=c0s=5:c0f=t`, '-t', String(seconds)],
    ...[...codec, '-sc_threshold', '0', ...rate, draft],
  ]);
  await rename(draft, file);
  return file;
}
