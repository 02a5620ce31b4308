import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Track } from '../src/base/domain.ts';
import { SiteClock } from '../src/base/site-clock.ts';
import { Retention } from '../src/count/record/retention.ts';
import { openStore } from '../src/count/store/open.ts';
import { type Figure, quantile, rounded } from './figure.ts';
import { CountingBox } from './growth/box.ts';
import { chance, DAY, FIRST_DAY, idAt, type State, statesOfDay } from './growth/day.ts';
import { openPages } from './growth/pages.ts';
import { CAMERAS, copyDays, firstDay, sizes, VISITS_A_DAY, WHOLE } from './growth/year.ts';

const DAYS = 400;
/** What a track's step may take at p95, ms, and how many times that of the first day. */
const LIMIT = 3;
const TIMES = 2;
/** Steps that are timed after each load. */
const STEPS = 800;

/**
 * What a track's step to durable rows costs on a first day and after 400 days, and then with each load on top: pages left open,
 * 3,000 rejected false places, 10,000 visits in the day, a colony of 2,000 tracks in one visit. Young and old take
 * turns, so that a busy disk is the same for both.
 */
export async function growth(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  try {
    const file = join(folder, 'old.db');
    const first = await CountingBox.open(file, FIRST_DAY);
    await firstDay(first);
    await first.store.close();
    await copyFile(file, join(folder, 'young.db'));
    await thinned(file);
    copyDays(file, join(folder, 'young.db'), DAYS);
    const bytes = sizes(file).map(({ table, bytes }): Figure => {
      return { name: `a year of four cameras: ${table}`, value: Math.round((bytes * 365) / DAYS / 1e6), unit: 'MB' };
    });
    return [...bytes, ...(await steps(join(folder, 'young.db'), file))];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Lets go of what of the first day is not kept after a month. */
async function thinned(file: string): Promise<void> {
  const store = openStore(file);
  const keeps = { pathsMs: WHOLE * DAY, statesMs: WHOLE * DAY };
  const retention = new Retention(store, keeps, new SiteClock('Asia/Shanghai'));
  while ((await retention.sweep(FIRST_DAY + (WHOLE + 2) * DAY)) > 0);
  await store.close();
}

async function steps(youngFile: string, oldFile: string): Promise<Figure[]> {
  const today = FIRST_DAY + DAYS * DAY;
  const young = await CountingBox.open(youngFile, FIRST_DAY + DAY);
  const old = await CountingBox.open(oldFile, today);
  const figures: Figure[] = [];
  let day = 0;
  const measure = async (load: string) => {
    const { wall, cpu } = await inTurns(young, old, [FIRST_DAY + DAY, today], day++);
    const figure = ([base, loaded]: readonly [number, number], what: string): Figure => {
      const limit = rounded(Math.min(LIMIT, TIMES * base));
      return {
        name: `a track's step, p95 ${what}, ${load}`,
        value: rounded(loaded),
        unit: 'ms',
        limit,
        peer: rounded(base),
      };
    };
    figures.push(figure(wall, 'by the clock'), figure(cpu, 'of CPU'));
  };
  await measure('after 400 days');
  const close = await openPages(old.store);
  await measure('with pages open');
  await rejectedPlaces(old, today, 3_000);
  await measure('and 3,000 rejected false places');
  await busyDay(old, today, 10_000);
  await measure('and 10,000 visits in the day');
  await colony(old, today, 2_000);
  await measure('and 2,000 tracks in one visit that goes on');
  await close();
  await Promise.all([young.store.close(), old.store.close()]);
  return figures;
}

/** Steps of the same day on both, one after the other; p95 of each, young and old. */
async function inTurns(young: CountingBox, old: CountingBox, days: readonly [number, number], seed: number) {
  const plan = (start: number) =>
    CAMERAS.flatMap((camera, n) =>
      statesOfDay({ camera, start: start + seed * 3_600_000, visits: VISITS_A_DAY, seed: 100 + 10 * seed + n }),
    )
      .sort((a, b) => a.at - b.at)
      .slice(0, STEPS);
  const [ours, theirs] = days.map(plan) as [State[], State[]];
  const wall: [number[], number[]] = [[], []];
  const cpu: [number[], number[]] = [[], []];
  for (let i = 0; i < STEPS; i++)
    for (const [n, box] of [young, old].entries()) {
      const took = await box.step((n === 0 ? ours : theirs)[i]!);
      wall[n]!.push(took.wall);
      cpu[n]!.push(took.cpu);
    }
  const p95 = ([a, b]: [number[], number[]]) => [quantile(a, 0.95), quantile(b, 0.95)] as const;
  return { wall: p95(wall), cpu: p95(cpu) };
}

/** Visits at places of their own that never moved, each rejected by a person. */
async function rejectedPlaces(box: CountingBox, day: number, count: number): Promise<void> {
  const random = chance(7);
  const tracks = Array.from({ length: count }, (_, n): Track => {
    const startAt = day - 40 * DAY + n * 1_000_000;
    const place = { x: (n % 60) / 62, y: Math.floor(n / 60) / 52, w: 0.03, h: 0.03 };
    const seen = { score: 0.6, hits: 30, looks: 40, moved: false };
    const path = Array.from({ length: 30 }, (_, i) => ({ at: startAt + i * 200, box: place, score: 0.6 }));
    return {
      id: idAt(startAt, random),
      camera: CAMERAS[n % 4]!,
      kind: 'bird',
      startAt,
      endAt: startAt + 6_000,
      ended: 'lost',
      ...seen,
      path,
    };
  });
  for (const [n, track] of tracks.entries()) {
    const { id, camera, startAt, endAt } = track;
    const visit = { id: `v-${id}`, camera, taxon: 'aves', startAt, endAt, individuals: 1, score: 0.6, tracks: [id] };
    await box.store.write((tables) => {
      tables.tracks.put(track);
      tables.visits.put({ ...visit, closed: true, status: 'counted', review: [] }, 'end', endAt);
      tables.reviews.put({ id: `r-${n}`, visit: visit.id, track: id, at: day, by: 'bench', action: 'reject' });
    });
  }
}

/** So many visits of one track, over the day before, at all cameras. */
async function busyDay(box: CountingBox, day: number, count: number): Promise<void> {
  const states = CAMERAS.flatMap((camera, n) =>
    statesOfDay({ camera, start: day - 19 * 3_600_000, visits: count / 4, seed: 50 + n }),
  );
  await inGroups(
    box,
    states.filter(({ track }) => track.ended),
  );
}

/** A colony at one camera: one visit that begins in the morning and goes on through what is timed. */
async function colony(box: CountingBox, day: number, count: number): Promise<void> {
  const random = chance(9);
  const states = Array.from({ length: count }, (_, n): State => {
    const startAt = day + (n * 14 * 3_600_000) / count;
    const id = idAt(startAt, random);
    const place = { x: random() * 0.9, y: random() * 0.9, w: 0.04, h: 0.05 };
    const endAt = startAt + 40_000;
    const path = Array.from({ length: 100 }, (_, i) => ({ at: startAt + i * 400, box: place, score: 0.8 }));
    const seen = { score: 0.8, hits: 100, looks: 100, moved: true };
    return {
      at: endAt,
      track: { id, camera: CAMERAS[0]!, kind: 'bird', startAt, endAt, ended: 'lost', ...seen, path },
    };
  });
  await inGroups(box, states);
}

async function inGroups(box: CountingBox, states: readonly State[]): Promise<void> {
  const sorted = [...states].sort((a, b) => a.at - b.at);
  for (let i = 0; i < sorted.length; i += 100) {
    const group = sorted.slice(i, i + 100);
    await box.tracks(
      group.map(({ track }) => track),
      group.at(-1)!.at,
    );
    await box.folding.advance(group.at(-1)!.at);
  }
}
