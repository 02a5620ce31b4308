import { dirname } from 'node:path';
import { Turnover } from '../../src/box/models/turnover.ts';
import type { ReadConfig } from '../../src/box/read-config.ts';
import type { Shown } from '../../src/box/serving.ts';
import type { Store } from '../../src/count/store/store.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { T } from '../count/store/values.ts';

/** What is read of a configuration: a whole one has cameras' streams and budgets. */
export function readConfig(database: string): ReadConfig {
  const site = { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 };
  const camera = { id: 'east', name: 'East', place: '', habitat: '', url: 'rtsp://127.0.0.1/' };
  const config = {
    site: siteSchema.parse({ site }),
    cameras: [camera],
    data: dirname(database),
  };
  return config as unknown as ReadConfig;
}

/** What the API asks of a box: a whole one has processes and cameras. */
export function shownBox(store: Store, database: string): Shown {
  return {
    ...{
      config: { ...readConfig(database), secrets: { channel: () => ({}) } },
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
      ...{ config: readConfig(database), seeing: () => undefined, now: Date.now },
      catalog: () => Promise.reject(new Error('no models are here')),
      prove: () => Promise.reject(new Error('nothing is proved here')),
      troubles: { set: () => undefined },
      heads: () => undefined,
    }),
    onCamera: () => () => {},
  } as unknown as Shown;
}
