import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { readStore, type StoreReader } from '../../../src/count/store/open.ts';
import { publicationSchema } from '../../../src/know/config/publication.ts';
import { taxonById } from '../../../src/know/taxonomy/taxa.ts';
import { camtrapDp } from '../../../src/tell/export/camtrap-dp.ts';
import { correctedCsv } from '../../../src/tell/export/corrected.ts';
import { darwinCore } from '../../../src/tell/export/darwin-core.ts';
import type { ExportQuery, ExportSource } from '../../../src/tell/export/format.ts';
import { megaDetector } from '../../../src/tell/export/megadetector.ts';
import { Places } from '../../../src/tell/export/place.ts';
import { talliesCsv, talliesJson } from '../../../src/tell/export/tallies.ts';
import { shared } from '../../shared.ts';
import { halfYearFixture, local, ZONE } from '../report/fixture.ts';
import { camtrapFaults } from './camtrap.ts';
import { unzip, whole } from './unzip.ts';

const SCHEMAS = shared('schemas/camtrap-dp-1.0.2/camtrap-dp-profile.json');
const QUERY: ExportQuery = {
  ...{ from: local('2026-01-01'), to: local('2026-07-01'), intervalMinutes: 30, compare: 'lastIndependentRecord' },
  ...{ apart: 'station', basis: 'best', media: false, precise: false },
};

