import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaveCursorsOut } from '../../../src/count/store/snapshot.ts';
import { FEED_TYPES } from '../../../src/tell/server/shapes/feed.ts';
import { type SavingStore as Store, tempFile, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { oneOfEach } from '../push/each.ts';
import { type Running, startFake } from './fake.ts';
import { readEvents } from './sse.ts';
import { StoredBox } from './stored.ts';

let running: Running;
let store: Store;
let box: StoredBox;
beforeEach(async () => {
  store = await tempStore();
  box = new StoredBox(store);
  running = await startFake({}, box);
});
afterEach(() => running.stop());

interface Page {
  data: { cursor: number; version: number; type: string; at: string; body: { id?: string; outcome?: object } }[];
  next: number;
  newest: number;
}

async function read(query = ''): Promise<{ status: number; body: Page & { detail: string } }> {
  const response = await running.get(`/api/v1/feed${query}`);
  return { status: response.status, body: (await response.json()) as Page & { detail: string } };
}

const save = (id: string) => store.saveVisit(aVisit(`v-${id}`, { tracks: [id] }), 'new', T, [aTrack(id)]);

describe('the feed', () => {
  it('tells every kind of change, in the order of its commits, in the shape of its schema', async () => {
    await oneOfEach(store);
    const { body } = await read();
    expect(new Set(body.data.map(({ type }) => type))).toEqual(new Set(FEED_TYPES));
    expect(body.data.map(({ cursor }) => cursor)).toEqual(body.data.map((_, i) => i + 1));
    for (const entry of body.data) {
      const schema = (await (await running.get(`/api/v1/feed/schemas/${entry.type}`)).json()) as object;
      const ajv = addFormats.default(new Ajv2020({ strict: true }));
      const valid = ajv.compile(schema);
      expect(valid(entry), JSON.stringify(valid.errors)).toBe(true);
      expect(valid({ ...entry, version: 1 })).toBe(false);
      expect(valid({ ...entry, body: {} })).toBe(false);
    }
  });

  it('tells of a colony what came and went, and an entry of before as it was written, under its own schema', async () => {
    const flock = Array.from({ length: 50 }, (_, n) => aTrack(`t${n}`, { startAt: T + n }));
    const visit = aVisit('v-t0', { tracks: flock.map(({ id }) => id), closed: false });
    await store.saveVisit(visit, 'new', T, flock);
    await store.saveVisit({ ...visit, tracks: [...visit.tracks.slice(1), 't-late'] }, 'update', T, [aTrack('t-late')]);
    const { version: _, ...listed } = { ...visit, version: 1 };
    await store.write(({ events }) => events.put(T, { type: 'visit.end', body: listed }));
    const [, update, old] = (await read()).body.data;
    expect(update).toMatchObject({ version: 2, body: { trackCount: 50, joined: ['t-late'], left: ['t0'] } });
    expect(JSON.stringify(update).length).toBeLessThan(1_000);
    expect(old).toMatchObject({ version: 1, body: { tracks: visit.tracks } });
    const schema = (await (await running.get('/api/v1/feed/schemas/visit.end?version=1')).json()) as object;
    expect(addFormats.default(new Ajv2020({ strict: true })).compile(schema)(old)).toBe(true);
    expect((await running.get('/api/v1/feed/schemas/visit.end?version=3')).status).toBe(400);
  });

  it('tells what reviews made of a visit, beside what the machine said', async () => {
    await oneOfEach(store);
    const { data } = (await read()).body;
    const told = data.filter(({ type }) => type === 'visit.update').at(-1);
    expect(told?.body).toMatchObject({
      taxon: { id: 'aves' },
      outcome: { taxon: { id: 'anas-crecca' }, by: ['林悦'] },
    });
  });

  it('goes on from where a reader stopped, and says where to go on although nothing is new', async () => {
    await save('t1');
    const { next } = (await read()).body;
    expect((await read(`?after=${next}`)).body).toMatchObject({ data: [], next, newest: next });
    await save('t2');
    expect((await read(`?after=${next}`)).body.data.map(({ body }) => body.id)).toEqual(['v-t2']);
  });

  it('gives the same entries in pages of whatever size, while others write', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
        const before = store.events.last();
        const seen: number[] = [];
        let after = before;
        let writes: Promise<unknown>[] = [];
        for (const [turn, size] of [...sizes, 1000].entries()) {
          writes = [...writes, ...Array.from({ length: 3 }, (_, i) => save(`t${before}-${turn}-${i}`))];
          if (turn === sizes.length) await Promise.all(writes);
          const { data, next } = (await read(`?after=${after}&limit=${size}`)).body;
          seen.push(...data.map(({ cursor }) => cursor));
          after = next;
        }
        expect(seen).toEqual(Array.from({ length: writes.length }, (_, i) => before + 1 + i));
      }),
      { numRuns: 15 },
    );
  });

  it('says so where a cursor is of the time that a restored backup lost', async () => {
    await running.stop();
    const file = await tempFile();
    store = await tempStore(file);
    running = await startFake({}, new StoredBox(store));
    for (let i = 0; i < 3; i++) await save(`t${i}`);
    leaveCursorsOut(file);
    const from = store.events.last();
    const statuses = () => Promise.all([2, 3, 5, from].map(async (after) => (await read(`?after=${after}`)).status));
    expect(await statuses()).toEqual([200, 200, 410, 200]);
    await save('t3');
    expect(await statuses()).toEqual([200, 200, 410, 200]);
    expect((await read(`?after=${from}`)).body.data).toMatchObject([{ cursor: from + 1, body: { id: 'v-t3' } }]);
    expect((await read('?after=5')).body.detail).toContain('put back from a backup');
  });

  it('says so where entries are not kept any more, and skips none in silence', async () => {
    for (let i = 0; i < 5; i++) await save(`t${i}`);
    expect(await store.write(({ events }) => events.prune(T + 1, 3))).toBe(3);
    const gone = await read('?after=2');
    expect(gone.status).toBe(410);
    expect(gone.body.detail).toMatch(/up to 3 are not kept any more/);
    expect((await read('?after=3')).body.data.map(({ cursor }) => cursor)).toEqual([4, 5]);
    expect((await read()).body.data.map(({ cursor }) => cursor)).toEqual([4, 5]);
    expect(await store.write(({ events }) => events.prune(T + 1, 100))).toBe(1);
    expect(store.events.last()).toBe(5);
    const ahead = await read('?after=9');
    expect(ahead.status).toBe(410);
    expect(ahead.body.detail).toMatch(/another database/);
  });

  it('tells a checklist once, and again when it is another one', async () => {
    const tell = (id: string) => store.write(({ events }) => events.putChecklist({ id, taxa: ['aves'] }, T));
    expect([await tell('a@1'), await tell('a@1'), await tell('a@2'), await tell('a@1')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect((await read()).body.data.map(({ body }) => body.id)).toEqual(['a@1', 'a@2', 'a@1']);
  });

  it.each(['?after=-1', '?after=x', '?limit=0', '?limit=1001', '?aftr=1', '/schemas/visit'])(
    'refuses %s',
    async (query) => {
      expect((await running.get(`/api/v1/feed${query}`)).status).toBe(400);
    },
  );

  it('comes as server-sent events as well, what was there and what is new', async () => {
    await save('t1');
    const stream = await running.get('/api/v1/feed/stream?after=0');
    await save('t2');
    expect(await readEvents(stream, 2)).toMatchObject([
      { id: '1', event: 'visit.new', data: { cursor: 1, version: 2, body: { id: 'v-t1' } } },
      { id: '2', event: 'visit.new', data: { cursor: 2, version: 2, body: { id: 'v-t2' } } },
    ]);
    const again = await running.get('/api/v1/feed/stream', { headers: { 'Last-Event-ID': '1' } });
    expect(await readEvents(again, 1)).toMatchObject([{ id: '2' }]);
    const ahead = await running.get('/api/v1/feed/stream?after=7');
    expect(ahead.status).toBe(410);
  });
});
