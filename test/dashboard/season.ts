import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShadowFacts, ShadowReportFacts } from '../../src/tell/server/shadow-facts.ts';
import { NO_MORE, NOON, type Running } from '../tell/server/fake.ts';

const DAY = 86_400_000;
const SLOT = 600_000;
/** Half a year, as the pages of effort and tallies begin with. */
const DAYS = 182;
const SPECIES = ['emberiza-aureola', 'anas-platyrhynchos', 'ardea-cinerea', 'cygnus-cygnus'] as const;

/** Fills a box that has a day with what pages show beyond it: half a year of counts and effort, a tide, a clip. */
export async function fillSeason(running: Running): Promise<void> {
  const { box } = running;
  const cameras = ['east', 'reeds', 'channel'];
  const first = NOON - 12 * 3_600_000 - DAYS * DAY;
  const tallies = [...(box.tallyRows ?? [])];
  for (let day = 0; day < DAYS; day++) {
    const [startAt, endAt] = [first + day * DAY, first + (day + 1) * DAY];
    for (const [n, camera] of cameras.entries()) {
      // A camera that stood still for a while, and one that came late: both leave days in which nobody looked.
      if ((camera === 'channel' && day < 40) || (camera === 'reeds' && day > 90 && day < 97)) continue;
      const looked = 86_400 * (0.4 + 0.6 * Math.abs(Math.sin(day / 17 + n)));
      const frames = Math.round(looked * 5);
      box.effortRows.push({
        startAt,
        endAt,
        camera,
        watchedSeconds: 86_400,
        lookedSeconds: looked,
        frames,
        dropped: 0,
      });
    }
    for (const [n, taxon] of SPECIES.entries()) {
      const individuals = Math.round(12 * Math.abs(Math.sin(day / 29 + n)) * (4 - n));
      if (individuals === 0 || day < n * 11) continue;
      const visits = Math.ceil(individuals / 3);
      tallies.push({
        ...{
          ...NO_MORE,
          startAt,
          endAt,
          camera: cameras[n % 3]!,
          taxon,
          visits,
          individuals,
          maxIndividuals: individuals,
        },
        ...{ effortHours: 60, effortDays: 2.5, firstAt: startAt + 3_600_000, lastAt: endAt - 3_600_000, reviewed: 1 },
        ...{ records: Math.ceil(visits / 2), rai: visits * 4 },
      });
    }
  }
  box.tallyRows = tallies;
  box.presenceFound = tide();
  fillModels(running);
  await addClip(running);
}

/** Two days of a tide that is high twice a day. */
function tide(): Running['box']['presenceFound'] {
  const period = 12.42 * 3_600_000;
  const rows = Array.from({ length: 288 }, (_, n) => {
    const at = NOON - 2 * DAY + n * SLOT + SLOT / 2;
    const individuals = Math.max(0, Math.round(30 * Math.sin((at / period) * 2 * Math.PI)));
    const turn = Math.round(at / period - 0.25) * period + period / 4;
    return {
      ...{ at: at - SLOT / 2, individuals, animalSeconds: individuals * 300, lookedSeconds: 600 },
      ...{ height: 2.1 + 1.6 * Math.sin((at / period) * 2 * Math.PI), highWater: { at: turn, height: 3.7 } },
    };
  });
  const rate = { animalSeconds: 7200, lookedSeconds: 36_000 };
  return { rows, tide: { rows, highWaters: [], all: rate, near: rate, far: rate, steps: [] } };
}

