import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Backups } from '../../src/box/backup/backups.ts';
import { LiveViews } from '../../src/box/live-views.ts';
import { Turnover } from '../../src/box/models/turnover.ts';
import type { ReadConfig } from '../../src/box/read-config.ts';
import type { Shown } from '../../src/box/serving.ts';
import { Shadows } from '../../src/box/shadow/shadows.ts';
import type { Store } from '../../src/count/store/store.ts';
import { checklistOf, checklistSchema } from '../../src/know/config/checklist.ts';
import type { Config } from '../../src/know/config/config.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { T } from '../count/store/values.ts';
import { FakeDesk } from '../tell/server/fake-desk.ts';

/** What is read of a configuration: a whole one has cameras' streams and budgets. */
export function readConfig(database: string): ReadConfig {
  const site = { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 };
  const camera = { id: 'east', name: 'East', place: '', habitat: '', url: 'rtsp://127.0.0.1/' };
  // What threads are handed has no functions in it.
  const { id, taxa } = checklistOf(checklistSchema.parse({ name: 'east', region: 'china' }));
  const config = {
    site: siteSchema.parse({ site }),
    cameras: [camera],
    data: dirname(database),
    folder: dirname(database),
    checklist: { id, taxa },
  };
  return config as unknown as ReadConfig;
}

/** What the API asks of a box: a whole one has processes and cameras, and finds more of them on the network. */
export function shownBox(store: Store, database: string): Shown {
  const config = readConfig(database);
  writeFileSync(join(config.folder, 'site.yaml'), 'name: east\nregion: china\n');
  return {
    ...{
      config: { ...config, secrets: { channel: () => ({}) } },
      store,
      database,
      startedAt: T,
      statuses: new Map(),
    },
    pool: () => ({ model: 'yolox-nano@e8af0749', detectors: [], classifiers: [], status: [] }),
    detectors: () => new Map(),
    second: () => undefined,
    troubles: { all: [] },
    ...{ watchers: () => [], unlooked: () => [], heldUp: { worst: () => undefined } },
    failure: () => undefined,
    eyes: () => undefined,
    turnover: new Turnover({
      ...{ config, seeing: () => undefined, now: Date.now },
      catalog: () => Promise.reject(new Error('no models are here')),
      prove: () => Promise.reject(new Error('nothing is proved here')),
      troubles: { set: () => undefined },
      heads: () => undefined,
    }),
    onCamera: () => () => {},
    desk: new FakeDesk(),
    live: new LiveViews(() => undefined),
    backups: new Backups(config, Date.now),
    shadows: new Shadows({
      ...{ config: config as Config, database, now: Date.now },
      log: { info: () => undefined, warn: () => undefined },
      ...{
        models: () => undefined,
        heads: () => ({ handed: [], own: [] }),
        dropped: () => 0,
        show: () => () => undefined,
      },
    }),
  } as unknown as Shown;
}
