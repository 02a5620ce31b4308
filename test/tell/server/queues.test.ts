import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SavingStore as Store, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { NOON, type Running, startFake } from './fake.ts';
import { StoredBox } from './stored.ts';

let running: Running;
let store: Store;
beforeEach(async () => {
  store = await tempStore();
  running = await startFake({ now: () => T + 86_400_000 }, new StoredBox(store));
});
afterEach(() => running.stop());

async function visit(id: string, minute: number, more: Parameters<typeof aVisit>[1] = {}) {
  const startAt = T + minute * 60_000;
  const whole = aVisit(`v-${id}`, { startAt, score: 0.9, tracks: [id], ...more });
  await store.saveVisit(whole, 'end', startAt, [aTrack(id, { startAt })]);
}

async function read(path: string) {
  const response = await running.get(`/api/v1/review/queues${path}`);
  return { status: response.status, body: (await response.json()) as { data: { id: string }[]; next?: string } };
}
const ids = async (path: string) => (await read(path)).body.data.map(({ id }) => id);

describe('queues', () => {
  it('hold what waits, and lose it when it is decided; a first record waits for its second person', async () => {
    await visit('a', 0, { review: ['first-record', 'off-list'] });
    await visit('b', 1, { taxon: 'ciconia-boyciana' });
    await visit('c', 2, { score: 0.3 });
    expect(await ids('/first-record')).toEqual(['v-a']);
    expect(await ids('/off-list')).toEqual(['v-a']);
    expect(await ids('/protected')).toEqual(['v-b']);
    expect(await ids('/low-score')).toEqual(['v-c']);
    expect(await ids('/random?share=1')).toEqual(['v-a', 'v-b', 'v-c']);
    const confirm = (id: string, by: string) =>
      store.write(({ reviews }) =>
        reviews.put({ id: `${id}${by}`, visit: `v-${id}`, track: id, at: NOON, by, action: 'confirm' }),
      );
    await confirm('a', 'Lin');
    expect(await ids('/first-record')).toEqual(['v-a']);
    await confirm('a', 'Wu');
    expect(await ids('/first-record')).toEqual([]);
    expect(await ids('/first-record?decided=true')).toEqual(['v-a']);
    const counts = (await (await running.get('/api/v1/review/queues?share=1')).json()) as object;
    expect(counts).toMatchObject({
      data: [
        { queue: 'first-record', waiting: 0, all: 1 },
        { queue: 'protected', waiting: 1, all: 1 },
        { queue: 'off-list', waiting: 0, all: 1 },
        { queue: 'low-score', waiting: 1, all: 1 },
        { queue: 'random', waiting: 2, all: 3 },
      ],
      errors: { decided: 1, wrong: 0, rate: 0 },
    });
  });

  it('hold everything of a taxon, whatever its rank', async () => {
    await visit('a', 0, { taxon: 'anas-platyrhynchos' });
    await visit('b', 1, { taxon: 'anatidae' });
    await visit('c', 2, { taxon: 'ardea-cinerea' });
    expect(await ids('/species?taxon=anatidae')).toEqual(['v-a', 'v-b']);
    expect((await read('/species')).status).toBe(400);
  });

  it('come in pages, each visit once', async () => {
    for (let i = 0; i < 7; i++) await visit(`t${i}`, i);
    const seen: string[] = [];
    for (let path = '/random?share=1&limit=3'; path; ) {
      const { body } = await read(path);
      seen.push(...body.data.map(({ id }) => id));
      path = body.next ? `/random?share=1&limit=3&cursor=${body.next}` : '';
    }
    expect(seen).toEqual(Array.from({ length: 7 }, (_, i) => `v-t${i}`));
  });

  it.each(['1e-1', ' 0.5', '0x1', '.5', '1,0', '', '0', '1.1'])(
    'name the field where the share is %j',
    async (share) => {
      const response = await running.get(`/api/v1/review/queues?share=${encodeURIComponent(share)}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ key: 'share' }] });
    },
  );

  it.each(['/all', '/random?share=0', '/random?share=2', '/random?cursor=x', '?from=2027-01-01T00:00:00Z'])(
    'refuse %s',
    async (path) => {
      expect((await read(path)).status).toBe(400);
    },
  );
});
