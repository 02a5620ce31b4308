import { mkdtemp, rm } from 'node:fs/promises';
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
import type { Installed } from '../../../src/know/models/installed.ts';
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

/** A box's folder with two versions of a small classifier that lie staged, `planes-1` in use, and a database. */
export interface Stand {
  readonly config: Config;
  readonly database: string;
  readonly store: Store;
  readonly models: Installed;
  readonly folder: string;
  /** Stores a bird of this colour (U and V of its pixels) that was there for ten seconds until this time, with a crop. */
  bird(id: string, endAt: number, colour?: { u: number; v: number }): Promise<void>;
}

export const RED = { u: 100, v: 220 };
export const BLUE = { u: 220, v: 100 };

/** @param other weights of the second version */
export async function stand(other: Parameters<typeof makeBundle>[0] = {}): Promise<Stand> {
  const data = await mkdtemp(join(tmpdir(), 'roost-shadow-'));
  const folder = join(data, 'models');
  const staging = { folder, keys: [KEEPER], now: NOW, mostBytes: 1e7, spare: 1e9, prove: async () => undefined };
  const first = await stage(await makeBundle(), staging);
  await stage(await makeBundle({ labels: OTHER_LABELS, ...other, says: { version: 2, ...other.says } }), staging);
  const detector = { manifest: { assumed: [] }, spec: { id: 'finder@00000000' } } as never;
  const models = await withBundle({ detector, classifiers: [], absent: [] }, first);
  const site = siteSchema.parse({
    site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
  });
  const cameras = [{ id: 'east', zones: [], enabled: true }];
  const config = { site, data, cameras, folder: data, checklist: {} } as unknown as Config;
  const database = join(data, 'roost.db');
  const store = openStore(database);
  cleanUps.push(async () => {
    await store.close();
    await rm(data, { recursive: true, force: true });
  });
  return {
    ...{ config, database, store, models, folder },
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
