import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveView } from '../../../src/base/domain.ts';
import { DetectorWork } from '../../../src/box/shadow/detector-work.ts';
import { readFinds } from '../../../src/box/shadow/finds-book.ts';
import type { FindsStart } from '../../../src/box/shadow/messages.ts';
import type { ShadowRun } from '../../../src/box/shadow/run.ts';
import { LocalDetector } from '../../../src/see/inference/local.ts';
import type { ShadowTracks } from '../../../src/tell/server/shadow-facts.ts';
import { ANOTHER, BIRD, finderSpec, follows, PERSON, SAME_AS_MAMMAL, shows } from './finders.ts';

const T = Date.parse('2026-05-01T04:00:00Z');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-finds-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Rows = Parameters<typeof finderSpec>[2];
const WALKER = { ...follows('t2'), kind: 'person' as const };

/** The work of a run; what its cameras show comes one after another, then nothing. */
async function workOf(
  { present, candidate }: { readonly present: Rows; readonly candidate: Rows },
  until: ShadowRun['until'],
  views: (LiveView | undefined)[],
  now = () => T,
) {
  const run = { kind: 'detector', bundle: 'finder-2', until, beganAt: T } as ShadowRun;
  const start: FindsStart = {
    ...{ looks: 'finds', run, folder, cameras: [{ id: 'east', masks: [] }], left: ['west'] },
    present: await finderSpec(folder, 'present', present),
    candidate: await finderSpec(folder, 'candidate', candidate),
  };
  const told: ShadowTracks[] = [];
  const end = new AbortController();
  const work = await DetectorWork.open({
    ...{ start, now, present: await LocalDetector.open(start.present) },
    candidate: await LocalDetector.open(start.candidate),
    view: async () => {
      if (views.length === 0) end.abort(new Error('nothing more is shown'));
      return views.shift();
    },
    told: (tracks) => void told.push(tracks),
    pace: { every: 1, save: 0, rest: 1 },
  });
  return { told, work, run: () => work.run(end.signal) };
}

describe('a run of a detector', () => {
  it('tells what both find in live pictures, of the animals that the box follows which it overlooks, and shows pictures', async () => {
    const sides = { present: [BIRD, ANOTHER], candidate: [SAME_AS_MAMMAL, [0, 0, 4, 4, 0.1, 0]] } as const;
    const { run, told } = await workOf(sides, { tracks: 2, at: T + 1e6 }, [
      await shows('east', T, [follows('t1')]),
      undefined,
      { camera: 'east', at: T + 1, width: 1280, marks: [], withheld: true },
      await shows('east', T + 10_000, [follows('t1'), follows('t2', 'anas-crecca')]),
    ]);
    await run();
    expect(told.at(-1)).toEqual({ looked: 2, waiting: 0, shed: 0, without: 0 });
    const { finds } = (await readFinds(folder))!;
    // What these find in every look they find twice: in the whole picture, and in the square around the animal.
    expect(finds.cameras).toMatchObject([
      {
        ...{ camera: 'east', pictures: 2, withheld: 1, both: 4, otherKind: 4, presentOnly: 4, candidateOnly: 0 },
        doubled: { present: 0, candidate: 0 },
      },
    ]);
    expect(finds.cameras[0]!.ms.candidate).toBeGreaterThan(0);
    expect(finds.left).toEqual(['west']);
    expect(finds.taxa).toContainEqual({
      ...{ taxon: 'aythya-baeri', protection: 1, tracks: 1, present: 1, candidate: 1, overlooked: 0 },
    });
    expect(finds).toMatchObject({ more: 0, otherwise: [{ picture: `${T}-east` }, { picture: `${T + 10_000}-east` }] });
    expect(finds.otherwise[0]!.found.map(({ how }) => how).sort()).toEqual([
      ...['other-kind', 'other-kind', 'present-only', 'present-only'],
    ]);
    expect((await readdir(join(folder, 'pictures'))).sort()).toEqual([`${T}-east.jpg`, `${T + 10_000}-east.jpg`]);
  });

  it.each<[string, readonly [Rows, Rows], Partial<LiveView>]>([
    [
      'a detector sees a person, however faintly',
      [
        [BIRD, BIRD],
        [ANOTHER, PERSON],
      ],
      {},
    ],
    [
      'the box follows a person',
      [
        [BIRD, BIRD],
        [ANOTHER, ANOTHER],
      ],
      { marks: [follows('t1'), WALKER] },
    ],
    [
      'the box has wiped somebody out',
      [
        [BIRD, BIRD],
        [ANOTHER, ANOTHER],
      ],
      { wiped: true },
    ],
  ])('keeps no picture in which %s', async (_, [present, candidate], other) => {
    const view = { ...(await shows('east', T, [follows('t1')])), ...other };
    const { run } = await workOf({ present, candidate }, { tracks: 1, at: T + 1e6 }, [view]);
    await run();
    const { finds } = (await readFinds(folder))!;
    expect(finds).toMatchObject({ otherwise: [], more: 1, taxa: [{ overlooked: 1 }] });
    expect(await readdir(folder)).not.toContain('pictures');
  });

  it('begins anew where what was written down is damaged', async () => {
    for (const text of ['', 'null', '[]', '{"format":2}', '{"format":1']) {
      await writeFile(join(folder, 'finds.json'), text);
      expect(await readFinds(folder)).toBeUndefined();
    }
    const sides = { present: [BIRD, BIRD], candidate: [BIRD, BIRD] } as const;
    const { run } = await workOf(sides, { tracks: 1, at: T + 1e6 }, [await shows('east', T, [follows('t1')])]);
    await run();
    expect((await readFinds(folder))!).toMatchObject({ tracks: { looked: 1 }, finds: { otherwise: [], more: 0 } });
  });

  it('goes on from what was written down, and forgets pictures that nothing tells of', async () => {
    const sides = { present: [BIRD, ANOTHER], candidate: [BIRD, BIRD] } as const;
    const first = await workOf(sides, { tracks: 9, at: T + 1e6 }, [await shows('east', T, [follows('t1')])]);
    await expect(first.run()).rejects.toThrow('nothing more is shown');
    await writeFile(join(folder, 'pictures', 'lost.jpg'), 'what was kept just before a power cut');
    let now = T;
    const second = await workOf(
      sides,
      { tracks: 9, at: T + 1e6 },
      [await shows('east', T + 1e5, [follows('t1')])],
      () => now,
    );
    second.work.rest();
    expect(second.told).toEqual([]);
    const running = second.run();
    await expect(running).rejects.toThrow('nothing more is shown');
    expect((await readFinds(folder))!).toMatchObject({
      tracks: { looked: 1 },
      finds: { cameras: [{ pictures: 2, both: 4, presentOnly: 4 }] },
    });
    expect((await readdir(join(folder, 'pictures'))).sort()).toEqual([`${T}-east.jpg`, `${T + 1e5}-east.jpg`]);
    now = T + 2e6;
    await (await workOf(sides, { tracks: 9, at: T + 1e6 }, [], () => now)).run();
    expect((await readFinds(folder))!.finds.cameras[0]!.pictures).toBe(2);
  });
});
