import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Track } from '../../../src/base/domain.ts';
import { Journal } from '../../../src/box/shadow/journal.ts';
import type { NamesStart } from '../../../src/box/shadow/messages.ts';
import { readReport, writeReport } from '../../../src/box/shadow/report.ts';
import type { Name } from '../../../src/try/again/name.ts';
import { HOUR, SECOND, track } from '../../count/visit/tracks.ts';

const T = Date.parse('2026-05-01T04:00:00Z');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-bounded-'));
});
afterEach(() => rm(folder, { recursive: true }));

const name = (taxon: string): Name => ({ taxon, rank: 'species', score: 0.9, review: [] });

it('a run remembers how many tracks it left out, not which, once nobody asks for them any more', () => {
  const journal = new Journal(folder);
  for (let i = 0; i < 500; i++) journal.add({ track: `t${i}`, endAt: T + i, left: i % 5 === 0 ? 'without' : 'shed' });
  journal.add({ track: 'seen', endAt: T + 500, present: null, candidate: null, ms: { present: 1, candidate: 1 } });
  expect(journal.has('t1')).toBe(true);
  journal.forgetBefore(T + 400);
  expect([journal.has('t1'), journal.has('t400'), journal.has('seen')]).toEqual([false, true, true]);
  expect(journal.sums).toEqual({ looked: 1, shed: 400, without: 100 });
  const again = new Journal(folder);
  expect(again).toMatchObject({ sums: journal.sums, latest: T + 500, looks: [{ track: 'seen' }] });
});

it('a report of many tracks reads them some at a time, sums all, lists the newest visits, and says how many it left off', async () => {
  // Three an hour for weeks: a visit each. Of every tenth the candidate says otherwise.
  const tracks = Array.from({ length: 2500 }, (_, i) =>
    track(`t${i}`, T + (i * HOUR) / 3, T + (i * HOUR) / 3 + SECOND),
  );
  const journal = {
    looks: tracks.map(({ id, endAt }, i) => ({
      ...{ track: id, endAt, ms: { present: 1, candidate: 2 } },
      ...{ present: name('anas-crecca'), candidate: name(i % 10 === 0 ? 'anas-acuta' : 'anas-crecca') },
    })),
  };
  const sizes: number[] = [];
  const page = (after: { startAt: number; id: string } | undefined, limit: number): Track[] => {
    const from = tracks.findIndex(({ startAt }) => startAt > (after?.startAt ?? 0));
    const found = from < 0 ? [] : tracks.slice(from, from + limit);
    sizes.push(found.length);
    return found;
  };
  const store = { tracks: { page }, visits: { rejected: () => [] }, media: { ofTrack: () => [] } } as never;
  const start = { folder, run: { beganAt: T }, timeZone: 'UTC', gapMs: 60_000, minScore: 0, cameras: [] };
  await writeReport(start as unknown as NamesStart, store, journal, T);
  const { counts } = (await readReport(folder))!;
  expect(Math.max(...sizes)).toBe(1000);
  expect(counts).toMatchObject({ visits: { present: 2500, candidate: 2500 }, changed: 250, more: 50, alike: 2250 });
  expect(counts.otherwise).toHaveLength(200);
  expect(counts.otherwise.at(-1)!.tracks).toEqual(['t2490']);
  expect(counts.taxa).toContainEqual({
    ...{ taxon: 'anas-acuta', present: { visits: 0, individuals: 0 }, candidate: { visits: 250, individuals: 250 } },
  });
});
