import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/base/domain.ts';
import type { LeftOut } from '../../../src/try/replay/left-out.ts';
import { Replay, type ReplayOptions } from '../../../src/try/replay/replay.ts';
import { video } from './media.ts';

/** Midnight at the site, which is no midnight elsewhere. */
const MIDNIGHT = Date.parse('2026-05-02T00:00:00+08:00');
const BIRD: Detection = { kind: 'bird', box: { x: 0.4, y: 0.4, w: 0.2, h: 0.3 }, score: 0.8 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-replay-'));
  await sharp({ create: { width: 64, height: 36, channels: 3, background: 'grey' } }).toFile(join(folder, 'a.png'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A replay in which every frame shows one bird. */
function birds(more: Partial<ReplayOptions> = {}): Replay {
  return new Replay({
    ...{ camera: 'card', fps: 5, limit: { width: 64, height: 36 }, gapMs: 60_000, sweepSeconds: 1, cropsPerFrame: 4 },
    ...{ zones: [], masks: [], flocks: false, detector: { model: 'd', detect: async () => [BIRD] } },
    ...more,
  });
}

/** The visits of pictures of one bird around midnight, a second apart. */
async function visits(more: { timeZone?: string }) {
  const run = birds(more);
  const pictures = [-2, -1, 1, 2].map((seconds) => ({ file: join(folder, 'a.png'), at: MIDNIGHT + seconds * 1000 }));
  await run.pictures(pictures, new AbortController().signal, ({ reason }) => expect.unreachable(reason));
  return run.result().visits.map(({ id, startAt, endAt, continues }) => ({
    ...{ id, startAt: startAt - MIDNIGHT, endAt: endAt - MIDNIGHT },
    ...(continues && { continues }),
  }));
}

describe('a replay', () => {
  it("cuts a visit at the site's midnight as a box does, and says what it goes on with", async () => {
    const [before, after] = await visits({ timeZone: 'Asia/Shanghai' });
    expect(before).toMatchObject({ startAt: -2000, endAt: 0 });
    expect(after).toEqual({ id: `${before!.id}-20260502`, startAt: 0, endAt: 2000, continues: before!.id });
    expect(await visits({ timeZone: 'UTC' })).toHaveLength(1);
  });

  it('tells of a bad picture, goes on, and knows in which files each track was seen', async () => {
    const [good, bad] = [join(folder, 'a.png'), join(folder, 'bad.png')];
    await writeFile(bad, 'no picture');
    const run = birds();
    const left: LeftOut[] = [];
    const pictures = [good, bad, good].map((file, index) => ({ file, at: MIDNIGHT + index * 1000 }));
    await run.pictures(pictures, new AbortController().signal, (flaw) => left.push(flaw));
    expect(left).toEqual([{ file: bad, reason: expect.stringContaining('unsupported') }]);
    const { tracks, files } = run.result();
    expect(tracks.map(({ id }) => files.get(id))).toEqual([[good, good]]);
  });

  it('that is stopped keeps nothing of a video that it was in, although a bird had come and gone', async () => {
    const file = join(folder, 'clip.mp4');
    video(20, '-c:v', 'libx264', '-preset', 'ultrafast', file);
    const stop = new AbortController();
    let frames = 0;
    const detector = { model: 'd', detect: async () => (frames < 20 ? [BIRD] : []) };
    const replayed = birds({ detector, onSeen: () => void ++frames });
    expect(await replayed.video({ file, startAt: MIDNIGHT }, stop.signal)).toBeUndefined();
    const { tracks, files } = replayed.result();
    expect(tracks.map(({ id }) => files.get(id))).toEqual([[file]]);
    expect(tracks[0]!.ended).toBe('lost');
    frames = 0;
    const stopped = birds({ detector, onSeen: () => void (++frames === 95 && stop.abort()) });
    await expect(stopped.video({ file, startAt: MIDNIGHT }, stop.signal)).rejects.toThrow('aborted');
    expect(stopped.result().tracks).toEqual([]);
  });
});
