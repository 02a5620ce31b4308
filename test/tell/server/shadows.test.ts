import { afterAll, beforeAll, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { shadowReportLines } from '../../../src/commands/shadow-lines.ts';
import type { ShadowFacts, ShadowReportFacts } from '../../../src/tell/server/deps.ts';
import { ShadowReportShape } from '../../../src/tell/server/shapes/shadow.ts';
import { tokenFor } from '../../box/models/taking.ts';
import { FakeBox, NOON, type Running, startFake } from './fake.ts';

const RUN: ShadowFacts = {
  ...{ bundle: 'planes-2', kind: 'classifier', state: 'running', beganAt: NOON, by: 'keeper' },
  ...{
    until: { tracks: 300, at: NOON + 1000 },
    present: ['finder@0', 'planes-1@1'],
    candidate: ['finder@0', 'planes-2@1'],
  },
  tracks: { looked: 3, waiting: 1, shed: 0, without: 2 },
};
const SIDE = { id: 'v-t1', score: 0.9, individuals: 2, counted: true };
const REPORT: ShadowReportFacts = {
  ...{ ...RUN, reportAt: NOON },
  counts: {
    ...{ visits: { present: 2, candidate: 2 }, changed: 1, more: 0, alike: 2, asRecorded: 3 },
    ms: { present: 20, candidate: 40.25 },
    otherwise: [
      {
        ...{ camera: 'east', startAt: NOON, endAt: NOON + 5, tracks: ['t1'], pictures: ['t1-1'] },
        present: [{ ...SIDE, taxon: 'aythya-baeri' }],
        candidate: [{ ...SIDE, taxon: 'anas-crecca' }],
      },
    ],
    taxa: [
      {
        ...{ taxon: 'aythya-baeri', protection: 1 },
        ...{ present: { visits: 1, individuals: 2 }, candidate: { visits: 0, individuals: 0 } },
      },
    ],
  },
};

const FINDS: ShadowReportFacts = {
  ...{ ...RUN, bundle: 'finder-2', kind: 'detector', reportAt: NOON },
  tracks: { looked: 3, waiting: 0, shed: 0, without: 0 },
  finds: {
    cameras: [
      {
        ...{ camera: 'east', pictures: 40, withheld: 2, both: 10, otherKind: 1, presentOnly: 2, candidateOnly: 5 },
        ...{ unfollowed: 4, doubled: { present: 0, candidate: 3 }, ms: { present: 30, candidate: 95.5 } },
      },
    ],
    ...{ left: ['north'], more: 6 },
    taxa: [
      { taxon: 'aythya-baeri', protection: 1, tracks: 2, present: 2, candidate: 1, overlooked: 1 },
      { taxon: 'anas-crecca', tracks: 1, present: 1, candidate: 1, overlooked: 0 },
    ],
    otherwise: [
      {
        ...{ picture: `${NOON}-east`, camera: 'east', at: NOON },
        found: [
          { how: 'present-only', box: { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }, kind: 'bird', score: 0.5 },
          { how: 'other-kind', box: { x: 0.5, y: 0.1, w: 0.2, h: 0.2 }, kind: 'bird', score: 0.5, as: 'mammal' },
        ],
      },
    ],
  },
};

let running: Running;
let token: string;
beforeAll(async () => {
  const box = new FakeBox();
  let run: ShadowFacts | undefined;
  box.shadows = {
    runs: async () => (run ? [run] : []),
    report: async (bundle) => ({ 'planes-2': REPORT, 'finder-2': FINDS })[bundle],
    picture: async (bundle, picture) =>
      bundle === 'finder-2' && picture === `${NOON}-east` ? Buffer.from('a picture') : undefined,
    begin: async (bundle, { tracks = 300 }, by) => {
      if (bundle === 'planes-9') return undefined;
      if (run) throw new RoostError('run in shadow', bundle, 'one runs already');
      run = { ...RUN, by, until: { ...RUN.until, tracks } };
      return run;
    },
    stop: async (_, why) => (run ? { ...run, state: 'stopped', endedAt: NOON, why } : undefined),
  };
  running = await startFake({}, box);
  token = await tokenFor(running, 'keeper');
});
afterAll(() => running.stop());

function get(path: string) {
  return running.get(`/api/v1/models/shadows${path}`, { headers: { Authorization: `Bearer ${token}` } });
}

async function post(path: string, body: object, as = token) {
  const response = await fetch(`${running.address}/api/v1/models/shadows${path}`, {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${as}` },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('runs of staged models begin, are told and end, by keepers alone', async () => {
  expect((await post('', { bundle: 'planes-2' }, await tokenFor(running, 'reviewer'))).status).toBe(403);
  expect((await post('', { bundle: 'planes-9' })).status).toBe(404);
  expect((await post('', { bundle: 'planes-2', tracks: 0 })).status).toBe(400);
  expect(await post('', { bundle: 'planes-2', tracks: 5 })).toMatchObject({
    status: 201,
    body: { state: 'running', by: 'keeper', until: { tracks: 5 }, beganAt: '2026-05-01T04:00:00.000Z' },
  });
  expect(await post('', { bundle: 'planes-2' })).toMatchObject({ status: 409 });
  expect(await (await get('')).json()).toMatchObject({ data: [{ bundle: 'planes-2' }] });
  expect(await post('/planes-2/ends', {})).toMatchObject({ status: 200, body: { why: 'stopped by keeper' } });
});

it('a report is told as its schema says, and in words', async () => {
  const report = ShadowReportShape.parse(await (await get('/planes-2')).json());
  expect(report.counts!.otherwise[0]!.pictures).toEqual(['t1-1']);
  const lines = shadowReportLines(report);
  expect(lines).toContain('Time of a core for a track: 20.0 ms now, 40.3 ms with it.');
  expect(lines).toContain('  Aythya baeri\t2 in 1 → 0 in 0\t-2\tprotected, level 1');
  expect(lines.join('\n')).toContain('2 Aythya baeri → 2 Anas crecca\tv-t1\t/api/v1/media/t1-1');
  expect((await get('/planes-7')).status).toBe(404);
});

it('what a detector finds is told as its schema says, in words, and with its pictures', async () => {
  const report = ShadowReportShape.parse(await (await get('/finder-2')).json());
  const lines = shadowReportLines(report).join('\n');
  expect(lines).toContain('3 of 300 followed animals in pictures');
  expect(lines).toContain(
    'east\t40 pictures, 2 withheld for people\tboth 10 (1 of another kind)\tonly now 2\tonly with it 5 (4 unfollowed)',
  );
  expect(lines).toContain('Aythya baeri\tfollowed 2\tfound now 2\twith it 1\toverlooked 1\tprotected, level 1');
  expect(lines).toContain(`/api/v1/models/shadows/finder-2/pictures/${NOON}-east`);
  expect(lines).toContain('How visits and counts would change, it does not tell');
  const picture = await get(`/finder-2/pictures/${NOON}-east`);
  expect([picture.headers.get('content-type'), await picture.text()]).toEqual(['image/jpeg', 'a picture']);
  expect((await get(`/finder-2/pictures/${NOON}-west`)).status).toBe(404);
});
