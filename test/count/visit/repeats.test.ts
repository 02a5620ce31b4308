import { describe, expect, it } from 'vitest';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { HOUR, MINUTE, track } from './tracks.ts';

const stone = (id: string, startAt: number, endAt = startAt + MINUTE) => track(id, startAt, endAt, { moved: false });

describe('Repeats', () => {
  it('takes one or two unmoving tracks for animals, and the third for a fixture', () => {
    const repeats = new Repeats({ clock: (at) => `${at / HOUR}h` });
    repeats.learn(stone('a', 0));
    repeats.learn(stone('b', 5 * HOUR));
    expect(repeats.judge(['a', 'b'])).toEqual({ setAside: false });
    expect(repeats.learn(stone('c', 9 * HOUR))).toEqual(['a', 'b', 'c']);
    const reason = 'same box seen 3 times since 0h and nothing ever moved there';
    expect(repeats.judge(['a'])).toEqual({ setAside: true, reason });
    expect(repeats.judge(['c', 'b'])).toEqual({ setAside: true, reason });
  });

  it('needs the three within one day', () => {
    const repeats = new Repeats();
    for (const [i, hours] of [0, 20, 40].entries()) repeats.learn(stone(`${i}`, hours * HOUR));
    expect(repeats.judge(['1'])).toEqual({ setAside: false });
    repeats.learn(stone('3', 43 * HOUR));
    expect(repeats.judge(['1']).setAside).toBe(true);
    expect(repeats.judge(['0']).setAside).toBe(false);
  });

  it('counts a visit with one track that moved, is elsewhere, or is unknown', () => {
    const repeats = new Repeats();
    for (const id of ['a', 'b', 'c']) repeats.learn(stone(id, id.charCodeAt(0) * HOUR));
    repeats.learn(track('bird', 200 * HOUR, 201 * HOUR));
    const elsewhere = { x: 0.8, y: 0.1, w: 0.1, h: 0.1 };
    repeats.learn(track('else', 98 * HOUR, 98 * HOUR + MINUTE, { moved: false, box: elsewhere }));
    expect(repeats.judge(['a', 'b', 'c']).setAside).toBe(true);
    expect(repeats.judge(['a', 'bird']).setAside).toBe(false);
    expect(repeats.judge(['a', 'else']).setAside).toBe(false);
    expect(repeats.judge(['a', 'never learnt']).setAside).toBe(false);
    expect(repeats.judge([]).setAside).toBe(false);
  });

  it('counts a heron that walked in, stood, and was lost and found again and again', () => {
    const repeats = new Repeats();
    repeats.learn(track('walks', 0, 10 * MINUTE));
    for (let i = 1; i <= 5; i++) repeats.learn(stone(`${i}`, (12 + 15 * i - 15) * MINUTE, (20 + 15 * i - 15) * MINUTE));
    expect(repeats.judge(['1', '2', '3', '4', '5'])).toEqual({ setAside: false });
  });

  it('sets aside one track that lasts for hours and is seldom found, and counts one that is found', () => {
    const repeats = new Repeats();
    const flickers = { ...stone('a', 0, 3 * HOUR), hits: 400, looks: 2000 };
    repeats.learn(flickers);
    expect(repeats.judge(['a'])).toEqual({
      setAside: true,
      reason: 'same box for 3 h, found in only 20% of the looks, and nothing ever moved there',
    });
    repeats.learn({ ...flickers, hits: 1800 });
    expect(repeats.judge(['a']).setAside).toBe(false);
  });

  it('goes on from its state, through JSON', () => {
    const before = new Repeats();
    before.learn(stone('a', 0));
    before.learn(stone('b', HOUR));
    const after = new Repeats();
    after.restore(JSON.parse(JSON.stringify(before.state())));
    after.learn(stone('c', 2 * HOUR));
    expect(after.judge(['a']).setAside).toBe(true);
    after.forgetBefore(HOUR);
    expect(after.state().map((mark) => mark.id)).toEqual(['b', 'c']);
    after.forget('b');
    expect(after.judge(['c']).setAside).toBe(false);
  });
});
