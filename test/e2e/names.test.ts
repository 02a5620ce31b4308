import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { VERSION } from '../../src/base/package.ts';
import { type Roost, startRoost } from '../../src/box/roost.ts';
import { pull } from '../../src/commands/models.ts';
import { readConfig } from '../../src/know/config/config.ts';
import { classifiersOf, readCatalog } from '../../src/know/models/catalog.ts';
import { shared, weights } from '../shared.ts';
import { type DetailAnswer, detail, type HealthAnswer, type VisitAnswer, visits, within } from './answers.ts';
import { Box, BoxFolder } from './box.ts';
import { Cuts } from './scene.ts';

/** Weights of the classifiers as well: what names species. */
const named = ['inat_bird_quant', 'quant'].every((end) => shared(`models/mobilenet_v2_1.0_224_${end}.tflite`));
const ANALYSIS = { width: 1280, height: 720 };
const MODEL_ID = /^([a-z0-9-]+)@[0-9a-f]{8}$/;

// Nothing is weighed down, so that what is not listed is still named, and shown for review.
const CHECKLIST = `name: bear-land
weights: { outOfSeason: 1, regional: 1, offList: 1 }
taxa: [{ taxon: ursus-arctos }]
`;

/** What a box calls what it sees, from its weights to its API: mallards that no list has, and a bear that the site's has. */
describe.skipIf(!weights() || !named)('names', () => {
  const server = new RtspServer();
  let cuts: Cuts;
  let folder: BoxFolder;
  let box: Box | undefined;

  beforeAll(async () => {
    cuts = await Cuts.open();
    server.mount('/ducks', await loadSource(await cuts.cut('demo-mudflat', 36, 20, '1280x720')));
    server.mount('/bear', await loadSource(await cuts.cut('night-bear', 0, 22, '1280x720')));
    await server.start();
    const cameras = ['ducks', 'bear'].map((id) => ({ id, url: server.url(`/${id}`), analysis: ANALYSIS }));
    folder = await BoxFolder.write({ cameras, gapSeconds: 2, checklist: CHECKLIST });
    box = await folder.start();
  });

  afterAll(async () => {
    await box?.end('SIGTERM');
    await server.stop();
    folder?.remove();
    await cuts?.remove();
  });

  /** The oldest visit of a taxon at a camera that has ended, with its tracks. */
  async function ended(id: string, taxon: string): Promise<DetailAnswer> {
    const closed = (all: VisitAnswer[]) => all.findLast((visit) => visit.closed && visit.taxon.id === taxon);
    const all = await within(
      75_000,
      () => visits(box!, id),
      (answer) => closed(answer) !== undefined,
    );
    return detail(box!, closed(all)!.id);
  }

  it('calls mallards mallards, and says why', async () => {
    const { tracks, media } = await ended('ducks', 'anas-platyrhynchos');
    const { verdict } = tracks.find((track) => track.verdict?.taxon.id === 'anas-platyrhynchos')!;
    expect(verdict).toMatchObject({
      taxon: { rank: 'species', scientific: 'Anas platyrhynchos', chinese: '绿头鸭', english: 'Mallard' },
      prior: { id: expect.stringMatching(/^bear-land@[0-9a-f]{8}$/), changed: false },
      code: VERSION,
    });
    expect(verdict!.score).toBeGreaterThan(0.5);
    const opinion = verdict!.opinions.find(({ model }) => model.startsWith('mobilenet-v2-inat-bird@'));
    expect(opinion!.top).toHaveLength(5);
    expect(opinion!.top[0]!.taxon.id).toBe('anas-platyrhynchos');
    expect(opinion!.top.map(({ score }) => score)).toEqual(
      opinion!.top.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    // The detector, who checked the kind, and who named it.
    expect(verdict!.models.map((id) => id.replace(MODEL_ID, '$1'))).toEqual([
      'yolox-nano',
      'mobilenet-v2-imagenet',
      'mobilenet-v2-inat-bird',
    ]);
    expect(verdict!.models.slice(1)).toEqual(verdict!.opinions.map(({ model }) => model));
    const { models } = await box!.get<HealthAnswer>('/api/v1/health');
    expect(models.map(({ id }) => id)).toEqual(expect.arrayContaining([...verdict!.models]));
    expect(verdict!.crops.length).toBeGreaterThan(0);
    const kept = new Set(media.map(({ id }) => id));
    expect(verdict!.crops.every((crop) => crop.media !== undefined && kept.has(crop.media))).toBe(true);
  });

  it("asks for a review of what is not on the site's list, and of nothing that is", async () => {
    const bear = await ended('bear', 'ursus-arctos');
    expect(bear.review).toEqual([]);
    const mallards = await ended('ducks', 'anas-platyrhynchos');
    expect(mallards.review).toEqual(['off-list', 'first-record']);
    const { data } = await box!.get<{ data: VisitAnswer[] }>('/api/v1/visits?review=off-list');
    expect(data.map(({ id }) => id)).toContain(mallards.id);
    expect(data.every(({ camera, review }) => camera === 'ducks' && review.includes('off-list'))).toBe(true);
  });

  it('finds visits of a species by the family that it belongs to', async () => {
    const { id } = await ended('ducks', 'anas-platyrhynchos');
    const { data } = await box!.get<{ data: VisitAnswer[] }>('/api/v1/visits?taxon=anatidae&limit=500');
    expect(data.map((visit) => visit.id)).toContain(id);
    expect(data.some(({ camera }) => camera === 'bear')).toBe(false);
  });

  it('keeps verdicts through a restart', async () => {
    const before = await ended('ducks', 'anas-platyrhynchos');
    await box!.end('SIGTERM');
    box = await folder.start();
    const after = await detail(box, before.id);
    expect(after.taxon.id).toBe('anas-platyrhynchos');
    expect(after.review).toEqual(before.review);
    const verdictsOf = ({ tracks }: DetailAnswer) => new Map(tracks.map(({ id, verdict }) => [id, verdict]));
    const [was, is] = [verdictsOf(before), verdictsOf(after)];
    // A track seen too late to be in the first answer may have joined the visit; what was told stays as it was told.
    expect([...was.keys()].map((id) => is.get(id))).toEqual([...was.values()]);
  });

  it('stops at the class where no classifier is installed, and says so', async () => {
    const cameras = [{ id: 'ducks', url: server.url('/ducks'), analysis: ANALYSIS }];
    const plain = await BoxFolder.write({ cameras, gapSeconds: 2, checklist: CHECKLIST });
    const warned: object[] = [];
    const silent = () => undefined;
    let roost: Roost | undefined;
    try {
      const config = readConfig(join(plain.path, 'roost.yaml'), {});
      await withoutClassifiers(join(config.data, 'models'));
      const log = { info: silent, error: silent, warn: (facts: object) => warned.push(facts) };
      roost = await startRoost(config, log);
      const get = async <T>(path: string) => (await (await fetch(roost!.address + path)).json()) as T;
      const { models } = await get<HealthAnswer>('/api/v1/health');
      expect(models.map(({ task }) => task)).toEqual(['detect']);
      expect(warned).toMatchObject([{ model: 'mobilenet-v2-imagenet' }, { model: 'mobilenet-v2-inat-bird' }]);
      const { data } = await within(
        60_000,
        () => get<{ data: VisitAnswer[] }>('/api/v1/visits?closed=true'),
        (answer) => answer.data.length > 0,
      );
      expect(data.at(-1)).toMatchObject({ taxon: { id: 'aves', rank: 'class' }, review: [] });
      const { tracks } = await get<DetailAnswer>(`/api/v1/visits/${data.at(-1)!.id}`);
      expect(tracks.filter(({ verdict }) => verdict)).toEqual([]);
    } finally {
      await roost?.stop();
      plain.remove();
    }
  });

  it('does not start without a site.yaml, and says what to run', async () => {
    const bare = await BoxFolder.write({ cameras: [] });
    try {
      await rm(join(bare.path, 'site.yaml'));
      const refused = Box.run(['start', '-c', join(bare.path, 'roost.yaml')]);
      expect(await refused.ended()).toBe(1);
      expect(refused.printed).toContain('site.yaml');
      expect(refused.printed).toContain('roost checklist --region china >');
    } finally {
      bare.remove();
    }
  });
});

/** Fills a models folder and takes out what names species: only a detector is left. */
async function withoutClassifiers(folder: string): Promise<void> {
  await pull({ folder, mirror: weights()! });
  const files = classifiersOf(await readCatalog()).flatMap(({ files, convert }) => [...files, convert?.file]);
  for (const file of files) if (file) await rm(join(folder, file.name));
}
