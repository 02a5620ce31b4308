import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/base/domain.ts';
import { openAlerts } from '../../../src/tell/alert/open.ts';
import { type SavingStore as Store, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { hearing } from '../alert/values.ts';
import { type Running, startFake } from './fake.ts';
import { StoredBox } from './stored.ts';

let store: Store;
let running: Running;

beforeEach(async () => {
  store = await tempStore();
  openAlerts(store, { timeZone: 'Asia/Shanghai', listed: () => true, channels: hearing('webhook') });
  running = await startFake({}, new StoredBox(store));
  for (const [n, taxon] of ['grus-grus', 'anas-crecca'].entries()) {
    const startAt = T + n * 1000;
    await store.saveVisit(aVisit(`v${n}`, { taxon, startAt, tracks: [`t${n}`] }), 'new', startAt, [
      aTrack(`t${n}`, { startAt }),
    ]);
  }
});
afterEach(() => running.stop());

/** What tests read of answers. */
interface Answer {
  readonly data: { readonly id: string; readonly reason: string }[];
  readonly next?: string;
  readonly deliveries: object[];
}

async function json(path: string) {
  const response = await fetch(`${running.address}${path}`);
  return { status: response.status, body: (await response.json()) as Answer };
}

describe('alerts on the API', () => {
  it('are listed newest first, page by page, and narrowed', async () => {
    const reasons = (body: Answer) => body.data.map(({ reason }) => reason);
    const first = (await json('/api/v1/alerts?limit=2')).body;
    const second = (await json(`/api/v1/alerts?limit=2&cursor=${first.next}`)).body;
    expect([...reasons(first), ...reasons(second)].sort()).toEqual(['first-of-year', 'first-of-year', 'protected']);
    expect(first.data[0]).toMatchObject({
      taxon: { id: 'anas-crecca' },
      state: 'unconfirmed',
      visitUrl: '/api/v1/visits/v1',
    });
    expect(reasons((await json('/api/v1/alerts?reason=protected')).body)).toEqual(['protected']);
    expect((await json('/api/v1/alerts?state=confirmed')).body.data).toEqual([]);
  });

  it('come with what was sent of them', async () => {
    const [alert] = (await json('/api/v1/alerts')).body.data;
    const { body } = await json(`/api/v1/alerts/${alert?.id}`);
    expect(body.deliveries).toMatchObject([{ channel: 'webhook', state: 'waiting', attempts: 0 }]);
    expect((await json('/api/v1/alerts/none')).status).toBe(404);
  });

  it.each(['state=open', 'reason=rare', 'cursor=abc', 'limit=0'])('refuse %s', async (query) => {
    expect((await json(`/api/v1/alerts?${query}`)).status).toBe(400);
  });
});

describe('faults on the API', () => {
  it('are listed newest first with what was sent of them, and narrowed to those that go on', async () => {
    const fault: Fault = { id: 'f1', kind: 'down', beganAt: T, changedAt: T, cameras: [{ camera: 'east', since: T }] };
    await store.write(({ faults, deliveries }) => {
      faults.put(fault);
      faults.put({ id: 'f2', kind: 'disk', beganAt: T + 1000, changedAt: T, cameras: [], message: 'full' });
      deliveries.put({ fault: 'f1', channel: 'rangers', news: 'begin', at: T });
    });
    await store.write(({ faults }) => faults.put({ ...fault, changedAt: T + 9000, endedAt: T + 9000 }));
    const ids = async (query: string) => (await json(`/api/v1/faults${query}`)).body.data.map(({ id }) => id);
    expect(await ids('')).toEqual(['f2', 'f1']);
    expect(await ids('?open=true')).toEqual(['f2']);
    expect(await ids(`?to=${new Date(T + 1000).toISOString()}`)).toEqual(['f1']);
    expect((await json('/api/v1/faults')).body.data[1]).toMatchObject({
      ...{ kind: 'down', beganAt: '2025-05-03T00:00:00.000Z', endedAt: '2025-05-03T00:00:09.000Z' },
      deliveries: [{ channel: 'rangers', news: 'begin', state: 'waiting' }],
    });
  });
});

describe('a channel', () => {
  const test = async (name: string) => {
    const asked = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
    const response = await fetch(`${running.address}/api/v1/alerts/channels/${name}/test`, asked);
    return { status: response.status, body: (await response.json()) as object };
  };

  it('is tested, and says what its receiver answers; one that is not there is not found', async () => {
    const answer = '200, code 0: ok';
    expect(await test('rangers')).toEqual({
      status: 200,
      body: { channel: 'rangers', kind: 'wecom', delivered: true, answer },
    });
    expect(await test('other')).toMatchObject({ status: 404, body: { detail: 'No channel "other"' } });
  });
});
