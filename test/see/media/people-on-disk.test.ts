import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Box, Detection, Frame, FromWatcher, Media } from '../../../src/base/domain.ts';
import { NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import { FrameClock } from '../../../src/see/capture/clock.ts';
import { cutClip } from '../../../src/see/media/clips.ts';
import { WatchLife } from '../../../src/see/watch/life.ts';
import { Teller } from '../../../src/see/watch/teller.ts';
import { chequer, flat } from '../../frames.ts';

const T = Date.parse('2026-05-01T03:00:00Z');
const [WIDTH, HEIGHT] = [320, 180];
const FRAMES = 45;
const STEP = 200;
const NAMING = { detector: 'd', classifiers: [], assumed: [], prior: NO_PRIOR, timeZone: 'UTC', code: '1', taught: {} };
const boxOf = (x: number, y: number, w: number, h: number): Box => ({
  ...{ x: x / WIDTH, y: y / HEIGHT },
  ...{ w: w / WIDTH, h: h / HEIGHT },
});
const BIRD: Detection = { kind: 'bird', box: boxOf(128, 72, 32, 36), score: 0.8 };
const signal = new AbortController().signal;

/** A person in a chequered coat walks past a plain grey bird: only the coat has edges. */
const walker = (i: number) => 30 + 5 * i;
function pictureOf(i: number, walks: boolean): Frame {
  const frame = flat(WIDTH, HEIGHT);
  for (let y = 72; y < 108; y++) frame.data.fill(150, y * WIDTH + 128, y * WIDTH + 160);
  return walks ? chequer(frame, walker(i), 50, 40, 100) : frame;
}

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'roost-people-'));
});
afterEach(() => rmSync(data, { recursive: true }));

/** Watches the pictures as a watcher thread does; what it told. */
async function watched(
  answer: (i: number) => readonly Detection[],
  { walks = true, keepNone = false, frames = FRAMES } = {},
) {
  const told: FromWatcher[] = [];
  let now = 0;
  const clock = new FrameClock(
    () => now,
    () => T + now,
  );
  let i = -1;
  const models = {
    model: 'd',
    detect: async () => [...answer(i)],
    classify: () => Promise.reject(new Error('nobody is asked')),
  };
  const camera = {
    capture: { camera: 'east', url: 'rtsp://127.0.0.1/east', fps: 5, limit: { width: WIDTH, height: HEIGHT } },
    sight: { infrared: false, usual: {} },
    ...{ zones: [], masks: [], flocks: false, sweepSeconds: 0.2, cropsPerFrame: 4, keepNone },
  };
  const teller = new Teller('east', clock, (message) => told.push(message));
  const hooks = { seen: () => undefined, failed: (error: unknown) => expect(error).toBeUndefined() };
  const size = { width: WIDTH, height: HEIGHT };
  const life = new WatchLife({ camera, data, models, naming: NAMING, clock, teller }, size, hooks);
  const source = {
    async next() {
      if (++i === frames) return undefined;
      now = i * STEP;
      return { ...pictureOf(i, walks), camera: 'east', seq: i, at: clock.stamp() };
    },
  };
  await life.run(source, signal);
  await life.idle();
  const media = told.flatMap((message) => (message.type === 'media' ? [message.media] : []));
  const people = told.flatMap((message) => (message.type === 'people' ? [message.seen] : []));
  return { media, people };
}

/** What the camera's own stream leaves in the ring. */
function ring() {
  const folder = join(data, 'ring', 'east');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '1.mkv');
  const input = Buffer.concat(Array.from({ length: FRAMES }, (_, i) => pictureOf(i, true).data));
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${WIDTH}x${HEIGHT}`, '-r', '5', '-i', '-'];
  const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-g', '5', '-threads', '1'];
  execFileSync('ffmpeg', ['-v', 'error', ...raw, ...codec, file], { input });
  return [{ file, startAt: T, endAt: T + FRAMES * STEP }];
}

/** The most sharp edges in any picture of a file. */
async function edgesIn(file: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'roost-stills-'));
  const pictures = file.endsWith('.jpg') ? [file] : stills(file, folder);
  const counts = pictures.map(async (picture) => {
    const { data: grey, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
    let edges = 0;
    for (let at = 1; at < grey.length; at++)
      if (at % info.width > 0 && Math.abs(grey[at]! - grey[at - 1]!) > 60) edges++;
    return edges;
  });
  const most = Math.max(...(await Promise.all(counts)));
  rmSync(folder, { recursive: true });
  return most;
}

function stills(file: string, folder: string): string[] {
  execFileSync('ffmpeg', ['-v', 'error', '-i', file, join(folder, '%d.png')]);
  return readdirSync(folder).map((name) => join(folder, name));
}

/** Every file of the data folder, with the path within it. */
const files = () =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(data.length + 1));

/** The walker is seen faintly, and overlooked in every third picture. */
const faint = (i: number): Detection[] => [
  BIRD,
  ...(i % 3 === 2 ? [] : [{ kind: 'person' as const, box: boxOf(walker(i), 50, 40, 100), score: 0.25 }]),
];
const request = { camera: 'east', visits: ['v'], startAt: T, endAt: T + FRAMES * STEP };

describe('somebody who walks past', () => {
  it('is in no file but those of the ring', async () => {
    const segments = ring();
    const { media, people } = await watched(faint);
    const clips = await cutClip(data, { ...request, segments, people }, signal);
    expect(files().sort()).toEqual(
      [...media, ...clips]
        .map(({ file }) => file)
        .concat('ring/east/1.mkv')
        .sort(),
    );
    expect([...media, ...clips].map(({ type }) => type)).toEqual(['crop', 'crop', 'clip']);
    expect([...media, ...clips].some(({ type, blurred }) => type === 'crop' && blurred)).toBe(true);
    for (const { file } of [...media, ...clips]) expect([file, await edgesIn(join(data, file))]).toEqual([file, 0]);
    expect(await edgesIn(segments[0]!.file)).toBeGreaterThan(500);
  });

  it('shows where nobody finds him: what the test looks for is there to be found', async () => {
    const { media } = await watched(() => [BIRD]);
    const [clip] = await cutClip(data, { ...request, segments: ring(), people: [] }, signal);
    const shows = async ({ file }: Media) => (await edgesIn(join(data, file))) > 100;
    expect(await Promise.all([...media, clip!].map(shows))).toContain(true);
    expect(await shows(clip!)).toBe(true);
  });

  it('is in no file at all where none are to be kept, and the bird of another time is', async () => {
    const segments = ring();
    const { people } = await watched((i) => [...faint(i), { kind: 'person', box: boxOf(0, 0, 20, 40), score: 0.25 }], {
      keepNone: true,
    });
    expect(await cutClip(data, { ...request, segments, people }, signal, true)).toEqual([]);
    expect(files()).toEqual(['ring/east/1.mkv']);
    const { media } = await watched(() => [BIRD], { walks: false, keepNone: true });
    expect(media.map(({ blurred }) => blurred)).toEqual([false, false]);
  });

  it('leaves no crop where he is taken for an animal at first', async () => {
    const { media } = await watched((i) => {
      const box = boxOf(walker(i), 50, 40, 100);
      return [i < 3 ? { kind: 'mammal', box, score: 0.5 } : { kind: 'person', box, score: 0.9 }];
    });
    expect(media).toEqual([]);
    expect(files()).toEqual([]);
  });
});
