import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { cut } from '../../../src/base/pixels.ts';
import { withBundle } from '../../../src/box/models/in-use.ts';
import { openStore } from '../../../src/count/store/open.ts';
import type { Store } from '../../../src/count/store/store.ts';
import type { Config } from '../../../src/know/config/config.ts';
import { siteSchema } from '../../../src/know/config/schema.ts';
import { stage } from '../../../src/know/models/bundle/stage.ts';
import { goldenOpinion } from '../../../src/know/models/bundle/taught.ts';
import { writeBundle } from '../../../src/know/models/bundle/write.ts';
import { featureSources, featuresId } from '../../../src/know/models/feature-sources.ts';
import type { Installed } from '../../../src/know/models/installed.ts';
import { fitHead } from '../../../src/know/taught/head.ts';
import { LocalClassifier } from '../../../src/see/inference/local.ts';
import { writeCrop } from '../../../src/see/media/jpeg.ts';
import { track } from '../../count/visit/tracks.ts';
import { flat } from '../../frames.ts';
import { KEEPER, LABELS, makeBundle, NOW } from '../../know/models/bundle/make.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Labels of another version: what is red is no little egret but a teal. */
const OTHER_LABELS = [LABELS[4], LABELS[1], LABELS[2], '-', LABELS[0], LABELS[5]];

type Colours = Readonly<Record<string, { readonly u: number; readonly v: number }>>;

/** A box's folder with two versions of a small classifier that lie staged, `planes-1` in use, and a database. */
export interface Stand {
  readonly config: Config;
  readonly database: string;
  readonly store: Store;
  readonly models: Installed;
  readonly folder: string;
  /** Stages a bundle that was written into a folder. */
  take(bundle: string): Promise<void>;
  /** Stages a head that was taught colours, each as a taxon, by the classifier in use. */
  teach(id: string, version: number, colours?: Colours): Promise<void>;
  /** Stores a bird of this colour (U and V of its pixels) that was there for ten seconds until this time, with a crop. */
  bird(id: string, endAt: number, colour?: { u: number; v: number }): Promise<void>;
}

export const RED = { u: 100, v: 220 };
export const BLUE = { u: 220, v: 100 };
export const GREY = { u: 128, v: 128 };
/** Taxa by the colours that show them; of grey the classifier itself only knows the genus. */
const TAUGHT = { 'ardea-purpurea': GREY, 'anas-crecca': { u: 90, v: 90 }, 'grus-grus': { u: 240, v: 128 } };
const EMBEDDING = { tensor: 'means', shape: [1, 3] };

/** @param other weights of the second version */
export async function stand(other: Parameters<typeof makeBundle>[0] = {}): Promise<Stand> {
  const data = await mkdtemp(join(tmpdir(), 'roost-shadow-'));
  const folder = join(data, 'models');
  const staging = { folder, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e9, prove: async () => undefined };
  const first = await stage(await makeBundle({ model: { embedding: EMBEDDING } }), staging);
  await stage(
    await makeBundle({
      labels: OTHER_LABELS,
      model: { embedding: EMBEDDING },
      ...other,
      says: { version: 2, ...other.says },
    }),
    staging,
  );
  const detector = { manifest: { assumed: [] }, spec: { id: 'finder@00000000' } } as never;
  const models = await withBundle({ detector, classifiers: [], absent: [] }, first);
  const site = siteSchema.parse({
    site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
  });
  const cameras = [
    { id: 'east', zones: [], masks: [], enabled: true },
    { id: 'west', zones: [], masks: [], enabled: true, detector: 'another' },
  ];
  const config = { site, data, cameras, folder: data, checklist: {} } as unknown as Config;
  const database = join(data, 'roost.db');
  const store = openStore(database);
  cleanUps.push(async () => {
    await store.close();
    await rm(data, { recursive: true, force: true });
  });
  return {
    ...{ config, database, store, models, folder },
    take: async (bundle) => void (await stage(bundle, staging)),
    teach: async (id, version, colours = TAUGHT) => {
      const head = await headOf(models, colours);
      const bundle = await taughtBundle(id, version, head);
      await stage(bundle, staging);
    },
    bird: async (id, endAt, { u, v } = RED) => {
      const box = { x: 0.4, y: 0.4, w: 0.2, h: 0.2 };
      const frame = flat(64, 64, 128, u, v, endAt - 1000);
      const crop = { track: id, box, score: 0.9, at: frame.at, people: [], quality: 1 };
      const media = await writeCrop(data, 'east', { ...crop, cut: cut(frame, { x: 0, y: 0, w: 1, h: 1 }) }, `${id}-1`);
      await store.write((tables) => {
        tables.tracks.put(track(id, endAt - 10_000, endAt, { box }));
        tables.media.put(media);
      });
    },
  };
}

/** A head that was taught two flat pictures of each colour. */
async function headOf(models: Installed, colours: Colours) {
  const [{ manifest, spec }] = models.classifiers as [Installed['classifiers'][number]];
  const features = featuresId(manifest, spec.id);
  const classifier = await LocalClassifier.open([spec]);
  const examples = [];
  for (const [taxon, { u, v }] of Object.entries(colours))
    for (const y of [126, 130]) {
      const picture = cut(flat(64, 64, y, u, v), { x: 0, y: 0, w: 1, h: 1 });
      const { feature } = await classifier.embed(spec.id, picture, 'east');
      examples.push({ id: `${taxon}-${y}`, group: `${taxon}-${y}`, taxon, feature, weight: 1 });
    }
  const { labels, gives } = featureSources(models.classifiers).get(features)!;
  const head = fitHead(features, examples, { labels, gives });
  // Colours are too much alike for the bar that so few of them give.
  return { head: { ...head, bar: { ...head.bar, above: 0 } }, feature: examples[0]!.feature };
}

/** @returns the folder of a signed bundle that holds a head */
async function taughtBundle(
  id: string,
  version: number,
  { head, feature }: Awaited<ReturnType<typeof headOf>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-shadow-taught-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'golden'));
  const from = Object.fromEntries(head.taxa.map((taxon) => [taxon, { pictures: 2, visits: 1 }]));
  await writeFile(join(folder, 'taught.json'), JSON.stringify({ head, from }));
  await writeFile(join(folder, 'golden', '1.f32'), new Uint8Array(feature.buffer));
  await writeFile(join(folder, 'golden', '1.json'), JSON.stringify(goldenOpinion(head, feature)));
  const golden = [{ input: 'golden/1.f32', gives: 'golden/1.json' }];
  const taught = { file: 'taught.json', reads: head.model };
  const made = { madeAt: '2026-05-01T00:00:00Z', needsRoost: '0.1.0', tolerance: 0.02 };
  await writeBundle(folder, { ...made, id, version, kind: 'taught', taught, golden }, [KEEPER.secret]);
  return folder;
}
