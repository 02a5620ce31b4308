import { spawn } from 'node:child_process';
import { endChild } from '../src/base/child.ts';
import { Capture } from '../src/see/capture/capture.ts';
import { startCameras } from './cameras.ts';
import { type Figure, median, rounded } from './figure.ts';
import { cameraVideo, MAIN } from './videos.ts';

const ROUNDS = 7;
const SIZE = { width: 1280, height: 720 };

/** From the start of a capture to its first frame, beside a plain ffmpeg's first picture of the same camera, by turns. */
export async function firstFrame(): Promise<Figure[]> {
  const cameras = await startCameras(await cameraVideo('quiet', MAIN), 1);
  const url = cameras.urls[0]!;
  const ours: number[] = [];
  const plain: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await timeCapture(url));
      plain.push(await timeFfmpeg(url));
    }
  } finally {
    await cameras.stop();
  }
  const [value, peer] = [rounded(median(ours)), rounded(median(plain))];
  return [{ name: 'time to first frame, beside plain ffmpeg', value, unit: 's', limit: 0.6, peer }];
}

async function timeCapture(url: string): Promise<number> {
  const capture = new Capture({ camera: 'bench', url, fps: 5, limit: SIZE });
  const from = performance.now();
  capture.start(new AbortController().signal);
  await capture.next();
  const seconds = (performance.now() - from) / 1000;
  await capture.stop();
  return seconds;
}

/** ffmpeg as its manual would have one call it, scaling to the same size. */
async function timeFfmpeg(url: string): Promise<number> {
  const scale = ['-vf', `scale=${SIZE.width}:${SIZE.height}`];
  const args = ['-v', 'error', '-nostdin', '-rtsp_transport', 'tcp', '-i', url, ...scale, '-f', 'rawvideo', 'pipe:1'];
  const from = performance.now();
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let bytes = 0;
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes >= (SIZE.width * SIZE.height * 3) / 2) resolve();
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  child.stdout.destroy();
  await endChild(child);
  return seconds;
}
