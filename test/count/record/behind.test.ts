import { expect, it } from 'vitest';
import { Folding } from '../../../src/count/record/folding.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { tempStore } from '../store/temp.ts';
import { T } from '../store/values.ts';
import { alive, HOUR, MINUTE, SECOND, track } from '../visit/tracks.ts';

const DAY = 24 * HOUR;

it.each([
  ['a minute', MINUTE / 2],
  ['a day', DAY],
  ['since 1970', T],
])('a start with the clock behind by %s opens no visit again that was closed', async (_, behind) => {
  const store = await tempStore();
  const first = new Folding(store, MINUTE, new Repeats());
  const seen = [track('a', T, T + 5 * SECOND), track('b', T + HOUR, T + HOUR + 5 * SECOND)];
  await store.write(({ tracks }) => {
    for (const one of seen) tracks.put(one);
  });
  await first.tracks(seen, [], T + HOUR + 5 * SECOND);
  const open = alive(track('c', T + 2 * HOUR, T + 2 * HOUR + 5 * SECOND));
  await store.write(({ tracks }) => tracks.put(open));
  await first.tracks([open], [], open.endAt);
  await first.advance(open.endAt);
  await first.flush();
  const ended = () =>
    store.events
      .after(0, 999)
      .filter(({ type }) => type === 'visit.end')
      .map(({ body }) => (body as { id: string }).id);
  const before = ended();
  const cursor = store.events.last();

  await store.write(({ tracks }) => tracks.put({ ...open, ended: 'interrupted' }));
  const second = new Folding(store, MINUTE, new Repeats());
  const now = open.endAt - behind;
  await second.recover(now);
  for (let s = 0; s < 5; s++) await second.advance(now + s * SECOND);
  await second.flush();
  const later = store.events.after(cursor, 999).filter(({ type }) => type.startsWith('visit.'));
  for (const { type, body } of later) {
    const { id } = body as { id: string };
    if (before.includes(id)) throw new Error(`${type} of ${id} after its end`);
  }
  // The one that was open when the box went is over: nobody follows its track any more.
  expect(later.map(({ type }) => type).filter((type) => type !== 'visit.update')).toEqual(['visit.end']);
  expect(store.visits.open()).toEqual([]);
});
