import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Media, Visit } from '../../../src/base/domain.ts';
import { ClipMaker } from '../../../src/count/record/clips.ts';
import { cutClip } from '../../../src/see/media/clips.ts';
import { sha256 } from '../../../src/see/media/files.ts';
import { aVisit, T } from '../store/values.ts';
import { SECOND, track } from '../visit/tracks.ts';

/** Real segments of 4 s each, from 8 s before T to 20 s after it. */
describe('ClipMaker', () => {
  const data = mkdtempSync(join(tmpdir(), 'roost-clips-'));
  const segments = Array.from({ length: 7 }, (_, index) => ({
    file: join(data, 'segment.mkv'),
    startAt: T + (index * 4 - 8) * SECOND,
    endAt: T + (index * 4 - 4) * SECOND,
  }));
  let cut: Media[];
  let failures: string[];
  let clips: ClipMaker;

  beforeAll(() => {
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10:duration=4', '-c:v', 'libx264', '-g', '10'];
    execFileSync('ffmpeg', ['-v', 'error', ...source, '-threads', '1', segments[0]!.file]);
  });
  afterAll(() => rmSync(data, { recursive: true }));
  beforeEach(() => {
    cut = [];
    failures = [];
    const hooks = { cut: (media: Media) => cut.push(media), failed: (visit: string) => failures.push(visit) };
    clips = new ClipMaker(
      { cut: (request) => cutClip(data, request), lengthMs: 20 * SECOND, ringMs: 60 * SECOND },
      hooks,
    );
    for (const segment of segments) clips.segment('east', segment);
  });

  const open = (id: string, endAt: number): Visit => aVisit(id, { startAt: T, endAt, closed: false });
  const seconds = ({ file }: Media) =>
    Number(
      execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', join(data, file)]),
    );

  /** Lets time pass and waits for the clips that were begun. */
  async function advance(at: number, all = false): Promise<void> {
    clips.advance(at, all);
    await clips.idle();
  }

  it('cuts one clip a visit with 3 s before and after, once its segments can be there', async () => {
    clips.visit(open('v', T + SECOND));
    clips.visit(open('v', T + 4 * SECOND));
    await advance(T + 16 * SECOND);
    expect(cut).toEqual([]);
    await advance(T + 17 * SECOND);
    expect(cut).toMatchObject([{ id: 'v-clip', visit: 'v', camera: 'east', at: T - 3 * SECOND, blurred: false }]);
    expect(cut[0]!.sha256).toBe(sha256(readFileSync(join(data, cut[0]!.file))));
    // A copied clip starts at a key picture, one a second.
    expect(Math.abs(seconds(cut[0]!) - 10)).toBeLessThan(1.5);

    clips.visit(open('v', T + 60 * SECOND));
    clips.visit({ ...open('v', T + 60 * SECOND), closed: true });
    await advance(T + 300 * SECOND);
    expect(cut).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('does not wait for the end of a visit that is longer than a clip', async () => {
    clips.visit(open('v', T + 500 * SECOND));
    await advance(T + 27 * SECOND);
    expect(cut).toHaveLength(1);
  });

  it('wipes out the people of that camera and time', async () => {
    clips.people([
      track('walker', T, T + 2 * SECOND, { kind: 'person' }),
      track('elsewhere', T, T + 2 * SECOND, { kind: 'person', camera: 'west' }),
      track('later', T + 50 * SECOND, T + 52 * SECOND, { kind: 'person' }),
    ]);
    clips.visit(open('v', T + SECOND));
    await advance(T, true);
    expect(cut).toMatchObject([{ visit: 'v', blurred: true }]);
  });

  it('copies where people were elsewhere, or at another time, or where it is a bird', async () => {
    clips.people([
      track('elsewhere', T, T + 2 * SECOND, { kind: 'person', camera: 'west' }),
      track('later', T + 50 * SECOND, T + 52 * SECOND, { kind: 'person' }),
      track('bird', T, T + 2 * SECOND),
    ]);
    clips.visit(open('v', T + SECOND));
    await advance(T, true);
    expect(cut).toMatchObject([{ visit: 'v', blurred: false }]);
  });

  it('cuts nothing of a visit that was taken back, or that no segment shows', async () => {
    clips.visit(open('double', T + SECOND));
    clips.withdraw('double');
    clips.visit(aVisit('unseen', { camera: 'west', startAt: T, closed: false }));
    await advance(T, true);
    expect([cut, failures]).toEqual([[], []]);
  });

  it('tells of a clip that cannot be cut, and cuts the next', async () => {
    clips.segment('west', { file: join(data, 'gone.mkv'), startAt: T, endAt: T + 4 * SECOND });
    clips.visit(aVisit('broken', { camera: 'west', startAt: T, closed: false }));
    clips.visit(open('v', T + SECOND));
    await advance(T, true);
    expect(failures).toEqual(['broken']);
    expect(cut.map(({ visit }) => visit)).toEqual(['v']);
  });
});
