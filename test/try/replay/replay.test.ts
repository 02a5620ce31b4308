import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/base/domain.ts';
import { Replay } from '../../../src/try/replay/replay.ts';

/** Midnight at the site, which is no midnight elsewhere. */
const MIDNIGHT = Date.parse('2026-05-02T00:00:00+08:00');
const BIRD: Detection = { kind: 'bird', box: { x: 0.4, y: 0.4, w: 0.2, h: 0.3 }, score: 0.8 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-replay-'));
  await sharp({ create: { width: 64, height: 36, channels: 3, background: 'grey' } }).toFile(join(folder, 'a.png'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The visits of pictures of one bird around midnight, a second apart. */
async function visits(more: { timeZone?: string }) {
  const run = new Replay({
    ...{ camera: 'card', fps: 5, width: 64, height: 36, gapMs: 60_000, sweepSeconds: 1, cropsPerFrame: 4 },
    ...{ zones: [], masks: [], flocks: false, ...more },
    detector: { model: 'd', detect: async () => [BIRD] },
  });
  const pictures = [-2, -1, 1, 2].map((seconds) => ({ file: join(folder, 'a.png'), at: MIDNIGHT + seconds * 1000 }));
  await run.pictures(pictures, new AbortController().signal);
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
});