let folder: string;
let store: StoreReader;
let source: ExportSource;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-archive-'));
  store = readStore(await halfYearFixture(folder));
  source = {
    ...{ store, data: folder, now: local('2026-08-01'), version: '0.1.0', timeZone: ZONE },
    site: { name: 'East "island", =1+1', latitude: 31.512_34, longitude: 121.987_65 },
    cameras: ['east', 'reeds'].map((id) => ({ id, name: '' })),
    stations: {},
    scientific: (taxon) => taxonById(taxon)?.scientific ?? taxon,
  };
});
afterAll(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

type Row = Readonly<Record<string, string>>;
const rowsOf = (text: Buffer | undefined) => parse(text!, { columns: true }) as Row[];
const camtrap = async (more: Partial<ExportQuery> = {}) =>
  unzip(await whole(camtrapDp.write(source, { ...QUERY, ...more })));

describe.skipIf(!SCHEMAS)('Camtrap DP', () => {
  const folderOf = () => SCHEMAS!.replace(/\/[^/]+$/, '');

  it('is held against what the standard gives as an example', async () => {
    const names = ['datapackage.json', 'deployments.csv', 'media.csv', 'observations.csv'];
    const example = await Promise.all(
      names.map(async (name) => [name, await readFile(`${folderOf()}/example/${name}`)] as const),
    );
    expect(await camtrapFaults(folderOf(), new Map(example))).toEqual([]);
    const spoilt = new Map(example);
    spoilt.set('observations.csv', Buffer.from(String(spoilt.get('observations.csv')).replace(',event,', ',evnt,')));
    expect(await camtrapFaults(folderOf(), spoilt)).not.toEqual([]);
  });

  it.each([
    {},
    { media: true },
    { precise: true },
    { basis: 'machine' },
    { basis: 'reviewed' },
    { from: local('2026-01-02'), to: local('2026-01-03') },
  ] as const)('breaks nothing of the standard with %j', async (more) => {
    expect(await camtrapFaults(folderOf(), await camtrap(more))).toEqual([]);
  });
});

describe('a camera trap data package', () => {
  it('has events that may be summed, with ages told apart, and what was rejected as blank', async () => {
    const rows = rowsOf((await camtrap()).get('observations.csv'));
    const events = rows.filter(({ observationLevel }) => observationLevel === 'event');
    const sum = events.reduce((all, { count }) => all + Number(count || 0), 0);
    expect(sum).toBe(30);
    const tagged = events.filter(({ observationTags }) => observationTags);
    expect(tagged.map((event) => [event.eventID, event.observationTags])).toEqual([['dog', 'domestic']]);
    const heron = events.filter(({ eventID }) => eventID === 'heron');
    expect(heron.map(({ lifeStage, count, scientificName }) => [lifeStage, count, scientificName])).toEqual([
      ['adult', '1', 'Ardea cinerea'],
      ['juvenile', '1', 'Ardea cinerea'],
    ]);
    expect(heron[0]).toMatchObject({ classificationMethod: 'human', classifiedBy: 'lin ' });
    expect(events.find(({ eventID }) => eventID === 'branch')).toMatchObject({
      observationType: 'blank',
      count: '',
      scientificName: '',
    });
    // From before midnight of the last day into the next half-year: one event, of the day on which it began.
    expect(events.find(({ eventID }) => eventID === 'night')).toMatchObject({
      ...{ eventStart: '2026-06-30T23:50:00+08:00', eventEnd: '2026-07-01T00:00:00+08:00', count: '4' },
    });
    expect(events.some(({ eventID }) => eventID === 'next')).toBe(false);
  });

  it('tells where protected species were seen to 0.1 degree only, and says so', async () => {
    const wide = rowsOf((await camtrap()).get('deployments.csv'));
    expect(wide.find(({ cameraID }) => cameraID === 'east')).toMatchObject({
      ...{ latitude: '31.5', longitude: '121.9', coordinateUncertainty: '7900' },
      deploymentComments: expect.stringContaining('national protection'),
    });
    expect(wide.find(({ cameraID }) => cameraID === 'reeds')).toMatchObject({
      coordinateUncertainty: '',
      deploymentComments: expect.stringMatching(/^Watched/),
    });
    const exact = rowsOf((await camtrap({ precise: true })).get('deployments.csv'));
    expect(exact.every(({ coordinateUncertainty }) => coordinateUncertainty === '')).toBe(true);
    expect(String((await camtrap()).get('datapackage.json'))).toContain('rounded to 0.1 degree');
  });

  it('tells a position alike in whatever range is exported', () => {
    const exact = new Places(source, { ...QUERY, precise: true });
    const days = fc.integer({ min: -400, max: 400 }).map((day) => QUERY.from + day * 86_400_000);
    fc.assert(
      fc.property(days, days, fc.constantFrom('east', 'reeds'), (a, b, camera) => {
        const range = { from: Math.min(a, b), to: Math.max(a, b) + 1 };
        const told = new Places(source, { ...QUERY, ...range }).at(camera, range.from);
        const known = exact.at(camera, range.from);
        expect([told.latitude, told.longitude, told.generalised !== undefined]).toEqual(
          camera === 'east' ? [31.5, 121.9, true] : [known.latitude, known.longitude, false],
        );
      }),
      { numRuns: 50 },
    );
  });

  it('has the pictures in it where they are asked for, and only then', async () => {
    const without = await camtrap();
    expect([...without.keys()]).toEqual([
      ...['deployments.csv', 'outages.csv', 'media.csv', 'observations.csv', 'datapackage.json'],
    ]);
    expect(rowsOf(without.get('media.csv')).map(({ filePublic }) => filePublic)).toEqual(['false', 'false']);
    const with_ = await camtrap({ media: true });
    expect(with_.get('media/east/crane.jpg')).toEqual(await readFile(join(folder, 'media/east/crane.jpg')));
    expect(rowsOf(with_.get('media.csv'))).toMatchObject([
      { filePath: 'media/east/crane.jpg', filePublic: 'true', fileMediatype: 'image/jpeg' },
      { filePath: 'media/east/crane.mp4', filePublic: 'false', fileMediatype: 'video/mp4' },
    ]);
    expect(with_.has('media/east/crane.mp4')).toBe(false);
  });

  it('says of a file that went to make room when it went, and what its hash is, and has it not', async () => {
    const gone = { at: local('2026-07-02'), why: 'to make room, as common' };
    const ofVisit = (id: string) => store.media.ofVisit(id).map((one) => ({ ...one, gone }));
    const media = { ofVisit, bestCrop: (id: string) => store.media.bestCrop(id) } as StoreReader['media'];
    const files = await unzip(
      await whole(camtrapDp.write({ ...source, store: { ...store, media } }, { ...QUERY, media: true })),
    );
    expect(files.has('media/east/crane.jpg')).toBe(false);
    expect(rowsOf(files.get('media.csv'))[0]).toMatchObject({
      ...{ filePath: 'media/east/crane.jpg', filePublic: 'false' },
      mediaComments: expect.stringMatching(
        /^The file is not kept: it went 2026-07-02T00:00:00\+08:00 to make room, as common. SHA-256 \w+$/,
      ),
    });
  });

  it('says so before it writes where nothing was recorded', async () => {
    const empty = camtrapDp.write(source, { ...QUERY, from: local('2020-01-01'), to: local('2020-02-01') });
    await expect(empty[Symbol.asyncIterator]().next()).rejects.toThrow('must name a taxon');
  });

  it('has the deployments of the range, cut to it, and none outside, with what their cameras watched', async () => {
    const range = { from: local('2026-01-02'), to: local('2026-01-12') };
    const files = await camtrap(range);
    const rows = rowsOf(files.get('deployments.csv'));
    // East watched nine of these ten days: it stood there on the last one and did not look.
    expect(rows).toMatchObject([
      {
        ...{ deploymentID: 'east-1', locationID: 'east', locationName: 'east', deploymentTags: 'effortDays:9.000' },
        ...{ deploymentStart: '2026-01-02T00:00:00+08:00', deploymentEnd: '2026-01-12T00:00:00+08:00' },
      },
    ]);
    expect(rowsOf(files.get('outages.csv'))).toEqual([
      {
        ...{ deploymentID: 'east-1', reason: 'not-running' },
        ...{ outageStart: '2026-01-11T00:00:00+08:00', outageEnd: '2026-01-12T00:00:00+08:00' },
      },
    ]);
    const { description, temporal } = JSON.parse(String(files.get('datapackage.json')));
    expect(description).toContain('last 10.00 days together; in 9.00 of them');
    expect(temporal).toEqual({ start: '2026-01-02', end: '2026-01-11' });
  });

  it('has no record outside of the deployment that it names, also where the range cuts a visit', async () => {
    const files = await camtrap({ from: local('2026-01-02'), to: local('2026-07-01') });
    const spans = new Map(
      rowsOf(files.get('deployments.csv')).map((row) => [row.deploymentID, [row.deploymentStart!, row.deploymentEnd!]]),
    );
    // The visit of the night goes on until ten past midnight.
    const observations = rowsOf(files.get('observations.csv'));
    expect(observations.find(({ observationID }) => observationID === 'night')?.observationComments).toContain(
      '/2026-07-01T00:10:00+08:00',
    );
    const times = [
      ...observations.flatMap(({ deploymentID, eventStart, eventEnd }) => [
        [deploymentID, eventStart] as const,
        [deploymentID, eventEnd] as const,
      ]),
      ...rowsOf(files.get('media.csv')).map(({ deploymentID, timestamp }) => [deploymentID, timestamp] as const),
    ];
    for (const [deployment, time] of times) {
      const [start, end] = spans.get(deployment)!.map((text) => Date.parse(text)) as [number, number];
      expect(Date.parse(time!)).toBeGreaterThanOrEqual(start);
      expect(Date.parse(time!)).toBeLessThanOrEqual(end);
    }
  });

  it('says of itself what roost.yaml says of publications, and what it can of site and range', async () => {
    const descriptorOf = async (more: Partial<ExportSource>) => {
      const files = await unzip(await whole(camtrapDp.write({ ...source, ...more }, QUERY)));
      return JSON.parse(String(files.get('datapackage.json')));
    };
    const untold = await descriptorOf({});
    expect(untold).toMatchObject({
      ...{ name: 'east-island-1-1-2026-01-01-2026-06-30', version: '2026.8.1', coordinatePrecision: 0.1 },
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    });
    expect(untold.licenses).toBeUndefined();
    const publication = publicationSchema.parse({
      ...{ name: 'ei', id: 'https://doi.org/10.5555/1', version: '2.0', title: 'Birds', license: 'CC0-1.0' },
      ...{ mediaLicense: 'CC-BY-4.0', samplingDesign: 'opportunistic', coordinatePrecision: 0.001 },
      contributors: [{ title: 'Lin', email: 'lin@example.org', role: 'contact' }, { title: 'Wu' }],
    });
    expect(await descriptorOf({ publication })).toMatchObject({
      ...{ name: 'ei-2026-01-01-2026-06-30', id: 'https://doi.org/10.5555/1', version: '2.0', title: 'Birds' },
      licenses: [
        { name: 'CC0-1.0', scope: 'data' },
        { name: 'CC-BY-4.0', scope: 'media' },
      ],
      contributors: [
        { title: 'Lin', email: 'lin@example.org', role: 'contact' },
        { title: 'Wu', role: 'contributor' },
      ],
      project: { samplingDesign: 'opportunistic' },
    });
    expect((await descriptorOf({ site: { ...source.site, name: '东洲岛' } })).name).toMatch(/^roost-2026/);
  });

  it('is the same twice', async () => {
    const [a, b] = [await whole(camtrapDp.write(source, QUERY)), await whole(camtrapDp.write(source, QUERY))];
    expect(a.equals(b)).toBe(true);
  });
});

describe('a Darwin Core archive', () => {
  it('has an occurrence a visit that counts, wide where protected species were', async () => {
    const files = await unzip(await whole(darwinCore.write(source, QUERY)));
    const rows = rowsOf(files.get('occurrence.csv'));
    expect(rows).toHaveLength(8);
    expect(rows.reduce((sum, { individualCount }) => sum + Number(individualCount), 0)).toBe(30);
    expect(rows.find(({ eventID }) => eventID === 'crane')).toMatchObject({
      ...{
        basisOfRecord: 'MachineObservation',
        scientificName: 'Grus grus',
        taxonRank: 'species',
        family: 'Gruidae',
        class: 'Aves',
      },
      ...{
        coordinatePrecision: '0.1',
        identificationVerificationStatus: 'verified by a person',
        identifiedBy: 'Lin | Wu',
      },
      eventDate: '2026-03-05T09:00:00+08:00/2026-03-05T09:00:01+08:00',
    });
  });

  it("tells ages and sexes in GBIF's words where a group is of one, and in numbers where it is mixed", async () => {
    const files = await unzip(await whole(darwinCore.write(source, QUERY)));
    const rows = rowsOf(files.get('occurrence.csv'));
    expect(rows.find(({ eventID }) => eventID === 'heron')).toMatchObject({
      ...{ lifeStage: '', sex: '', dynamicProperties: '{"adults":1,"juveniles":1}', individualCount: '2' },
    });
  });

  it('says of each occurrence what roost.yaml says of publications, and the effort of its deployment', async () => {
    const publication = publicationSchema.parse({
      ...{ license: 'CC-BY-4.0', datasetName: 'Cranes', institutionCode: 'EI', countryCode: 'CN' },
      ...{ recordedBy: ['Lin', 'Wu'] },
      contributors: [{ title: 'Lin <X>', email: 'lin@example.org', role: 'contact', organization: 'Island' }],
    });
    const files = await unzip(await whole(darwinCore.write({ ...source, cameras: [], publication }, QUERY)));
    const rows = rowsOf(files.get('occurrence.csv'));
    expect(rows.find(({ eventID }) => eventID === 'm1')).toMatchObject({
      license: 'https://creativecommons.org/licenses/by/4.0/legalcode',
      ...{ datasetName: 'Cranes', institutionCode: 'EI', countryCode: 'CN', recordedBy: 'Lin | Wu' },
      // East is in no file of a camera any more.
      ...{ parentEventID: 'east-1', samplingEffort: expect.stringMatching(/^10.00 camera-days/) },
    });
    const eml = String(files.get('eml.xml'));
    expect(eml).toContain('<ulink url="https://creativecommons.org/licenses/by/4.0/legalcode">');
    expect(eml).toContain(
      '<contact><individualName><surName>Lin &lt;X&gt;</surName></individualName><organizationName>Island</organizationName><electronicMailAddress>lin@example.org</electronicMailAddress></contact>',
    );
    expect(eml).toContain('<methodStep>');
  });

  it('names its columns in well-formed XML that keeps to the text guide', async () => {
    const files = await unzip(await whole(darwinCore.write(source, QUERY)));
    const xsd = await readFile(new URL('./dwca-text.xsd', import.meta.url), 'utf8');
    const meta = String(files.get('meta.xml'));
    const valid = await validateXML({ xml: [{ fileName: 'meta.xml', contents: meta }], schema: [xsd] });
    expect(valid.errors).toEqual([]);
    const spoilt = meta.replace('<id index="0"/>', '<id index="first"/>');
    expect((await validateXML({ xml: [{ fileName: 'meta.xml', contents: spoilt }], schema: [xsd] })).valid).toBe(false);
    const header = String(files.get('occurrence.csv')).split('\r\n')[0]!.split(',');
    expect([...meta.matchAll(/term="http:[^"]*\/(\w+)"/g)].map(([, term]) => term)).toEqual(header);
    expect(meta).toContain('term="http://purl.org/dc/terms/license"');
    expect(String(files.get('eml.xml'))).toContain('East &quot;island&quot;, =1+1');
  });
});

describe('other formats', () => {
  it("give MegaDetector's batch output", async () => {
    const text = String(await whole(megaDetector.write(source, QUERY)));
    // Also what is whole is a float.
    expect(text).toContain('"conf":0.8,"bbox":[0.0,0.0,1.0,1.0],"classifications":[["1",1.0]]');
    const output = JSON.parse(text);
    expect(output).toMatchObject({
      info: { format_version: '1.6' },
      detection_categories: { 1: 'animal', 2: 'person', 3: 'vehicle' },
      images: [
        {
          file: 'media/east/crane.jpg',
          detections: [{ category: '1', conf: 0.8, bbox: [0, 0, 1, 1], classifications: [['1', 1]] }],
        },
      ],
      classification_categories: { 1: 'Grus grus' },
    });
    const nothing = JSON.parse(String(await whole(megaDetector.write(source, { ...QUERY, from: 0, to: 1 }))));
    expect(nothing.images).toEqual([]);
  });

  it('give corrected counts, or how many more reviews would do', async () => {
    const of = async (share: number) => {
      const rows = rowsOf(await whole(correctedCsv.write({ ...source, sample: { share, seed: '' } }, QUERY)));
      return rows.find(({ taxon }) => taxon === 'grus-grus');
    };
    // Of a sample of everything too few are decided on.
    expect(await of(1)).toMatchObject({ visits: '1', reviewed: '1', corrected: '', low: '', high: '' });
    expect(Number((await of(1))!.more_reviews)).toBeGreaterThan(0);
  });

  it('give tallies by day as CSV and JSON that say the same', async () => {
    const range = { from: local('2026-01-02'), to: local('2026-01-04') };
    const rows = rowsOf(await whole(talliesCsv.write(source, { ...QUERY, ...range })));
    expect(rows.find(({ taxon, camera }) => taxon === 'anas-platyrhynchos' && camera === 'east')).toMatchObject({
      ...{
        date: '2026-01-02',
        visits: '3',
        records: '2',
        individuals: '10',
        max_individuals: '5',
        camera_day_effort_hours: '24',
      },
    });
    // Reeds did not look then: nothing is known.
    expect(rows.find(({ taxon, camera }) => taxon === 'aves' && camera === 'reeds')).toMatchObject({
      visits: '',
      camera_day_effort_hours: '0',
    });
    const objects = JSON.parse(String(await whole(talliesJson.write(source, { ...QUERY, ...range }))));
    expect(objects.map((row: Row) => Object.values(row).map((value) => String(value ?? '')))).toEqual(
      rows.map((row) => Object.values(row)),
    );
  });
});
