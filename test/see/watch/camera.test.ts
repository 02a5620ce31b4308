import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cause, Detection, Frame, FromWatcher, Track } from '../../../src/base/domain.ts';
import { RoostError } from '../../../src/base/errors.ts';
import { NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import { FrameClock } from '../../../src/see/capture/clock.ts';
import type { CaptureHooks } from '../../../src/see/capture/options.ts';
import { CameraWatch, type Captured, type WatchWorld } from '../../../src/see/watch/camera.ts';
import type { WatchedCamera } from '../../../src/see/watch/messages.ts';
import { flat } from '../../frames.ts';
import { eventually } from '../../patience.ts';

const T = Date.parse('2025-05-03T00:00:10Z');
const HOUR = 3_600_000;
const [WIDTH, HEIGHT] = [64, 36];
const BIRD: Detection = { kind: 'bird', box: { x: 0.4, y: 0.4, w: 0.2, h: 0.3 }, score: 0.8 };

const CAMERA: WatchedCamera = {
  capture: { camera: 'east', url: 'rtsp://127.0.0.1/east', fps: 5, limit: { width: WIDTH, height: HEIGHT } },
  sight: { infrared: false, usual: {} },
  zones: [],
  masks: [],
  flocks: false,
  sweepSeconds: 0.2,
  cropsPerFrame: 4,
};
const NAMING = { detector: 'd', classifiers: [], assumed: [], prior: NO_PRIOR, timeZone: 'UTC', code: '1', taught: {} };

/** A capture whose frames a test gives. */
class GivenCapture implements Captured {
  readonly hooks: CaptureHooks;
  readonly #frames: Frame[] = [];
  readonly #heard = new WeakSet<AbortSignal>();
  #ended = false;
  #wake: () => void = () => undefined;
  starts = 0;

  constructor(hooks: CaptureHooks) {
    this.hooks = hooks;
  }

  get figures() {
    return { frames: 0, dropped: 0, frozen: 0, restarts: 0 };
  }

  start(signal: AbortSignal): void {
    this.starts += 1;
    signal.addEventListener('abort', () => this.end());
    this.hooks.onState?.('watching');
  }

  async next(signal?: AbortSignal): Promise<Frame | undefined> {
    if (signal && !this.#heard.has(signal)) signal.addEventListener('abort', () => this.#wake());
    if (signal) this.#heard.add(signal);
    while (this.#frames.length === 0 && !this.#ended && !signal?.aborted)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#frames.shift();
  }

  give(frame: Frame): void {
    this.#frames.push(frame);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async stop(): Promise<void> {
    this.end();
  }
}

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'roost-watch-'));
  // Only what a watch waits for is made up: what is written and what is promised goes its own way.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(data, { recursive: true, force: true });
});

/** A watch with a clock and a capture in a test's hands, and what it told. */
function watchOf({ open }: Pick<WatchWorld, 'open'> = {}) {
  const now = { monotonic: 0, wall: T };
  const told: FromWatcher[] = [];
  const captures: GivenCapture[] = [];
  let answer: () => readonly Detection[] = () => [BIRD];
  const clock = new FrameClock(
    () => now.monotonic,
    () => now.wall,
  );
  const models = {
    model: 'd',
    detect: async () => [...answer()],
    classify: () => Promise.reject(new Error('nobody is asked')),
  };
  const watch = new CameraWatch(CAMERA, data, models, NAMING, (message) => told.push(message), {
    clock,
    open:
      open ??
      ((_options, hooks) => {
        captures.push(new GivenCapture(hooks));
        return captures.at(-1)!;
      }),
  });
  const pass = (ms: number) => {
    now.monotonic += ms;
    now.wall += ms;
  };
  let seq = 0;
  /** Gives frames at five a second, each looked at before the next. */
  const give = async (count: number) => {
    for (let i = 0; i < count; i++) {
      pass(200);
      const capture = captures.at(-1)!;
      capture.give({ ...flat(WIDTH, HEIGHT, 60 + (seq % 2)), camera: 'east', seq: seq++, at: clock.stamp() });
      await settled();
    }
  };
  /** Lets the watch look at its clocks, as it does each second. */
  const tick = async () => {
    vi.advanceTimersByTime(1_000);
    await settled();
  };
  const of = <T extends FromWatcher['type']>(type: T) =>
    told.filter((message): message is Extract<FromWatcher, { type: T }> => message.type === type);
  return {
    ...{ watch, now, clock, told, captures, pass, give, tick, of },
    look: (as: () => readonly Detection[]) => {
      answer = as;
    },
    /** Every track as it was told last. */
    tracks: () => {
      const last = new Map(of('tracks').flatMap(({ tracks }) => tracks.map((track) => [track.id, track] as const)));
      return [...last.values()];
    },
    status: () => of('status').at(-1)!.status,
  };
}

