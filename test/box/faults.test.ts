import { expect, it } from 'vitest';
import type { CameraStatus } from '../../src/base/domain.ts';
import { BoxFaults } from '../../src/box/faults.ts';
import { cameraSchema, siteSchema } from '../../src/know/config/schema.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { tempStore } from '../count/store/temp.ts';
import { NO_SECRETS } from '../no-secrets.ts';

it('a box writes what its cameras, disk, clock and inference tell, for the channels that hear of faults', async () => {
  const store = await tempStore();
  const site = { name: 'East', latitude: 31.5, longitude: 121.9, timeZone: 'Asia/Shanghai' };
  const now = {
    downMinutes: 0,
    coveredMinutes: 0,
    diskMinutes: 0,
    clockMinutes: 0,
    inferenceMinutes: 0,
    wellMinutes: 0,
  };
  const url = 'http://127.0.0.1:9/?key=abc';
  const alerts = {
    faults: now,
    channels: { rangers: { kind: 'wecom', url }, deaf: { kind: 'wecom', url, tells: [] } },
  };
  const figures = { frames: 1, dropped: 0, fps: 5, restarts: 0, looks: { motion: 0, track: 0, sweep: 0 } };
  const statuses = new Map<string, CameraStatus>([
    ['east', { camera: 'east', state: 'watching', since: 0, figures }],
    ['pool', { camera: 'pool', state: 'down', since: 0, figures, cause: { code: 'no-route', message: '' } }],
  ]);
  let wrong: string | undefined = 'it shows 1970';
  const faults = new BoxFaults(
    {
      config: {
        ...{ folder: '/', data: '/', checklist: NO_PRIOR },
        site: siteSchema.parse({ site, alerts }),
        cameras: [...statuses.keys()].map((id) => cameraSchema.parse({ id, name: id, url: 'rtsp://192.168.1.2/a' })),
        secrets: { apiToken: undefined, all: [], camera: () => undefined, channel: () => NO_SECRETS },
      },
      statuses,
      store: () => store,
      failure: () => wrong && 'the disk refuses',
      pool: () => ({ status: [{ state: wrong ? 'down' : 'running', restarts: 0 }] }),
      clock: {
        get state() {
          return { doubt: wrong, waiting: false };
        },
      },
    },
    { warn: () => undefined },
  );
  faults.take({
    type: 'effort',
    part: { camera: 'east', minute: 0, frames: 300, dropped: 0, watchedSeconds: 60, sight: 'covered' },
  });
  await faults.look();
  expect(
    store.faults.open().map(({ kind, cameras, message }) => [kind, ...cameras.map(({ camera }) => camera), message]),
  ).toEqual([
    ['clock', 'it shows 1970'],
    ['covered', 'east', undefined],
    ['disk', 'the disk refuses'],
    ['down', 'pool', undefined],
    ['inference', undefined],
  ]);
  for (const { id } of store.faults.open())
    expect(store.deliveries.ofFault(id).map(({ channel, news }) => [channel, news])).toEqual([['rangers', 'begin']]);
  wrong = undefined;
  statuses.set('pool', { ...statuses.get('east')!, camera: 'pool' });
  await faults.look();
  expect(store.faults.open().map(({ kind }) => kind)).toEqual(['covered']);
  await faults.stop();
});
