import { Registry } from 'prom-client';
import { RoostError } from '../src/base/errors.ts';
import { Backups } from '../src/box/backup/backups.ts';
import { LiveViews } from '../src/box/live-views.ts';
import { Turnover } from '../src/box/models/turnover.ts';
import type { ReadConfig } from '../src/box/read-config.ts';
import { ReadingThreads } from '../src/box/reading-threads.ts';
import { type Shown, serverDeps } from '../src/box/serving.ts';
import { Shadows } from '../src/box/shadow/shadows.ts';
import { openStore } from '../src/count/store/open.ts';
import { keepDaily } from '../src/count/tally/keep.ts';
import { checklistOf, checklistSchema } from '../src/know/config/checklist.ts';
import type { Config } from '../src/know/config/config.ts';
import { siteSchema } from '../src/know/config/schema.ts';
import type { CameraDesk } from '../src/tell/server/camera-deps.ts';
import { createServer } from '../src/tell/server/server.ts';

/** The zone of the site. */
const ZONE = 'Asia/Shanghai';

/** A page and an API over a store. */
export interface StoreServer {
  readonly address: string;
  /** Names of the formats of exports. */
  readonly formats: readonly string[];
  /** Stops it; the folder stays. */
  stop(): Promise<void>;
}

/**
 * Serves page and API as a box does, over a database that is there: with all that answers questions, and nothing that looks, as
 * inference and streams would be measured along with it.
 * @param folder the data folder
 * @param database in it
 */
export async function serveStore(folder: string, database: string): Promise<StoreServer> {
  const store = openStore(database);
  await keepDaily(store, { timeZone: ZONE, stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' });
  const cameras = store.effort
    .cameras()
    .map((id) => ({ id, name: id, place: '', habitat: '', url: 'rtsp://127.0.0.1/' }));
  const site = siteSchema.parse({ site: { name: 'bench', timeZone: ZONE, latitude: 31.5, longitude: 121.9 } });
  // What threads are handed has no functions in it.
  const { id, taxa } = checklistOf(checklistSchema.parse({ name: 'bench', region: 'china' }));
  const config = { site, cameras, data: folder, folder, checklist: { id, taxa } } as unknown as ReadConfig & Config;
  const log = {
    info: () => {},
    warn: (facts: object, message: string) => console.error(message, facts),
    error: (facts: object, message: string) => console.error(message, facts),
  };
  const reading = new ReadingThreads({ database, config }, log);
  const seen = {
    models: () => undefined,
    heads: () => ({ handed: [], own: [] }),
    dropped: () => 0,
    show: () => () => undefined,
  };
  const turnover = new Turnover({
    ...{ config, seeing: () => undefined, now: Date.now, heads: () => undefined, troubles: { set: () => undefined } },
    catalog: () => Promise.reject(new Error('no models are here')),
    prove: () => Promise.reject(new Error('nothing is proved here')),
  });
  const shown: Shown = {
    config: { ...config, secrets: { channel: () => ({}) } } as unknown as Config,
    ...{ store, database, startedAt: Date.now(), statuses: new Map(), reading, turnover, desk: NO_CAMERA },
    pool: () => ({ model: 'none', detectors: [], classifiers: [], status: [] }),
    ...{ detectors: () => new Map(), second: () => undefined, watchers: () => [], unlooked: () => [] },
    ...{ troubles: { all: [] }, heldUp: { worst: () => undefined }, eyes: () => undefined },
    ...{ failure: () => undefined, remarks: () => undefined, room: () => undefined, pushed: () => [] },
    onCamera: () => () => {},
    live: new LiveViews(() => undefined),
    backups: new Backups(config, Date.now),
    shadows: new Shadows({ config, database, log, now: Date.now, ...seen }),
  };
  const deps = serverDeps(shown, new Registry());
  const limits = { requestsAMinute: 1e9 };
  const server = createServer(deps, { dataFolder: folder, port: 0, log, reading, limits });
  const { address } = await server.start();
  return {
    address,
    formats: deps.formats().map(({ name }) => name),
    stop: async () => {
      await server.stop();
      await reading.stop();
      await store.close();
    },
  };
}

const nowhere = () => Promise.reject(new RoostError('look', 'this box', 'no camera is looked at'));
const NO_CAMERA: CameraDesk = {
  search: async () => ({ cameras: [], junk: false, interfaces: [] }),
  tryAddress: nowhere,
  add: async () => undefined,
  settings: () => undefined,
  change: async () => undefined,
  remove: async () => undefined,
  check: async () => undefined,
  still: async () => undefined,
  stillBytes: () => undefined,
  test: async () => undefined,
};
