import { describe, expect, it, vi } from 'vitest';
import { FAULT_KINDS, type FaultKind } from '../../../src/base/domain.ts';
import { FaultTeller, type FaultTellerOptions } from '../../../src/tell/alert/fault-teller.ts';
import type { Condition } from '../../../src/tell/alert/fault-watch.ts';
import type { Message } from '../../../src/tell/alert/message.ts';
import { Sender } from '../../../src/tell/alert/sender.ts';
import { chatText } from '../../../src/tell/alert/text.ts';
import { tempFile, tempStore } from '../../count/store/temp.ts';
import { EVERYTHING, WORDING } from './values.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 4, 1);
const quiet = { warn: () => undefined };
const graceMs = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 2 * MINUTE])) as Record<FaultKind, number>;

/** A box whose state is set by hand, with one channel; the same file again is the box after a restart. */
async function boxIn(file: string, clock: { now: number }, more: Partial<FaultTellerOptions> = {}) {
  const store = await tempStore(file);
  const send = vi.fn<(message: Message) => Promise<string>>(async () => 'ok');
  const world: { is: readonly Condition[] } = { is: [] };
  const rangers = { ...EVERYTHING, send };
  const place = {
    site: 'East',
    timeZone: 'Asia/Shanghai',
    publicAddress: '',
    now: () => clock.now,
    elapsed: () => clock.now + 0.6,
  };
  const teller = new FaultTeller(
    {
      ...place,
      channels: { rangers, deaf: { ...rangers, tells: ['level-1'] } },
      rules: { graceMs, wellMs: MINUTE, newId: () => `f-${clock.now}` },
      store: () => store,
      conditions: async () => world.is,
      held: () => false,
      ...more,
    },
    quiet,
  );
  const sender = new Sender(store, { ...place, channels: { rangers }, perSpeciesPerHour: 1 }, quiet);
  const minutes = async (count: number, is: readonly Condition[]) => {
    world.is = is;
    for (let i = 0; i < count * 6; i++) {
      clock.now += 10_000;
      await teller.tick();
      await sender.round();
    }
  };
  const told = () => send.mock.calls.map(([{ news }]) => news.map((item) => item.news).join());
  return { store, send, minutes, told };
}

const down: Condition[] = ['east', 'pool'].map((camera) => ({ kind: 'down', camera, is: 'bad', cause: 'refused' }));
const well: Condition[] = down.map(({ kind, camera }) => ({ kind, camera: camera!, is: 'good' }));
const full: Condition[] = [{ kind: 'disk', is: 'bad', message: 'no room' }];

describe('people hear of faults', () => {
  it('once when they begin and once when they end, also over a restart in between, and the feed does', async () => {
    const file = await tempFile();
    const clock = { now: START };
    const first = await boxIn(file, clock);
    await first.minutes(5, down);
    expect(first.told()).toEqual(['begin']);
    expect(chatText(first.send.mock.calls[0]![0], { ...WORDING, language: 'zh' })).toBe(
      '【East】Roost\n摄像机无画面 (开始 2026-05-01T00:00)\n  摄像机 (2): east (refused), pool (refused)',
    );
    await first.store.close();
    const second = await boxIn(file, clock);
    await second.minutes(5, down);
    expect(second.told()).toEqual([]);
    await second.minutes(5, well);
    expect(second.told()).toEqual(['end']);
    expect(chatText(second.send.mock.calls[0]![0], { ...WORDING, language: 'en' })).toBe(
      '【East】Roost\nis over: camera gives no picture (2026-05-01T00:00, 10 min)\n  cameras (2): east (refused), pool (refused)',
    );
    expect(second.store.events.after(0).map(({ type }) => type)).toEqual(['fault.begin', 'fault.end']);
    const [fault] = second.store.faults.since(START);
    expect(
      second.store.deliveries.ofFault(fault!.id).map(({ channel, news, state }) => [channel, news, state]),
    ).toEqual([
      ['rangers', 'begin', 'delivered'],
      ['rangers', 'end', 'delivered'],
    ]);
  });

  it('of which nothing could be written before the box was killed are told by the next', async () => {
    const file = await tempFile();
    const clock = { now: START };
    const first = await boxIn(file, clock);
    await first.minutes(1, down);
    await first.store.close();
    const second = await boxIn(file, clock);
    await second.minutes(4, down);
    expect(second.told()).toEqual(['begin']);
  });

  it('while the disk takes nothing, once; it is written when there is room, and not told again', async () => {
    const clock = { now: START };
    const { store, minutes, told, send } = await boxIn(await tempFile(), clock);
    const refusing = vi.spyOn(store, 'write').mockRejectedValue(new Error('disk full'));
    await minutes(20, full);
    expect(told()).toEqual(['begin']);
    expect(send.mock.calls[0]![0].news).toMatchObject([{ fault: { kind: 'disk', message: 'no room' } }]);
    refusing.mockRestore();
    await minutes(1, full);
    expect(store.faults.open()).toMatchObject([{ kind: 'disk' }]);
    await minutes(3, [{ kind: 'disk', is: 'good' }]);
    expect(told()).toEqual(['begin', 'end']);
  });

  it('also where the database cannot be opened at all, and not twice where it opens later', async () => {
    const clock = { now: START };
    let open = false;
    const box = await boxIn(await tempFile(), clock, { store: () => (open ? box.store : undefined) });
    await box.minutes(5, full);
    expect(box.told()).toEqual(['begin']);
    open = true;
    await box.minutes(5, full);
    expect(box.told()).toEqual(['begin']);
    expect(box.store.faults.open()).toHaveLength(1);
  });

  it('whose receivers were out of reach as well hear both at once when they are back', async () => {
    const clock = { now: START };
    const { minutes, told, send } = await boxIn(await tempFile(), clock);
    send.mockRejectedValue(new Error('no route'));
    await minutes(5, down);
    await minutes(5, well);
    send.mockClear();
    send.mockResolvedValue('ok');
    await minutes(60, well);
    expect(told().sort()).toEqual(['begin', 'end']);
  });
});
