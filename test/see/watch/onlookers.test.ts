import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LiveView } from '../../../src/base/domain.ts';
import type { Seen } from '../../../src/see/pipeline.ts';
import type { LiveTrack } from '../../../src/see/track/followed.ts';
import { Onlookers } from '../../../src/see/watch/onlookers.ts';
import { flat } from '../../frames.ts';
import { eventually } from '../../patience.ts';

const BOX = { x: 0.4, y: 0.4, w: 0.2, h: 0.3 };
const BIRD = {
  ...{ id: 't1', camera: 'c', kind: 'bird', startAt: 0, endAt: 200, score: 0.8, hits: 2, looks: 2, moved: true },
  ...{ path: [], box: BOX, confirmed: true, seen: true, velocity: { x: 0, y: 0 } },
} satisfies LiveTrack;

let shown: LiveView[];
let failed: unknown[];
beforeEach(() => {
  shown = [];
  failed = [];
});

function onlookers({ keepNone = false } = {}) {
  const hooks = { show: (view: LiveView) => shown.push(view), failed: (error: unknown) => failed.push(error) };
  return new Onlookers({ camera: 'c', keepNone, wall: (at) => at + 1_000_000 }, hooks);
}

/** A frame whose pixels are counted as they are asked for. */
function seenAt(at: number, more: Partial<Seen> = {}) {
  const counted = { read: 0 };
  const plain = flat(64, 36, 120, 128, 128, at);
  const frame = Object.defineProperty({ ...plain }, 'data', {
    get: () => {
      counted.read += 1;
      return plain.data;
    },
  });
  const none = { looks: [], detections: [], people: [], hidden: [], ended: [], withdrawn: [] };
  return { counted, seen: { frame, live: [BIRD], ...none, ...more } satisfies Seen };
}

describe('onlookers', () => {
  it('touches no frame that nobody asked for', async () => {
    const { counted, seen } = seenAt(200);
    onlookers().seen(seen);
    await sleep(20);
    expect([counted.read, shown]).toEqual([0, []]);
  });

  it('answers each asking by one frame: its picture, and the boxes of the same moment', async () => {
    const looking = onlookers();
    looking.look(320);
    looking.look(320);
    looking.seen(seenAt(200).seen);
    await eventually(() => expect(shown).toHaveLength(1));
    const next = seenAt(400);
    looking.seen(next.seen);
    expect(next.counted.read).toBe(0);
    expect(shown[0]).toMatchObject({ camera: 'c', at: 1_000_200, width: 320, marks: [{ track: 't1', box: BOX }] });
    expect(shown[0]!.picture).toMatchObject({ width: 64, height: 36 });
  });

  it('makes no picture for who wants only what is followed', async () => {
    const looking = onlookers();
    looking.look(0);
    const { counted, seen } = seenAt(200);
    looking.seen(seen);
    await eventually(() => expect(shown).toHaveLength(1));
    expect(counted.read).toBe(0);
    expect(shown[0]).not.toHaveProperty('picture');
  });

  it('lets frames go by while it makes a picture', async () => {
    const looking = onlookers();
    looking.look(320);
    looking.seen(seenAt(200).seen);
    looking.look(320);
    looking.seen(seenAt(400).seen);
    await eventually(() => expect(shown).toHaveLength(1));
    await sleep(0);
    looking.seen(seenAt(600).seen);
    await eventually(() => expect(shown.map(({ at }) => at)).toEqual([1_000_200, 1_000_600]));
  });

  it('keeps a picture with people back where none is to be made, and tells the tracks', async () => {
    const looking = onlookers({ keepNone: true });
    looking.look(320);
    const { counted, seen } = seenAt(200, { hidden: [BOX] });
    looking.seen(seen);
    await eventually(() => expect(shown).toHaveLength(1));
    expect(shown[0]).toMatchObject({ withheld: true, marks: [{ track: 't1' }] });
    expect(counted.read).toBe(0);
  });

  it('says of a picture whether anybody was wiped out of it', async () => {
    const looking = onlookers();
    for (const hidden of [[BOX], []]) {
      looking.look(320);
      looking.seen(seenAt(200, { hidden }).seen);
      await eventually(() => expect(shown.at(-1)?.wiped ?? false).toBe(hidden.length > 0));
    }
    expect(shown).toHaveLength(2);
  });

  it('tells what went wrong, and goes on', async () => {
    const looking = onlookers();
    looking.look(320);
    const broken = seenAt(200).seen;
    looking.seen({ ...broken, frame: { ...flat(64, 36), data: undefined as never } });
    await eventually(() => expect(failed).toHaveLength(1));
    looking.look(320);
    looking.seen(seenAt(400).seen);
    await eventually(() => expect(shown).toHaveLength(1));
  });
});