/** A bundle in use, one that waits, one that is coming, and what people taught. */
function fillModels({ box, folder }: Running): void {
  const digest = 'a'.repeat(64);
  const bundle = { id: 'delta-birds', kind: 'classifier', digest, madeAt: NOON - 9 * DAY } as const;
  const staged = [
    { ...bundle, name: 'delta-birds-2', version: 2, model: 'delta-birds@11aa22bb' },
    { ...bundle, name: 'delta-birds-3', version: 3, note: 'With 41 waders more', expiresAt: NOON + 300 * DAY },
    { ...bundle, id: 'delta-finder', name: 'delta-finder-1', kind: 'detector', version: 1 } as const,
  ];
  const models = {
    ...{ roost: '0.1.0', running: box.models.map(({ id }) => id), staged },
    keys: [{ name: 'delta', fingerprint: 'SHA256:8a1f…c0' }],
    uploads: [{ sha256: 'b'.repeat(64), bytes: 9_000_000, offset: 4_100_000 }],
  };
  // The server holds both already: they are changed where they are.
  box.bundles.models = async () => models;
  const steps = [
    { at: NOON - 40 * DAY, what: 'promoted', version: 1, why: 'by Wang' },
    { at: NOON - 8 * DAY, what: 'promoted', version: 2, why: 'by Wang' },
  ] as const;
  box.turnover.lines = async () => [{ id: 'delta-birds', present: 2, previous: 1, steps }];
  const present = ['yolox-nano@e8af0749', 'delta-birds@11aa22bb'];
  const run: ShadowFacts = {
    ...{ bundle: 'delta-birds-3', kind: 'classifier', state: 'done', beganAt: NOON - 2 * DAY, by: 'Wang' },
    ...{ endedAt: NOON - DAY, until: { tracks: 500, at: NOON }, present, candidate: ['delta-birds@33cc44dd'] },
    tracks: { looked: 500, waiting: 0, shed: 12, without: 3 },
  };
  const side = (taxon: string, score: number) => ({ id: 'v8', taxon, score, individuals: 1, counted: true });
  const finder = finderReport(run);
  box.shadows.runs = async () => [run, finder];
  const report: ShadowReportFacts = {
    ...run,
    reportAt: NOON - DAY,
    counts: {
      ...{ visits: { present: 210, candidate: 211 }, changed: 4, more: 3, alike: 480, asRecorded: 496 },
      otherwise: [
        {
          ...{ camera: 'east', startAt: NOON - 700_000, endAt: NOON - 650_000, tracks: ['v8-t1'], pictures: ['m-v8'] },
          ...{ present: [side('anas-platyrhynchos', 0.93)], candidate: [side('cygnus-cygnus', 0.81)] },
        },
      ],
      taxa: [
        {
          ...{ taxon: 'cygnus-cygnus', protection: 2 },
          ...{ present: { visits: 2, individuals: 5 }, candidate: { visits: 5, individuals: 9 } },
        },
      ],
      ms: { present: 41, candidate: 57 },
    },
  };
  box.shadows.report = async (bundle) => (bundle === finder.bundle ? finder : report);
  const crop = box.files.find(({ visit }) => visit === 'v3' || visit === 'v8')!;
  box.shadows.picture = () => readFile(join(folder, crop.file));
  box.learned = ['v8', 'v9'].map((visit, n) => ({
    ...{ id: `t-${visit}`, taxon: 'anas-platyrhynchos', kind: 'bird', people: ['Lin Yue'], weight: 1 },
    ...{ sha256: n === 0 ? crop.sha256 : 'c'.repeat(64), taughtAt: NOON - DAY, taughtBy: 'Lin Yue' },
    source: { of: 'visit', id: visit, file: `media/${visit}.jpg`, track: `${visit}-t1` },
  }));
}

/** What a detector would find otherwise that waits. */
function finderReport(run: ShadowFacts): ShadowReportFacts {
  const camera = {
    ...{ camera: 'east', pictures: 8400, withheld: 12, both: 910, otherKind: 4, presentOnly: 31, candidateOnly: 120 },
    ...{ unfollowed: 57, doubled: { present: 2, candidate: 9 }, ms: { present: 31, candidate: 88 } },
  };
  const box = { x: 0.4, y: 0.5, w: 0.1, h: 0.1 };
  return {
    ...{ ...run, bundle: 'delta-finder-1', kind: 'detector', tracks: { looked: 300, waiting: 0, shed: 0, without: 0 } },
    ...{ candidate: ['delta-finder@44dd55ee', 'delta-birds@11aa22bb'], reportAt: NOON - DAY },
    finds: {
      ...{ cameras: [camera, { ...camera, camera: 'reeds', presentOnly: 3, candidateOnly: 7 }], left: ['channel'] },
      taxa: [
        { taxon: 'cygnus-cygnus', protection: 2, tracks: 40, present: 38, candidate: 37, overlooked: 2 },
        { taxon: 'anas-platyrhynchos', tracks: 260, present: 255, candidate: 255, overlooked: 5 },
      ],
      otherwise: [
        {
          ...{ picture: `${NOON - 2 * DAY}-east`, camera: 'east', at: NOON - 2 * DAY },
          found: [
            { how: 'present-only', box, kind: 'bird', score: 0.6 },
            { how: 'candidate-only', box: { ...box, x: 0.1 }, kind: 'bird', score: 0.7 },
          ],
        },
      ],
      more: 340,
    },
  };
}

/** A clip of the mallards, as ffmpeg draws one. */
/** A clip of one of its visits. */
export async function addClip({ folder, addMedia }: Running): Promise<void> {
  const file = join(folder, 'drawn.mp4');
  const picture = 'gradients=size=640x360:rate=10:duration=6:c0=#5d7f91:c1=#93a65a:speed=0.01';
  const codec = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', picture, ...codec, file]);
  const clip = { id: 'clip-v8', file: 'clip-v8.mp4', type: 'clip', visit: 'v8', at: NOON - 702_000 } as const;
  await addMedia(clip, await readFile(file));
}
