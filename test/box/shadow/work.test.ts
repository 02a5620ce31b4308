import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesStart } from '../../../src/box/shadow/begin.ts';
import { putRun, runFolder } from '../../../src/box/shadow/kept-runs.ts';
import { readReport } from '../../../src/box/shadow/report.ts';
import type { ShadowRun } from '../../../src/box/shadow/run.ts';
import { sidesOf } from '../../../src/box/shadow/sides.ts';
import { ShadowWork } from '../../../src/box/shadow/work.ts';
import type { Heads } from '../../../src/box/taught-heads.ts';
import { nameOf } from '../../../src/know/models/bundle/manifest.ts';
import { LocalClassifier } from '../../../src/see/inference/local.ts';
import type { ShadowTracks } from '../../../src/tell/server/shadow-facts.ts';
import { eventually } from '../../patience.ts';
import { BLUE, GREY, type Stand, stand } from './stand.ts';

const T = Date.parse('2026-05-01T04:00:00Z');
const MINUTE = 60_000;
/** The work of a run that began at T, as a process of it has it. */
async function workOf(
  box: Stand,
  until: ShadowRun['until'],
  now: () => number,
  which = { id: 'planes', version: 2 },
  heads: Heads = { handed: [], own: [] },
) {
  const bundle = nameOf(which);
  const run: ShadowRun = {
    ...{ format: 1, bundle, digest: 'd', kind: 'classifier', state: 'running', beganAt: T, by: 'Lin' },
    ...{ until, present: [], candidate: [] },
  };
  const sides = await sidesOf(box.folder, which, { models: box.models, heads });
  const folder = runFolder(box.folder, bundle);
  await putRun(box.folder, run);
  const start = namesStart(box.config, { run, folder, database: box.database }, sides);
  const specs = [...start.present.classifiers, ...start.candidate.classifiers];
  const told: ShadowTracks[] = [];
  const work = new ShadowWork({
    ...{ start, store: box.store, now, classifier: await LocalClassifier.open(specs) },
    told: (tracks) => void told.push(tracks),
    pace: { every: 5, report: 0, rest: 30 },
  });
  return { work, told, folder };
}

describe('a run of a candidate', () => {
  it('names what ended from its kept crops by both, and tells what counts would be otherwise', async () => {
    const box = await stand();
    await box.bird('before', T - MINUTE);
    await box.bird('red', T + MINUTE);
    await box.bird('blue', T + 10 * MINUTE, BLUE);
    await box.store.write(({ tracks }) => tracks.put({ ...box.store.tracks.get('red')!, id: 'bare' }));
    const { work, told, folder } = await workOf(box, { tracks: 2, at: T + 60 * MINUTE }, () => T + 20 * MINUTE);
    await work.run(new AbortController().signal);
    expect(told.at(-1)).toEqual({ looked: 2, waiting: 0, shed: 0, without: 1 });
    const { counts } = (await readReport(folder))!;
    expect(counts).toMatchObject({ alike: 1, changed: 1, more: 0 });
    expect(counts.otherwise).toMatchObject([
      {
        camera: 'east',
        present: [{ taxon: 'egretta-garzetta', individuals: 1, counted: true }],
        candidate: [{ taxon: 'anas-crecca', individuals: 1, counted: true }],
        pictures: ['red-1'],
      },
    ]);
    expect(counts.taxa).toContainEqual({
      ...{ taxon: 'ardea-alba', present: { visits: 1, individuals: 1 }, candidate: { visits: 1, individuals: 1 } },
    });
    expect(counts.ms!.candidate).toBeGreaterThan(0);
  });

  it('goes on where it was cut off, and looks at nothing twice', async () => {
    const box = await stand();
    await box.bird('one', T + MINUTE);
    const first = await workOf(box, { tracks: 2, at: T + 60 * MINUTE }, () => T + 5 * MINUTE);
    const end = new AbortController();
    const running = first.work.run(end.signal);
    await eventually(() => expect(first.told.at(-1)?.looked).toBe(1));
    end.abort();
    await expect(running).rejects.toThrow();
    // Cut off in the middle of a line.
    await appendFile(join(first.folder, 'tracks.jsonl'), '\n{"track":"half');
    await box.bird('two', T + 6 * MINUTE);
    const second = await workOf(box, { tracks: 2, at: T + 60 * MINUTE }, () => T + 20 * MINUTE);
    await second.work.run(new AbortController().signal);
    expect(second.told.map(({ looked }) => looked)).not.toContain(3);
    expect(second.told.at(-1)).toMatchObject({ looked: 2 });
    expect((await readReport(second.folder))!.counts.visits).toEqual({ present: 2, candidate: 2 });
  });

  it('ends at its time, rests after frames were dropped, and leaves out the oldest of too many', async () => {
    const box = await stand();
    const { tracks } = box.store;
    await box.bird('one', T + MINUTE);
    const one = tracks.get('one')!;
    await box.store.write(({ tracks }) => {
      for (let i = 0; i < 205; i++) tracks.put({ ...one, id: `more-${i}`, endAt: one.endAt + 1 + i });
    });
    let now = T + 10 * MINUTE;
    const { work, told } = await workOf(box, { tracks: 500, at: T + 60 * MINUTE }, () => now);
    work.rest();
    const running = work.run(new AbortController().signal);
    // Only those that cannot be looked at anyway were dealt with.
    expect(told.at(-1)).toMatchObject({ looked: 0, shed: 6, waiting: 200 });
    now = T + 61 * MINUTE;
    await running;
    expect(told.at(-1)).toMatchObject({ shed: 6 });
  });

  it('names by what was taught beside the models as the box would, on features of the kept crops', async () => {
    const box = await stand();
    await box.teach('herons', 1);
    await box.bird('grey', T + MINUTE, GREY);
    const { work, folder } = await workOf(
      ...([box, { tracks: 1, at: T + 60 * MINUTE }, () => T + 20 * MINUTE] as const),
      { id: 'herons', version: 1 },
    );
    await work.run(new AbortController().signal);
    const { counts } = (await readReport(folder))!;
    expect(counts.otherwise).toMatchObject([
      { present: [{ taxon: 'ardea' }], candidate: [{ taxon: 'ardea-purpurea' }], pictures: ['grey-1'] },
    ]);
  });
});
