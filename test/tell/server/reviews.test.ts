import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SavingStore as Store, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit as aVisitOf, T } from '../../count/store/values.ts';
import { type Running, startFake } from './fake.ts';
import { StoredBox } from './stored.ts';

let running: Running;
let store: Store;
beforeEach(async () => {
  store = await tempStore();
  const visit = aVisitOf('v-t1', { tracks: ['t1'], individuals: 2, review: ['first-record'] });
  await store.saveVisit(visit, 'end', T, [aTrack('t1')]);
  running = await startFake({}, new StoredBox(store));
});
afterEach(() => running.stop());

const PATH = '/api/v1/visits/v-t1/reviews';

async function send(body: unknown, headers: Record<string, string> = {}, path = PATH) {
  const response = await running.get(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'If-Match': '"1"', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
}

/** So many lists, each in the one before. */
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('a review that is sent', () => {
  it('is stored, and answered with the visit and its new version', async () => {
    const { status, headers, body } = await send({
      ...{ by: 'Lin', action: 'correct', taxon: '绿头鸭', individuals: 3, juveniles: 1, note: '=A1, "quoted"' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      taxon: { id: 'aves' },
      individuals: 2,
      outcome: { status: 'awaiting', taxon: { id: 'anas-platyrhynchos' }, individuals: 3, juveniles: 1 },
      reviews: [{ by: 'Lin', action: 'correct', note: '=A1, "quoted"' }],
    });
    const read = await running.get('/api/v1/visits/v-t1');
    expect(read.headers.get('etag')).toBe(headers.get('etag'));
    expect(await read.json()).toEqual(body);
  });

  it('is answered with both versions where somebody was faster, and the second look is stored', async () => {
    const both = await Promise.all([
      send({ by: 'Lin', action: 'confirm' }),
      send({ by: 'Wu', action: 'reject', note: 'a stone' }),
    ]);
    const [lost, won] = both.sort((a, b) => b.status - a.status) as [(typeof both)[0], (typeof both)[0]];
    expect([won.status, lost.status]).toEqual([201, 409]);
    const { current, sent } = lost.body as { current: { version: number; reviews: object[] }; sent: object };
    expect(current.reviews).toHaveLength(1);
    expect(sent).toMatchObject({ version: 1, action: expect.any(String) });
    expect(store.reviews.ofVisit('v-t1')).toHaveLength(1);
    const again = await send({ by: 'He', action: 'uncertain' }, { 'If-Match': lost.headers.get('etag')! });
    expect(again.status).toBe(201);
    expect(store.visits.reviewed('v-t1')?.outcome?.status).toBe('uncertain');
  });

  it('can be undone', async () => {
    const first = await send({ by: 'Lin', action: 'reject' });
    const { reviews } = first.body as { reviews: { id: string }[] };
    const undo = { by: 'Wu', action: 'undo', undoes: reviews[0]!.id };
    const { body } = await send(undo, { 'If-Match': first.headers.get('etag')! });
    expect((body as { outcome?: object }).outcome).toBeUndefined();
    expect((body as { reviews: object[] }).reviews).toHaveLength(2);
  });

  it.each<[string, unknown, Record<string, string>, number, RegExp]>([
    ['no name', { action: 'confirm' }, {}, 400, /by/],
    ['an unknown key', { by: 'Lin', action: 'confirm', taxn: 'aves' }, {}, 400, /did you mean taxon/],
    ['an unknown taxon', { by: 'Lin', action: 'correct', taxon: 'dodo' }, {}, 400, /no known taxon/],
    ['nobody', { by: 'Lin', action: 'correct', individuals: 0 }, {}, 400, /individuals cannot be/],
    ['no sense', { by: 'Lin', action: 'correct' }, {}, 400, /correct says nothing/],
    ['no JSON', '{', {}, 400, /no JSON/],
    ['a list', [], {}, 400, /JSON object/],
    ['a form', 'by=Lin', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415, /application\/json/],
    ['a flood', { by: 'Lin', action: 'note', note: 'x'.repeat(70_000) }, {}, 413, /larger/],
    [
      'another site',
      { by: 'Lin', action: 'confirm' },
      { 'Sec-Fetch-Site': 'cross-site' },
      403,
      /may link to this box, not/,
    ],
    ['a wrong version', { by: 'Lin', action: 'confirm' }, { 'If-Match': '*' }, 400, /ETag/],
  ])('with %s is refused, and nothing is stored', async (_, body, headers, status, detail) => {
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    expect((answer.body as { detail: string }).detail).toMatch(detail);
    expect(store.reviews.ofVisit('v-t1')).toEqual([]);
  });

  it('needs the version that was looked at, and a visit', async () => {
    const response = await running.get(PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ by: 'Lin', action: 'confirm' }),
    });
    expect(response.status).toBe(428);
    expect((await send({ by: 'Lin', action: 'confirm' }, {}, '/api/v1/visits/v9/reviews')).status).toBe(404);
  });

  it.each([
    ['{"by":{"toString":1},"action":"note"}', 'by', 'by cannot be an object'],
    ['{"by":{"toJSON":1},"action":"note"}', 'by', 'by cannot be an object'],
    [`{"by":${deep(30_000)},"action":"note"}`, 'by', 'by cannot be a list'],
    [`{"by":"Lin","action":"confirm","individuals":${deep(30_000)}}`, 'individuals', 'individuals cannot be a list'],
    ['{"by":"Lin","action":"correct","individuals":1e999}', 'individuals', 'individuals cannot be "Infinity"'],
    ['{"by":"Lin","action":"correct","taxon":["aves"]}', 'taxon', 'taxon cannot be a list'],
    ['{"by":"Lin","action":"constructor"}', 'action', 'action cannot be "constructor"'],
    ['{"by":"Lin"}', 'action', 'action is missing'],
    ['{"by":"Lin\\u0000","action":"confirm"}', 'by', 'by cannot be'],
    ['{"by":"Lin\\nWu","action":"confirm"}', 'by', 'by cannot be'],
    ['{"by":"Lin","action":"note","note":"half a letter: \\ud83e"}', 'note', 'note cannot be'],
    ['{"by":"Lin","action":"correct","taxon":"aves","behaviour":"\\u0007"}', 'behaviour', 'behaviour cannot be'],
    ['{"by":"Lin","action":"note","__proto__":{"note":"x"}}', '__proto__', '"__proto__" is not known'],
  ])('is refused by the name of its field: %.60s', async (body, key, detail) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ key, detail: expect.stringContaining(detail) }] });
    expect(store.reviews.ofVisit('v-t1')).toEqual([]);
  });

  it('is the only thing that its address takes', async () => {
    const response = await running.get(PATH);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});
