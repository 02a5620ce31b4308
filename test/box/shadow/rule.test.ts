import { expect, it } from 'vitest';
import { promoteByRule } from '../../../src/box/shadow/by-rule.ts';
import { whyNotByRule } from '../../../src/box/shadow/rule.ts';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import type { CountsDiffFacts, FindsDiffFacts, ShadowReportFacts } from '../../../src/tell/server/shadow-facts.ts';
import { stand } from './stand.ts';

const RULE = { leastTracks: 100, mostOtherwise: 0.2, mostSlower: 2 };
const COUNTS: CountsDiffFacts = {
  ...{ visits: { present: 50, candidate: 51 }, changed: 5, otherwise: [], more: 0, alike: 90, asRecorded: 95 },
  ms: { present: 10, candidate: 15 },
  taxa: [
    { taxon: 'anas-crecca', present: { visits: 2, individuals: 9 }, candidate: { visits: 2, individuals: 3 } },
    {
      ...{ taxon: 'aythya-baeri', protection: 1 },
      ...{ present: { visits: 1, individuals: 1 }, candidate: { visits: 2, individuals: 2 } },
    },
  ],
};
const DONE: ShadowReportFacts = {
  ...{ bundle: 'planes-2', kind: 'classifier', state: 'done', beganAt: 0, by: 'Lin', present: [], candidate: [] },
  ...{ until: { tracks: 100, at: 1 }, tracks: { looked: 100, waiting: 0, shed: 0, without: 0 }, counts: COUNTS },
};

it('a candidate that did well passes', () => {
  expect(whyNotByRule(RULE, DONE)).toBeUndefined();
});

const lost = { ...COUNTS.taxa[1]!, candidate: { visits: 1, individuals: 0 } };
it.each<[string, Partial<ShadowReportFacts>]>([
  ['its run is stopped', { state: 'stopped' }],
  ['99 tracks', { tracks: { ...DONE.tracks, looked: 99 } }],
  ['22 % of visits', { counts: { ...COUNTS, changed: 11 } }],
  ['protected aythya-baeri', { counts: { ...COUNTS, taxa: [lost] } }],
  ['21.0 ms of a core', { counts: { ...COUNTS, ms: { present: 10, candidate: 21 } } }],
])('one that did not waits for people: %s', (why, worse) => {
  expect(whyNotByRule(RULE, { ...DONE, ...worse })).toContain(why);
});

const CAMERA = {
  ...{ camera: 'east', pictures: 90, withheld: 0, both: 80, otherKind: 2, presentOnly: 4, candidateOnly: 8 },
  ...{ unfollowed: 3, doubled: { present: 0, candidate: 1 }, ms: { present: 30, candidate: 50 } },
};
const TEAL = { taxon: 'anas-crecca', tracks: 90, present: 80, candidate: 70, overlooked: 9 };
const FINDS: FindsDiffFacts = { ...{ cameras: [CAMERA], left: [], otherwise: [], more: 0 }, taxa: [TEAL] };
const { counts: _, ...RUN } = DONE;
const FOUND: ShadowReportFacts = { ...RUN, kind: 'detector', finds: FINDS };

it('a detector that did well passes', () => {
  expect(whyNotByRule(RULE, FOUND)).toBeUndefined();
});

const baer = { ...TEAL, taxon: 'aythya-baeri', protection: 1 as const, overlooked: 1 };
it.each<[string, Partial<ShadowReportFacts>]>([
  ['its run is failed', { state: 'failed' }],
  ['99 tracks were in pictures', { tracks: { ...DONE.tracks, looked: 99 } }],
  ['22 % of the animals in pictures', { finds: { ...FINDS, cameras: [{ ...CAMERA, candidateOnly: 16 }] } }],
  ['overlooks protected aythya-baeri', { finds: { ...FINDS, taxa: [TEAL, baer] } }],
  [
    'a picture takes 70.0 ms of a core',
    // The mean of all pictures, whichever camera's.
    {
      finds: {
        ...FINDS,
        cameras: [CAMERA, { ...CAMERA, camera: 'west', pictures: 180, ms: { present: 30, candidate: 80 } }],
      },
    },
  ],
])('a detector that did not waits for people: %s', (why, worse) => {
  expect(whyNotByRule(RULE, { ...FOUND, ...worse })).toContain(why);
});

it('is put into use by rule where the box has one, with an entry in the log of changes', async () => {
  const { config } = await stand();
  const promoted: string[] = [];
  const turnover = {
    staged: async (name: string) => ({ name }) as never,
    promote: async (_: unknown, why: string) => void promoted.push(why),
  };
  const log = { info: () => undefined, warn: () => undefined };
  await promoteByRule(config, turnover, DONE, log);
  expect(promoted).toEqual([]);
  const ruled = { ...config, site: { ...config.site, models: { ...config.site.models, promote: RULE } } };
  await promoteByRule(ruled, turnover, { ...DONE, state: 'stopped' }, log);
  expect(promoted).toEqual([]);
  await promoteByRule(ruled, turnover, DONE, log);
  expect(promoted).toEqual(['by rule, after 100 tracks in shadow']);
  const access = new Access(accessFile(config.data), undefined, Date.now);
  expect(access.audit.list(1e9, 9)).toMatchObject([{ who: 'roost', subject: 'planes-2', outcome: 'done' }]);
  access.close();
});
