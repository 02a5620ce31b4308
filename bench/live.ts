import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Frame } from '../src/base/domain.ts';
import { livePicture } from '../src/see/media/live-picture.ts';
import { startBox } from './box.ts';
import { startCameras } from './cameras.ts';
import { cpuSeconds, ownCpuSeconds } from './cpu.ts';
import { type Figure, median, rounded } from './figure.ts';
import { cameraVideo, MAIN } from './videos.ts';

const SIZE = { width: 1280, height: 720 };
const FPS = 5;
/** Frames that each way is tried on: 20 s. */
const FRAMES = 100;
const TURNS = 3;
/** Seconds of each turn, and after somebody begins to look on until they are counted. */
const MEASURED = 8;
const SETTLED = 2;

/** What it costs to show a camera: ways to make pictures of frames that are decoded, and a box while nobody, one and four look on. */
export async function live(): Promise<Figure[]> {
  const video = await cameraVideo('busy', MAIN);
  const raw = await decoded(video);
  return [...(await asJpeg(raw)), ...(await asMpeg1(raw)), ...(await onBox(video))];
}

async function decoded(video: string): Promise<Buffer> {
  const filter = `fps=${FPS},scale=${SIZE.width}:${SIZE.height}:flags=fast_bilinear:out_range=tv`;
  const args = ['-v', 'error', '-i', video, '-vf', filter, '-frames:v', String(FRAMES), '-pix_fmt', 'yuv420p'];
  return (await piped([...args, '-f', 'rawvideo', '-'])).bytes;
}

/** As a watcher makes them: CPU of all threads, a frame; bytes, a frame. */
async function asJpeg(raw: Buffer): Promise<Figure[]> {
  const size = (SIZE.width * SIZE.height * 3) / 2;
  const figures: Figure[] = [];
  for (const width of [320, 640, 1280]) {
    let bytes = 0;
    const before = ownCpuSeconds();
    for (let at = 0; at < FRAMES; at++) {
      const data = raw.subarray(at * size, (at + 1) * size);
      const frame: Frame = { camera: 'c', seq: at, at, ...SIZE, data };
      bytes += (await livePicture(frame, width, [])).jpeg.length;
    }
    figures.push(...perFrame(`live picture, JPEG ${width} wide`, ownCpuSeconds() - before, bytes));
  }
  return figures;
}

/** As node-rtsp-stream's Mpeg1Muxer has ffmpeg make them, fed on its stdin. */
async function asMpeg1(raw: Buffer): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const width of [640, 1280]) {
    const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${SIZE.width}x${SIZE.height}`, '-r', String(FPS)];
    const output = ['-vf', `scale=${width}:-2:flags=fast_bilinear`, '-f', 'mpegts', '-codec:v', 'mpeg1video'];
    const exact = ['-strict', 'unofficial', '-q:v', '5', '-bf', '0', '-g', '25', '-threads', '1', '-'];
    const { bytes, seconds } = await piped(['-v', 'error', ...input, '-i', '-', ...output, ...exact], raw);
    figures.push(...perFrame(`live picture, MPEG-1 ${width} wide`, seconds, bytes.length));
  }
  return figures;
}

function perFrame(name: string, seconds: number, bytes: number): Figure[] {
  return [
    { name: `${name}, CPU`, value: rounded((1000 * seconds) / FRAMES), unit: 'ms a frame' },
    { name: `${name}, size`, value: rounded(bytes / FRAMES / 1000), unit: 'kB a frame' },
  ];
}

/** Runs ffmpeg. @returns what it wrote, and the CPU seconds that it took */
function piped(args: readonly string[], input?: Buffer): Promise<{ bytes: Buffer; seconds: number }> {
  const child = spawn('ffmpeg', args, { stdio: [input ? 'pipe' : 'ignore', 'pipe', 'inherit'] });
  const pieces: Buffer[] = [];
  let seconds = 0;
  child.stdout!.on('data', (piece: Buffer) => {
    pieces.push(piece);
    seconds = Math.max(seconds, cpuSeconds(child.pid!));
  });
  child.stdin?.end(input);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.stdout!.once('end', () => done({ bytes: Buffer.concat(pieces), seconds }));
  });
}

const SHOWN = [
  ['nobody', 0, 640],
  ['one at 640', 1, 640],
  ['four at 640', 4, 640],
  ['one at 1280', 1, 1280],
] as const;

/** A box with one busy camera: CPU of the whole box, by turns, so that what the scene asks for is the same for all. */
async function onBox(video: string): Promise<Figure[]> {
  const cameras = await startCameras(video, 1);
  const box = await startBox(cameras.urls, SIZE).catch(async (error: unknown) => {
    await cameras.stop();
    throw error;
  });
  try {
    const id = (await box.cameras())[0]!.id;
    await sleep(15_000);
    const loads = new Map<string, number[]>();
    const got = new Map(SHOWN.map(([name]) => [name as string, new Got()]));
    for (let turn = 0; turn < TURNS; turn++)
      for (const [name, viewers, width] of SHOWN) {
        const all = Array.from({ length: viewers }, () => new Onlooker(box.address, id, width));
        await sleep(SETTLED * 1000);
        for (const one of all) one.forget();
        const before = cpuSeconds(box.pid);
        await sleep(MEASURED * 1000);
        loads.set(name, [...(loads.get(name) ?? []), (cpuSeconds(box.pid) - before) / MEASURED]);
        const sum = got.get(name)!;
        for (const one of all) {
          sum.bytes.push(one.bytes / MEASURED);
          sum.frames.push(one.waits.length / MEASURED);
          sum.waits.push(...one.waits);
          one.leave();
        }
      }
    return SHOWN.flatMap(([name, viewers]): Figure[] => [
      { name: `live view, ${name}, whole box`, value: rounded(median(loads.get(name)!)), unit: 'CPU s/s' },
      ...(viewers === 0
        ? []
        : [
            { name: `live view, ${name}, each`, value: rounded(median(got.get(name)!.bytes) / 1000), unit: 'kB/s' },
            { name: `live view, ${name}, each`, value: rounded(median(got.get(name)!.frames)), unit: 'frames/s' },
            { name: `live view, ${name}, capture to viewer`, value: rounded(median(got.get(name)!.waits)), unit: 's' },
          ]),
    ]);
  } finally {
    await box.stop();
    await cameras.stop();
  }
}

/** What viewers got, each in each turn; waits of every frame. */
class Got {
  readonly bytes: number[] = [];
  readonly frames: number[] = [];
  readonly waits: number[] = [];
}

/** One who looks on as the page does: two askings ahead. */
class Onlooker {
  readonly #socket: WebSocket;
  bytes = 0;
  /** Seconds from each frame's capture to its arrival here. */
  waits: number[] = [];

  constructor(address: string, camera: string, width: number) {
    const socket = new WebSocket(new URL('/api/v1/live', address.replace('http', 'ws')));
    const ask = () => socket.send(JSON.stringify({ camera, width }));
    socket.once('open', () => {
      ask();
      ask();
    });
    socket.on('message', (data: Buffer) => {
      const head = JSON.parse(String(data.subarray(4, 4 + data.readUInt32BE()))) as { at: string };
      this.bytes += data.length;
      this.waits.push((Date.now() - Date.parse(head.at)) / 1000);
      ask();
    });
    this.#socket = socket;
  }

  forget(): void {
    this.bytes = 0;
    this.waits = [];
  }

  leave(): void {
    this.#socket.terminate();
  }
}
