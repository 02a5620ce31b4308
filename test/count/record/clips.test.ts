import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClipRequest, CutClip, Media, Visit } from '../../../src/base/domain.ts';
import { ClipMaker } from '../../../src/count/record/clips.ts';
import { aVisit, T } from '../store/values.ts';
import { HOUR, SECOND } from '../visit/tracks.ts';

const BOX = { x: 0.1, y: 0.1, w: 0.2, h: 0.4 };

/** A cutter that notes what it is asked for; `next` may hold or refuse one. */
function cutter() {
  const asked: ClipRequest[] = [];
  const next: (() => Promise<void>)[] = [];
  const cut: CutClip = async (request) => {
    asked.push(request);
    await next.shift()?.();
    const { camera, startAt, endAt } = request;
    return request.visits.map((visit) => {
      const id = `${visit}-${startAt}-${endAt}`;
      return {
        ...{ id, camera, visit, file: `${id}.mp4`, sha256: '', bytes: 1 },
        type: 'clip',
        at: startAt,
        blurred: false,
      };
    });
  };
  return { asked, next, cut };
}

describe('ClipMaker', () => {
  let kept: Media[];
  let unwanted: Media[];
  let failures: { visits: readonly string[]; error: unknown }[];
  let clips: ClipMaker;
  let cuts: ReturnType<typeof cutter>;

  beforeEach(() => start());

  function start(more: { limitMs?: number } = {}) {
    [kept, unwanted, failures] = [[], [], []];
    cuts = cutter();
    clips = new ClipMaker(
      { cut: cuts.cut, remove: async () => undefined, lengthMs: 20 * SECOND, ringMs: 150 * SECOND, ...more },
      {
        cut: (media) => kept.push(media),
        unwanted: (media) => unwanted.push(media),
        failed: (visits, error) => failures.push({ visits, error }),
      },
    );
    record('east', -20, 200);
  }

  /** Segments of 4 s between two times, in seconds from T. */
  function record(camera: string, from: number, to: number) {
    for (let at = T + from * SECOND; at < T + to * SECOND; at += 4 * SECOND)
      clips.segment(camera, { file: `/ring/${camera}/${at}.mkv`, startAt: at, endAt: at + 4 * SECOND });
  }
  const visit = (id: string, from: number, to: number, more: Partial<Visit> = {}): Visit =>
    aVisit(id, { startAt: T + from * SECOND, endAt: T + to * SECOND, closed: false, ...more });
  /** Lets time pass, to so many seconds after T, and waits for the clips that were begun. */
  async function advance(seconds: number, all = false): Promise<void> {
    clips.advance(T + seconds * SECOND, all);
    await clips.idle();
  }

  it('cuts one clip of a visit that is over, with 3 s before and after it', async () => {
    clips.visit(visit('v', 0, 1));
    clips.visit(visit('v', 0, 4));
    await advance(60);
    expect(kept).toEqual([]);
    clips.visit(visit('v', 0, 4, { closed: true }));
    await advance(65);
    expect(cuts.asked).toMatchObject([
      { camera: 'east', visits: ['v'], startAt: T - 3 * SECOND, endAt: T + 7 * SECOND, people: [] },
    ]);
    expect(kept).toMatchObject([{ visit: 'v' }]);
    await advance(70);
    expect([kept.length, failures]).toEqual([1, []]);
  });

  it('does not wait for the end of a visit that fills a clip, and cuts no other of it', async () => {
    clips.visit(visit('v', 0, 500));
    await advance(26);
    expect(kept).toEqual([]);
    await advance(27);
    expect(cuts.asked).toMatchObject([{ startAt: T - 3 * SECOND, endAt: T + 17 * SECOND }]);
    for (const at of [30, 100, 200, 600, 5000]) {
      clips.visit(visit('v', 0, at));
      await advance(at);
    }
    expect(kept).toHaveLength(1);
  });

  it('cuts what is there before the ring lets go of it, and once the segment that holds its end is written', async () => {
    clips.visit(visit('slow', 0, 4));
    await advance(120);
    expect(kept).toEqual([]);
    await advance(128);
    expect(kept).toMatchObject([{ visit: 'slow' }]);

    record('west', 0, 96);
    clips.visit(visit('v', 90, 100, { camera: 'west', closed: true }));
    await advance(120);
    expect(kept).toHaveLength(1);
    record('west', 96, 104);
    await advance(121);
    expect(kept).toHaveLength(2);
    clips.visit(visit('dead', 110, 120, { camera: 'west', closed: true }));
    await advance(142);
    expect(kept).toHaveLength(2);
    await advance(143);
    expect(kept.at(-1)).toMatchObject({ visit: 'dead' });
  });

  it('waits for the segment that is still written where key pictures are 200 s apart, and forgets neither', async () => {
    clips.segment('far', { file: '/ring/far/1.mkv', startAt: T - 200 * SECOND, endAt: T });
    clips.visit(visit('v', -10, 5, { camera: 'far', closed: true }));
    await advance(190);
    expect(kept).toEqual([]);
    clips.segment('far', { file: '/ring/far/2.mkv', startAt: T, endAt: T + 200 * SECOND });
    await advance(201);
    expect(cuts.asked[0]?.segments.map(({ file }) => file)).toEqual(['/ring/far/1.mkv', '/ring/far/2.mkv']);
    expect(kept).toMatchObject([{ visit: 'v' }]);
  });

  it('cuts another clip, under another name, of a visit that goes on after it was over', async () => {
    clips.visit(visit('v', 0, 4, { closed: true }));
    await advance(65);
    clips.visit(visit('v', 0, 9));
    clips.visit(visit('v', 0, 9, { closed: true }));
    await advance(75);
    expect(kept).toMatchObject([{ visit: 'v' }, { visit: 'v' }]);
    expect(new Set(kept.map(({ file }) => file)).size).toBe(2);
    clips.visit(visit('v', 0, 9, { closed: true }));
    await advance(90);
    expect(kept).toHaveLength(2);
    clips.withdraw('v');
    expect(unwanted).toEqual(kept);
  });

  it('cuts one clip of visits at one time', async () => {
    clips.visit(visit('gull', 0, 10, { closed: true }));
    clips.visit(visit('tern', 2, 11));
    await advance(60);
    expect(kept).toEqual([]);
    clips.visit(visit('tern', 2, 11, { closed: true }));
    clips.visit(visit('duck', 50, 51, { closed: true }));
    await advance(75);
    expect(cuts.asked.map(({ visits }) => visits)).toEqual([['gull', 'tern'], ['duck']]);
    expect(cuts.asked[0]).toMatchObject({ startAt: T - 3 * SECOND, endAt: T + 14 * SECOND });
    clips.withdraw('gull');
    expect(unwanted).toMatchObject([{ visit: 'gull' }]);
  });

  it('hands over where people were seen at that camera around that time, however faintly', async () => {
    record('west', -20, 60);
    for (let at = -100; at < 60; at++) clips.people('east', { at: T + at * SECOND, boxes: [BOX], sweepMs: 4000 });
    clips.people('west', { at: T, boxes: [BOX], sweepMs: 4000 });
    clips.visit(visit('v', 0, 4, { closed: true }));
    await advance(60);
    const times = cuts.asked[0]!.people.map(({ at }) => (at - T) / SECOND);
    expect(times).toEqual(Array.from({ length: 160 }, (_, i) => i - 100));
  });

  it('leaves nothing of a visit that was taken back: not wanted, waiting, being cut, or cut', async () => {
    clips.visit(visit('wanted', 0, 4, { closed: true }));
    clips.withdraw('wanted');
    await advance(60);
    expect(cuts.asked).toEqual([]);

    clips.visit(visit('cutting', 0, 4, { closed: true }));
    clips.visit(visit('waiting', 30, 34, { closed: true }));
    let release = () => {};
    cuts.next.push(() => new Promise((resolve) => (release = resolve)));
    clips.advance(T + 60 * SECOND);
    clips.withdraw('cutting');
    clips.withdraw('waiting');
    release();
    await clips.idle();
    expect(cuts.asked.map(({ visits }) => visits)).toEqual([['cutting']]);
    expect([kept, failures]).toEqual([[], []]);
    expect(unwanted).toMatchObject([{ visit: 'cutting' }]);
  });

  it('tells of a clip that cannot be cut, and cuts the next', async () => {
    cuts.next.push(() => Promise.reject(new Error('disk full')));
    clips.visit(visit('broken', 0, 1, { closed: true }));
    clips.visit(visit('v', 30, 31, { closed: true }));
    await advance(60);
    expect(failures).toMatchObject([{ visits: ['broken'], error: { message: 'disk full' } }]);
    expect(kept.map(({ visit: id }) => id)).toEqual(['v']);
  });

  it('gives up one that hangs, and cuts the next', async () => {
    start({ limitMs: 50 });
    cuts.next.push(() => new Promise(() => undefined));
    clips.visit(visit('hangs', 0, 1, { closed: true }));
    clips.visit(visit('v', 30, 31, { closed: true }));
    await advance(60);
    expect(failures).toMatchObject([{ visits: ['hangs'], error: { message: expect.stringContaining('took longer') } }]);
    expect(kept.map(({ visit: id }) => id)).toEqual(['v']);
  });

  it('gives up what waits when it is stopped, and tells the one that runs', async () => {
    cuts.next.push(() => sleep(20));
    clips.visit(visit('a', 0, 1));
    clips.visit(visit('b', 30, 31));
    clips.advance(T + 32 * SECOND, true);
    clips.stop();
    await clips.idle();
    expect(cuts.asked.length).toBeLessThanOrEqual(1);
    expect(failures).toEqual([]);
  });

  it('asks for nothing that the ring has forgotten, whatever comes later of it', async () => {
    clips.visit(visit('v', 0, 4, { closed: true }));
    await advance(1000);
    clips.visit(visit('v', 0, 4, { closed: true }));
    await advance(2000);
    expect(cuts.asked).toEqual([]);
  });

  it('holds what the ring holds, and nothing after it', async () => {
    for (let hour = 1; hour < 24; hour++) {
      const from = hour * 3600;
      record('east', from, from + 60);
      clips.people('east', { at: T + hour * HOUR, boxes: [BOX], sweepMs: 4000 });
      clips.visit(visit(`v${hour}`, from, from + 4, { closed: true }));
      await advance(from + 60);
      expect(cuts.asked.at(-1)!.segments.length).toBeLessThanOrEqual(15);
      expect(cuts.asked.at(-1)!.people).toHaveLength(1);
    }
    expect(kept).toHaveLength(23);
  });
});
