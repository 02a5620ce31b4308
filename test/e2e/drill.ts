import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { patient, patientShare } from '../patience.ts';
import { type CameraAnswer, camera, detail, visits, within } from './answers.ts';
import type { Box } from './box.ts';
import { alive, childrenOf, descriptors, isCamera } from './processes.ts';

/** The bounds that are asked for: a fault is told within 10 s, and counting resumes within 5 s after it. */
const TOLD_WITHIN = 10_000;
const RESUMES_WITHIN = 5_000;
/** A visit that only grows longer is stored every 10 s: so long until the API shows what was seen. */
const SHOWN_WITHIN = 20_000;
/** Descriptors that may come and go by themselves: the test's own connections to the API, and files being written. */
const JITTER = 4;

/** What is done to one camera, and what the API is to tell of it. */
export interface Drill {
  readonly box: Box;
  /** The camera that suffers, and the one that must not notice. */
  readonly east: string;
  readonly west: string;
  begin(): void | Promise<void>;
  end(): void | Promise<void>;
  /** Which causes are right; `down` or `frozen` come with one, and `watching` with `slow`. */
  readonly causes: readonly string[];
}

/** Drives one fault over a running box and checks all that the issue asks of each. */
export async function drill({ box, east, west, begin, end, causes }: Drill): Promise<void> {
  await within(
    15_000,
    () => camera(box, east),
    ({ state }) => state === 'watching',
  );
  const children = await childrenOf(box.pid);
  const usual = await paceOf(box, west);
  const before = { fds: await descriptors(box.pid), west: await camera(box, west), at: Date.now() };

  await begin();
  let told: CameraAnswer;
  try {
    told = await within(
      TOLD_WITHIN,
      () => camera(box, east),
      ({ cause }) => causes.includes(cause?.code ?? ''),
    );
  } catch (error) {
    await end();
    throw error;
  }
  expect(told.cause!.code === 'slow' ? ['watching'] : ['down', 'frozen']).toContain(told.state);
  expect(told.cause!.message).toMatch(/^127\.0\.0\.1:\d+ .{20,}/);

  const frames = (await camera(box, east)).figures.frames;
  await end();
  const liftedAt = Date.now();
  await within(
    RESUMES_WITHIN,
    () => camera(box, east),
    ({ state, cause, figures }) => state === 'watching' && !cause && figures.frames > frames,
  );
  await expectUntouched(box, before.west, before.at, usual);
  await expectSeen(box, east, liftedAt);
  await expectNothingLeft(box, children, before.fds);
}

/** What a camera does where nothing disturbs it: frames looked at a second, and the share of all frames that is dropped. */
interface Usual {
  readonly rate: number;
  readonly dropped: number;
}

/** Frames a second, and next to none dropped: what a machine that has nothing else to do keeps up with. */
const IDLE: Usual = { rate: 5, dropped: 0 };
/** On a busy machine, a camera's own pace is taken over so long (ms). */
const PACED_OVER = 6_000;

/** A camera's usual pace: as asked for, or on a busy machine what it keeps up with just now. */
async function paceOf(box: Box, id: string): Promise<Usual> {
  if (patient(100) === 100) return IDLE;
  const { figures: first } = await camera(box, id);
  const startedAt = performance.now();
  await sleep(PACED_OVER);
  const { figures: last } = await camera(box, id);
  const frames = last.frames - first.frames;
  const dropped = last.dropped - first.dropped;
  return {
    rate: Math.min(IDLE.rate, (frames * 1000) / (performance.now() - startedAt)),
    dropped: frames + dropped > 0 ? dropped / (frames + dropped) : 0,
  };
}

/** The other camera: still watching, no restart, frames at its usual rate, and no more dropped than usually. */
async function expectUntouched(
  box: Box,
  before: Awaited<ReturnType<typeof camera>>,
  since: number,
  usual: Usual,
): Promise<void> {
  const { state, figures } = await camera(box, before.id);
  const frames = figures.frames - before.figures.frames;
  const dropped = figures.dropped - before.figures.dropped;
  expect(state).toBe('watching');
  expect(figures.restarts).toBe(before.figures.restarts);
  // Figures are told once a second, so up to a second of them is not told yet; what is left of a tenth is for a busy moment.
  const seconds = (Date.now() - since) / 1000 - 2;
  expect(frames).toBeGreaterThanOrEqual(Math.floor(seconds * usual.rate * patientShare(0.9)));
  expect(dropped).toBeLessThanOrEqual(patient(Math.ceil((frames + dropped) * (usual.dropped + 0.05)) + 2));
}

/** The bird at the camera was seen again within 5 s after the fault, in a visit that counts one. */
async function expectSeen(box: Box, id: string, liftedAt: number): Promise<void> {
  const [seenAt] = await within(
    SHOWN_WITHIN,
    () => sightings(box, id, liftedAt),
    (times) => times.length > 0,
  );
  expect(seenAt! - liftedAt).toBeLessThanOrEqual(patient(RESUMES_WITHIN));
}

/** Times of the sightings at a camera since a time, oldest first. */
async function sightings(box: Box, id: string, since: number): Promise<number[]> {
  const found: number[] = [];
  for (const visit of await visits(box, id)) {
    expect(visit.individuals).toBe(1);
    const { tracks } = await detail(box, `${visit.id}?path=true`);
    for (const track of tracks) found.push(...(track.path ?? []).map(({ at }) => Date.parse(at)));
  }
  return found.filter((at) => at > since).sort((a, b) => a - b);
}

/** As many children as before, none of them an ffmpeg that a fault has left, and no more descriptors. */
async function expectNothingLeft(box: Box, children: Awaited<ReturnType<typeof childrenOf>>, fds: number) {
  const cameras = children.filter(isCamera).length;
  await within(
    10_000,
    async () => ({ children: await childrenOf(box.pid), fds: await descriptors(box.pid) }),
    (now) =>
      now.children.length <= children.length &&
      now.children.filter(isCamera).length === cameras &&
      now.fds <= fds + JITTER,
  );
  // At most the run of this camera was replaced: whoever was there before and is no child any more, is gone.
  const now = new Set((await childrenOf(box.pid)).map(({ pid }) => pid));
  const replaced = children.filter(({ pid }) => !now.has(pid));
  expect(await alive(replaced)).toEqual([]);
}