const settled = async () => {
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
};

const stays = (track: Track) => [track.startAt, track.endAt, track.ended];

describe('a watch of a camera', () => {
  it('tells tracks while they live, and that they ended when it stops', async () => {
    const { watch, give, tracks, of } = watchOf();
    watch.start();
    await give(10);
    expect(tracks().map(stays)).toEqual([[T + 200, expect.any(Number), undefined]]);
    await watch.stop();
    expect(tracks().map(stays)).toEqual([[T + 200, T + 2000, 'shutdown']]);
    expect(of('effort').map(({ part }) => part.frames)).toEqual([10]);
  });

  it('ends its tracks once nothing was looked at for 12 s, though frames of a frozen picture flow', async () => {
    const { watch, give, tracks, pass, tick } = watchOf();
    watch.start();
    await give(10);
    pass(11_000);
    await tick();
    expect(tracks().map(({ ended }) => ended)).toEqual([undefined]);
    pass(2_000);
    await tick();
    expect(tracks().map(stays)).toEqual([[T + 200, T + 2000, 'camera-down']]);
    await watch.stop();
  });

  it('ends no track because the wall clock was set', async () => {
    const { watch, give, tracks, tick, now } = watchOf();
    watch.start();
    await give(10);
    for (const by of [24 * HOUR, -25 * HOUR, 30_000]) {
      now.wall += by;
      await tick();
      await give(2);
    }
    expect(tracks().map(({ ended }) => ended)).toEqual([undefined]);
    await watch.stop();
  });

  it.each([
    ['forward by a day', 24 * HOUR],
    ['back by an hour', -HOUR],
    ['from 1970', 20 * 365 * 24 * HOUR],
  ])('set %s tells first what of before is doubtful, then what lives in the new time', async (_, by) => {
    const { watch, give, tick, now, told } = watchOf();
    watch.start();
    await give(10);
    now.wall += by;
    const before = told.length;
    await tick();
    const [effort, clock, tracks] = told.slice(before);
    expect(effort).toMatchObject({ type: 'effort', part: { minute: T - 10_000, frames: 10 } });
    expect(clock).toEqual({ type: 'clock', camera: 'east', from: T, to: T + 2000, step: by });
    const track = { startAt: T + 200 + by, endAt: T + 2000 + by, path: expect.arrayContaining([]) };
    expect(tracks).toMatchObject({ type: 'tracks', at: T + 2000 + by, tracks: [track] });
    await give(5);
    await watch.stop();
    const efforts = told.flatMap((message) => (message.type === 'effort' ? [message.part] : []));
    expect(efforts.map(({ frames }) => frames)).toEqual([10, 5]);
    expect(efforts[1]!.minute).toBe(Math.floor((T + 3000 + by) / 60_000) * 60_000);
    const last = told.findLast((message) => message.type === 'tracks');
    expect(last?.tracks.map(stays)).toEqual([[T + 200 + by, T + 3000 + by, 'shutdown']]);
    expect(last?.tracks[0]?.path.map(({ at }) => at)).toEqual(
      Array.from({ length: 15 }, (_, i) => T + 200 * (i + 1) + by),
    );
  });

  it('marks what it tells while the clock is not known to be right, and takes it back of what lives', async () => {
    const { watch, give, told } = watchOf();
    watch.setClockDoubtful(true);
    watch.start();
    await give(10);
    const marks = () =>
      told.flatMap((message) =>
        message.type === 'tracks'
          ? message.tracks.map(({ clock }) => clock)
          : message.type === 'effort'
            ? [message.part.clock]
            : [],
      );
    expect(new Set(marks())).toEqual(new Set(['doubtful']));
    const before = marks().length;
    watch.setClockDoubtful(false);
    expect(marks().slice(before)).toEqual(['doubtful', undefined]);
    await watch.stop();
    expect(new Set(marks().slice(before + 1))).toEqual(new Set([undefined]));
  });

  it('says where its pipeline broke, ends its tracks, and goes on with the same camera', async () => {
    const { watch, give, tracks, status, look, captures, of } = watchOf();
    watch.start();
    await give(10);
    look(() => {
      // No box: whatever a stage cannot deal with.
      return [{ kind: 'bird', score: 0.9 } as unknown as Detection];
    });
    await give(1);
    await eventually(() => expect([status().state, status().cause?.code]).toEqual(['down', 'fault']));
    expect(of('trouble')).toHaveLength(1);
    expect(tracks().map(({ ended }) => ended)).toEqual(['camera-down']);
    look(() => [BIRD]);
    await eventually(async () => {
      await give(1);
      expect(status().state).toBe('watching');
    });
    await give(10);
    await watch.stop();
    expect(tracks().map(({ ended }) => ended)).toEqual(['camera-down', 'shutdown']);
    expect(captures.map(({ starts }) => starts)).toEqual([2]);
  });

  it('takes what is thrown in its timer, and in what its capture tells, for its own failure, and goes on', async () => {
    const { watch, give, tick, clock, tracks, status, captures, of } = watchOf();
    const thrown = () => {
      throw new Error('thrown beside the pipeline');
    };
    const failures: (() => Promise<void> | void)[] = [
      async () => {
        vi.spyOn(clock, 'follow').mockImplementationOnce(thrown);
        await tick();
      },
      () => {
        vi.spyOn(clock, 'wall').mockImplementationOnce(thrown);
        captures[0]!.hooks.onState?.('watching');
      },
    ];
    watch.start();
    for (const fail of failures) {
      await give(10);
      await fail();
      await eventually(() => expect([status().state, status().cause?.code]).toEqual(['down', 'fault']));
      await eventually(async () => {
        await give(1);
        expect(status().state).toBe('watching');
      });
    }
    await watch.stop();
    expect(tracks().filter(({ ended }) => ended === 'camera-down')).toHaveLength(2);
    expect(of('trouble').map(({ message }) => message)).toEqual(['thrown beside the pipeline']);
    expect(captures).toHaveLength(1);
  });

  it('opens the camera anew where its capture ended by itself', async () => {
    const { watch, give, tracks, captures, status } = watchOf();
    watch.start();
    await give(10);
    captures[0]!.end();
    await eventually(() => expect(status().cause?.code).toBe('fault'));
    await eventually(() => expect(tracks().map(({ ended }) => ended)).toEqual(['camera-down']));
    await eventually(() => expect(captures).toHaveLength(2));
    await give(5);
    expect(status().state).toBe('watching');
    await watch.stop();
  });

  it('tells an address that is none as the state of the camera', async () => {
    const { watch, status } = watchOf({
      open: () => {
        throw new RoostError('watch', 'rtsp:foo', 'it names no host');
      },
    });
    watch.start();
    await settled();
    const cause: Cause | undefined = status().cause;
    expect([status().state, cause?.code, cause?.message]).toEqual([
      'down',
      'fault',
      expect.stringContaining('names no host'),
    ]);
    await watch.stop();
  });

  it('looks at every frame once while its models are changed, also at the one that is looked at just then', async () => {
    const { watch, give, of, look, tracks, status } = watchOf();
    watch.start();
    await give(5);
    const held: (() => void)[] = [];
    const seen = { old: 0, new: 0 };
    look(() => {
      seen.old += 1;
      return [BIRD];
    });
    await give(1);
    const models = {
      model: 'e',
      detect: async () => {
        seen.new += 1;
        if (seen.new === 1) await new Promise<void>((resolve) => held.push(resolve));
        return [BIRD];
      },
      classify: () => Promise.reject(new Error('nobody is asked')),
    };
    await watch.use(models, { ...NAMING, detector: 'e' });
    await give(1);
    // The next change comes while a frame is looked at.
    let left = false;
    const again = watch.use({ ...models, model: 'f' }, { ...NAMING, detector: 'f' }).then(() => (left = true));
    await settled();
    expect(left).toBe(false);
    for (const resolve of held) resolve();
    await again;
    await give(2);
    expect(seen).toEqual({ old: 1, new: 3 });
    await watch.stop();
    expect(of('trouble')).toEqual([]);
    expect(tracks()).toHaveLength(1);
    expect(status().figures).toMatchObject({ dropped: 0, restarts: 0 });
  });
});
