import { describe, expect, it, vi } from 'vitest';
import { isWithin } from '../../../src/know/taxonomy/taxa.ts';
import { type Choice, hears } from '../../../src/tell/alert/choose.ts';
import type { Message } from '../../../src/tell/alert/message.ts';
import { openAlerts } from '../../../src/tell/alert/open.ts';
import { Paced } from '../../../src/tell/alert/outlet.ts';
import { Sender, type SendingChannel } from '../../../src/tell/alert/sender.ts';
import { type SavingStore as Store, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { EVERYTHING } from './values.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const quiet = { warn: () => undefined };

// T is eight in the morning at the site.
async function storeOf(channels: Readonly<Record<string, Choice>>, leftOut?: (taxon: string) => boolean) {
  const store = await tempStore();
  openAlerts(store, { timeZone: 'Asia/Shanghai', listed: () => true, channels, ...(leftOut && { leftOut }) });
  return store;
}

async function seen(store: Store, taxon: string, at: number, camera = 'east') {
  const id = `${taxon}-${camera}-${at}`;
  const visit = aVisit(id, { taxon, camera, startAt: at, tracks: [`t-${id}`] });
  await store.saveVisit(visit, 'new', at, [aTrack(`t-${id}`, { startAt: at, camera })]);
}

function senderOf(store: Store, channels: Readonly<Record<string, SendingChannel>>, clock: { now: number }) {
  const place = { site: 'East island', timeZone: 'Asia/Shanghai', publicAddress: '' };
  const time = { now: () => clock.now, elapsed: () => clock.now };
  return new Sender(store, { ...place, ...time, channels, perSpeciesPerHour: 9 }, quiet);
}

const taxaOf = (send: { mock: { calls: unknown[][] } }) =>
  send.mock.calls.map(([message]) =>
    (message as Message).news.map((item) => ('alert' in item ? `${item.alert.taxon} ${item.alert.reason}` : '')).sort(),
  );
const log = (store: Store) =>
  store.alerts
    .list({ limit: 99 })
    .flatMap(({ id }) => store.deliveries.ofAlert(id))
    .map(({ state }) => state);

describe('channels', () => {
  it('each get what they hear of', async () => {
    const store = await storeOf({
      cranes: { ...EVERYTHING, species: ['gruidae'] },
      firsts: { ...EVERYTHING, tells: ['first-of-year'] },
    });
    await seen(store, 'grus-grus', T);
    await seen(store, 'anas-crecca', T);
    const [cranes, firsts] = [vi.fn(async () => 'ok'), vi.fn(async () => 'ok')];
    await senderOf(store, { cranes: { send: cranes }, firsts: { send: firsts } }, { now: T + MINUTE }).round();
    expect(taxaOf(cranes)).toEqual([['grus-grus first-of-year', 'grus-grus protected']]);
    expect(taxaOf(firsts)).toEqual([['grus-grus first-of-year'], ['anas-crecca first-of-year']]);
  });

  it('send nothing in quiet hours but what breaks through, and the rest together at their end, also after a restart', async () => {
    const store = await storeOf({ rangers: EVERYTHING });
    const send = vi.fn(async () => 'ok');
    const quietHours = { from: '07:00', to: '10:00', breakThrough: ['level-1'] } as const;
    const clock = { now: T + MINUTE };
    for (const taxon of ['anas-crecca', 'grus-grus', 'ciconia-boyciana']) await seen(store, taxon, T);
    const rangers = { send, quietHours };
    await senderOf(store, { rangers }, clock).round();
    // The Oriental stork is of level 1, its first record of the year as well.
    expect(taxaOf(send)).toEqual([['ciconia-boyciana first-of-year', 'ciconia-boyciana protected']]);
    expect(log(store).filter((state) => state === 'quiet')).toHaveLength(3);
    clock.now = T + 2 * HOUR - 1;
    await senderOf(store, { rangers }, clock).round();
    expect(send).toHaveBeenCalledTimes(1);
    clock.now = T + 2 * HOUR + 5_000;
    await senderOf(store, { rangers }, clock).round();
    expect(taxaOf(send)[1]).toEqual(['anas-crecca first-of-year', 'grus-grus first-of-year', 'grus-grus protected']);
    expect(new Set(log(store))).toEqual(new Set(['delivered']));
  });

  it('try again what failed as the message that it was', async () => {
    const store = await storeOf({ rangers: EVERYTHING });
    const ids: number[] = [];
    const send = vi.fn(async ({ id, news }: Message) => {
      ids.push(id, news.length);
      if (ids.length < 5) throw new Error('answered 500');
      return 'ok';
    });
    const clock = { now: T + MINUTE };
    await seen(store, 'grus-grus', T);
    const sender = senderOf(store, { rangers: { send } }, clock);
    await sender.round();
    // News that comes meanwhile is a message of its own.
    await seen(store, 'grus-grus', T + MINUTE, 'pool');
    clock.now += 15_000;
    await sender.round();
    clock.now += HOUR;
    await sender.round();
    expect(ids).toEqual([1, 2, 1, 2, 3, 1, 1, 2]);
    expect(new Set(log(store))).toEqual(new Set(['delivered']));
  });

  it('keep to what a receiver bears, and to what fits into one message; nothing is dropped', async () => {
    const store = await storeOf({ rangers: EVERYTHING });
    const send = vi.fn(async () => 'ok');
    const rangers = { send, fits: () => 2, paces: [{ messages: 2, ms: MINUTE }] };
    const clock = { now: T + HOUR };
    for (let i = 0; i < 6; i++) await seen(store, 'grus-grus', T + i, `camera-${i}`);
    const sender = senderOf(store, { rangers }, clock);
    await sender.round();
    expect(send).toHaveBeenCalledTimes(2);
    clock.now += 30_000;
    await sender.round();
    expect(send).toHaveBeenCalledTimes(2);
    clock.now += 31_000;
    await sender.round();
    expect(taxaOf(send).flat()).toHaveLength(7);
    expect(new Set(log(store))).toEqual(new Set(['delivered']));
  });

  it('hear nothing of a species that is left out; what waited is dropped where somebody says so, and noted', async () => {
    const left = (taxon: string) => isWithin(taxon, 'gruidae');
    const store = await storeOf({ rangers: EVERYTHING });
    await seen(store, 'grus-grus', T);
    await seen(store, 'anas-crecca', T);
    expect(await store.write(({ deliveries }) => deliveries.drop(left, 'left out'))).toBe(2);
    const send = vi.fn(async () => 'ok');
    await senderOf(store, { rangers: { send } }, { now: T + HOUR }).round();
    expect(taxaOf(send)).toEqual([['anas-crecca first-of-year']]);
    const crane = store.alerts.list({ taxon: 'grus-grus', limit: 1 })[0]!;
    expect(store.deliveries.ofAlert(crane.id)).toMatchObject([{ state: 'dropped', answer: 'left out', attempts: 0 }]);
    const after = await storeOf({ rangers: EVERYTHING }, left);
    await seen(after, 'grus-grus', T);
    expect(after.alerts.list({ limit: 9 })).toEqual([]);
  });
});

it('a pace lets so many through in any span of its length', () => {
  const paced = new Paced([
    { messages: 3, ms: 1_000 },
    { messages: 2, ms: 100 },
  ]);
  expect([0, 10, 20, 110, 120, 999, 1_001, 1_112].map((at) => paced.take(at))).toEqual([
    true,
    true,
    false,
    true,
    false,
    false,
    true,
    true,
  ]);
  expect(hears({ ...EVERYTHING, species: [] }, { reason: 'first-of-year', taxon: 'anas-crecca' })).toBe(true);
});
