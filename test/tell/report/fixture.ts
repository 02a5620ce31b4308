import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DateTime } from 'luxon';
import sharp from 'sharp';
import type { Review, Setup } from '../../../src/base/domain.ts';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import { savingStore } from '../../count/store/temp.ts';
import { aTrack, aVisit } from '../../count/store/values.ts';

export const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;

/** A time of the site. */
export function local(text: string): number {
  return DateTime.fromISO(text, { zone: ZONE }).toMillis();
}

/** What the site's own checklist has. */
export const LISTED = ['anas-platyrhynchos', 'ardea-cinerea', 'egretta-garzetta'];

const SETUP: Setup = {
  ...{
    id: 'setup-1',
    models: ['yolox-nano@e8af0749', 'birds@350fcd8c'],
    code: '0.1.0',
    checklist: 'east-island@3f2a9c10',
  },
  settings: { visitGapSeconds: 60 },
};

/** [id, start, taxon, MaxN, camera, more] */
const VISITS: readonly [string, string, string, number, string, object?][] = [
  ['egret', '2025-10-01T08:00', 'egretta-garzetta', 1, 'east'],
  ['last-year', '2025-12-31T23:59', 'anas-platyrhynchos', 1, 'east'],
  ['m1', '2026-01-02T06:00', 'anas-platyrhynchos', 3, 'east'],
  // Ten minutes after an independent record: none itself.
  ['m2', '2026-01-02T06:10', 'anas-platyrhynchos', 5, 'east'],
  ['m3', '2026-01-02T07:00', 'anas-platyrhynchos', 2, 'east'],
  ['m4', '2026-02-10T06:00', 'anas-platyrhynchos', 10, 'reeds'],
  ['crane', '2026-03-05T09:00', 'grus-grus', 2, 'east', { review: ['first-record'] }],
  ['heron', '2026-04-01T17:00', 'aves', 1, 'reeds'],
  ['branch', '2026-05-01T10:00', 'anas-crecca', 1, 'reeds'],
  // A domestic animal is in no figure but its own.
  ['dog', '2026-05-02T06:00', 'canis-familiaris', 2, 'reeds'],
  // Over the end of the half-year: it belongs to where it starts.
  ['night', '2026-06-30T23:50', 'anatidae', 4, 'east', { endAt: local('2026-07-01T00:10') }],
  ['next', '2026-07-01T00:00', 'grus-japonensis', 9, 'east'],
];

const REVIEWS: readonly [string, Partial<Review>][] = [
  ['crane', { by: 'Lin' }],
  ['crane', { by: 'Wu' }],
  ['heron', { by: 'lin ', action: 'correct', taxon: 'ardea-cinerea', individuals: 2, adults: 1, juveniles: 1 }],
  ['branch', { by: 'Wu', action: 'reject' }],
];

/**
 * Half a year of made-up records, and a little of the one before and after, in a real store.
 *
 * 2026H1 by hand: mallard 4 visits (3 records: m2 is none), 3 + 5 + 2 + 10 = 20 individuals on 2 days; crane 1 visit of 2;
 * heron 1 visit of 2, as corrected; the branch is rejected; wider 1 visit of 4. In all 7 visits, 6 records, 28 individuals,
 * 3 species. East saw for 10 days, reeds for 1 (another one was dark): 11 camera-days, RAI 600 / 11. East stood there for
 * 2 days more: a gap of 48 hours. Before: 2 species, 2 visits, 2 records, 1 camera-day, RAI 200.
 * @returns path of the database
 */
export async function halfYearFixture(folder: string): Promise<string> {
  const file = join(folder, 'roost.db');
  const store = savingStore(file);
  const rule = {
    timeZone: ZONE,
    stations: { east: 'mudflat' },
    intervalMinutes: 30,
    compare: 'lastIndependentRecord',
  } as const;
  await keepDaily(store, rule);
  for (const [id, at, taxon, individuals, camera, more] of VISITS) {
    const startAt = local(at);
    const visit = aVisit(id, { startAt, taxon, individuals, camera, tracks: [`t-${id}`], ...more });
    await store.saveVisit(visit, 'end', startAt, [aTrack(`t-${id}`, { startAt, camera })]);
  }
  for (const [n, [visit, more]] of REVIEWS.entries()) {
    const review: Review = {
      id: `r${n}`,
      visit,
      track: `t-${visit}`,
      at: local('2026-06-01') + n,
      by: '',
      action: 'confirm',
      ...more,
    };
    await store.write(({ reviews }) => reviews.put(review));
  }
  await store.write(({ effort, deployments }) => {
    effort.putSetup(SETUP, local('2026-01-01'));
    const day = (camera: string, date: string, more: object = {}) => {
      for (let minute = 0; minute < 1440; minute++)
        effort.put({
          camera,
          minute: local(date) + minute * MINUTE,
          frames: 300,
          dropped: 0,
          watchedSeconds: 60,
          ...more,
        });
    };
    day('east', '2025-10-01');
    for (let date = 1; date <= 10; date++) day('east', `2026-01-${String(date).padStart(2, '0')}`, { setup: SETUP.id });
    day('reeds', '2026-02-10', { sight: 'clear' });
    day('reeds', '2026-02-11', { sight: 'dark' });
    const place = { place: '', latitude: 31.5, longitude: 121.9, habitat: 'reed bed' };
    const stood = (camera: string, from: string, to: string) => {
      const [startAt, endAt] = [local(from), local(to)];
      deployments.put({ id: `${camera}-1`, camera, startAt, endAt, station: camera, ...place }, startAt);
    };
    stood('east', '2026-01-01', '2026-01-13');
    stood('reeds', '2026-02-10', '2026-02-12');
  });
  const crop = 'media/east/crane.jpg';
  await mkdir(dirname(join(folder, crop)), { recursive: true });
  const picture = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#8a9a86' } })
    .jpeg()
    .toBuffer();
  await writeFile(join(folder, crop), picture);
  const media = { sha256: 'ab', bytes: picture.length, blurred: false, score: 0.8 };
  await store.addMedia({
    id: 'm-crane',
    camera: 'east',
    track: 't-crane',
    type: 'crop',
    at: local('2026-03-05T09:00'),
    file: crop,
    ...media,
  });
  // A clip on which somebody walked by, and was wiped out.
  const clip = 'media/east/crane.mp4';
  await writeFile(join(folder, clip), 'a clip');
  const people = { ...media, blurred: true, bytes: 6 };
  await store.addMedia({
    id: 'm-clip',
    camera: 'east',
    visit: 'crane',
    type: 'clip',
    at: local('2026-03-05T09:00:01'),
    file: clip,
    ...people,
  });
  await store.close();
  return file;
}
