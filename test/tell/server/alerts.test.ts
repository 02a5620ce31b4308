import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
