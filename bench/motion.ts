import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FreezeWatch } from '../src/see/capture/freeze.ts';
import { MotionGate } from '../src/see/motion/gate.ts';
import { type Figure, median, rounded } from './figure.ts';
import { cameraVideo, MAIN } from './videos.ts';

const SIZE = { width: 1280, height: 720 };
const FRAMES = 40;
const ROUNDS = 40;

/**
 * What is done with each frame, milliseconds: motion on a picture at rest and in one with animals, beside a plain sum of the Y plane, and
 * the watch for frozen pictures.
 */
export async function motion(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const liveliness of ['quiet', 'busy'] as const) {
    const pictures = await decode(await cameraVideo(liveliness, MAIN));
    const gate = new MotionGate(SIZE);
    const times: number[] = [];
    const peers: number[] = [];
    let seq = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const from = performance.now();
      for (const data of pictures) {
        gate.look({ camera: 'bench', seq, at: seq * 200, ...SIZE, data });
        seq++;
      }
      const between = performance.now();
      for (const data of pictures) sum(data);
      times.push((between - from) / FRAMES);
      peers.push((performance.now() - between) / FRAMES);
    }
    const [value, peer] = [rounded(median(times)), rounded(median(peers))];
    figures.push({ name: `motion, ${liveliness} 1280x720 frame`, value, unit: 'ms', limit: 0.1, peer });
    if (liveliness === 'quiet') figures.push(frozen(pictures));
  }
  return figures;
}

/** CPU time of the watch for frozen pictures, at five frames and half a key picture a second. */
function frozen(pictures: readonly Uint8Array[]): Figure {
  const watch = new FreezeWatch(8_000);
  watch.begin(SIZE);
  const times: number[] = [];
  let seq = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (const data of pictures) watch.see(data, seq * 200, Math.floor(seq++ / 10));
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000 / FRAMES);
  }
  return {
    name: 'watch for frozen pictures, a 1280x720 frame',
    value: rounded(median(times)),
    unit: 'ms',
    limit: 0.05,
  };
}

/** The least that any look at a whole picture costs: each byte of Y once. */
function sum(data: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < SIZE.width * SIZE.height; i++) total += data[i]!;
  return total;
}

async function decode(file: string): Promise<Uint8Array[]> {
  const bytes = (SIZE.width * SIZE.height * 3) / 2;
  const filter = ['-vf', `fps=5,scale=${SIZE.width}:${SIZE.height}`, '-frames:v', String(FRAMES)];
  const args = ['-v', 'error', '-nostdin', '-i', file, ...filter, '-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1'];
  const { stdout } = await promisify(execFile)('ffmpeg', args, { encoding: 'buffer', maxBuffer: 2 * FRAMES * bytes });
  return Array.from({ length: FRAMES }, (_, index) => stdout.subarray(index * bytes, (index + 1) * bytes));
}
